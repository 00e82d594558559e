package dev.headrace.plugin.postgresql;

import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkMetrics;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.Streams;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What Headrace lends a sink, with a clock that a test sets. */
final class TestContext implements SinkContext, Streams {

    private final Map<String, Long> counters = new ConcurrentHashMap<>();
    private final Clock clock;
    private final List<StreamContract> streams;

    private TestContext(Clock clock, List<StreamContract> streams) {
        this.clock = clock;
        this.streams = streams;
    }

    static TestContext of(String... streams) {
        return at(Clock.fixed(TestRecord.NOW, ZoneOffset.UTC), streams);
    }

    static TestContext at(Clock clock, String... streams) {
        return new TestContext(
                clock, List.of(streams).stream().map(TestContext::contract).toList());
    }

    long counter(String name) {
        return counters.getOrDefault(name, 0L);
    }

    private static StreamContract contract(String name) {
        return new StreamContract(
                name, name, new TreeMap<>(), List.of(), List.of(), Optional.empty(), Map.of());
    }

    @Override
    public String name() {
        return "warehouse";
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
        return System.getLogger("test");
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
        throw new UnsupportedOperationException("this sink needs no scratch folder");
    }

    @Override
    public Collection<StreamContract> all() {
        return streams;
    }

    @Override
    public Optional<StreamContract> find(String name) {
        return streams.stream().filter(stream -> stream.name().equals(name)).findFirst();
    }

    @Override
    public void onChange(Consumer<StreamContract> listener) {}
}
