package dev.headrace.sink.tck;

import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkMetrics;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.Streams;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What a sink is lent in a test: counters that can be read, contracts that can be changed. */
public final class SampleContext implements SinkContext, Streams {

    private final Clock clock;
    private final Path scratch;
    private final ConcurrentMap<String, StreamContract> streams = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Long> counters = new ConcurrentHashMap<>();
    private final List<Consumer<StreamContract>> listeners = new CopyOnWriteArrayList<>();
    private final LogRecorder log = new LogRecorder("dev.headrace.conformance");

    private SampleContext(Clock clock, Path scratch, List<StreamContract> contracts) {
        this.clock = clock;
        this.scratch = scratch;
        contracts.forEach(contract -> streams.put(contract.name(), contract));
    }

    /** A context with the system's clock. */
    public static SampleContext of(Path scratch, StreamContract... contracts) {
        return at(Clock.systemUTC(), scratch, contracts);
    }

    /** A context with a clock of the test's own. */
    public static SampleContext at(Clock clock, Path scratch, StreamContract... contracts) {
        return new SampleContext(clock, scratch, List.of(contracts));
    }

    /** A contract of one version, without key, layout, retention and hints. */
    public static StreamContract contract(String name, String schema) {
        SortedMap<Integer, ByteBuffer> schemas = new TreeMap<>();
        schemas.put(1, ByteBuffer.wrap(schema.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer());
        return new StreamContract(
                name, name, schemas, List.of(), List.of(), Optional.empty(), Map.of());
    }

    /** Adds or changes a contract and calls the listeners on this thread. */
    public void change(StreamContract contract) {
        streams.put(contract.name(), contract);
        listeners.forEach(listener -> listener.accept(contract));
    }

    /** What the sink has counted under a name; 0 when nothing. */
    public long counter(String name) {
        return counters.getOrDefault(name, 0L);
    }

    /** The names of all counters that the sink has used. */
    public Collection<String> counters() {
        return List.copyOf(counters.keySet());
    }

    /** What the sink has logged by this context's logger, at any level. */
    public List<String> logged() {
        return log.lines();
    }

    @Override
    public String name() {
        return "conformance";
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public RandomGenerator random() {
        return new Random(1);
    }

    @Override
    public System.Logger logger() {
        return log;
    }

    @Override
    public SinkMetrics metrics() {
        return (counter, amount) -> counters.merge(counter, amount, Long::sum);
    }

    @Override
    public Streams streams() {
        return this;
    }

    @Override
    public Path scratch() {
        return scratch;
    }

    @Override
    public Collection<StreamContract> all() {
        return List.copyOf(streams.values());
    }

    @Override
    public Optional<StreamContract> find(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    @Override
    public void onChange(Consumer<StreamContract> listener) {
        listeners.add(listener);
    }
}
