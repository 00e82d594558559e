package dev.headrace.sink.tck;

import dev.headrace.sink.ConfigField;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.StreamContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What every check works with: the sink's provider, its running target, and the proxy between. */
final class Bench {

    private static final int DISTANCE = 1_000_000;

    private final SinkContract contract;
    private final Target target;
    private final Optional<FaultProxy> proxy;
    private final Path scratch;
    private final Report report = new Report();
    private final List<Subject> subjects = new ArrayList<>();
    private final SinkTraits traits;
    private int check;

    Bench(SinkContract contract, Target target) throws Exception {
        this.contract = contract;
        this.target = target;
        this.proxy = target.address().map(address -> contract.proxy(target, address));
        this.scratch = Files.createTempDirectory("conformance");
        var sink = create(settings());
        this.traits = sink.traits();
        new Subject(sink, context()).close();
    }

    SinkContract contract() {
        return contract;
    }

    Target target() {
        return target;
    }

    Optional<FaultProxy> proxy() {
        return proxy;
    }

    /** The proxy, for checks that need the network. */
    FaultProxy network() {
        return proxy.orElseThrow();
    }

    Report report() {
        return report;
    }

    SinkTraits traits() {
        return traits;
    }

    /** The settings that lead through the proxy. */
    Map<String, String> settings() {
        return contract.config(target, proxy.map(FaultProxy::address));
    }

    /** The values of the settings that are declared as secret. */
    List<String> secrets() {
        Map<String, String> given = settings();
        return contract.provider().config().fields().stream()
                .filter(field -> field.type() == ConfigField.Type.SECRET)
                .flatMap(field -> Optional.ofNullable(given.get(field.name())).stream())
                .filter(value -> !value.isBlank())
                .toList();
    }

    Sink create(Map<String, String> settings) {
        SinkProvider provider = contract.provider();
        SinkConfig config = provider.config().parse(settings);
        return provider.create(config);
    }

    SampleContext context() {
        StreamContract stream = contract.stream();
        return SampleContext.of(scratch, stream, contract.otherStream(stream));
    }

    /** A sink that is not open yet; it is closed when the check ends. */
    Subject subject() {
        return subject(settings());
    }

    Subject subject(Map<String, String> settings) {
        var subject = new Subject(create(settings), context());
        subjects.add(subject);
        return subject;
    }

    /** A sink that is open. */
    Subject opened() throws InterruptedException {
        Subject subject = subject();
        Answer<String> answer = subject.open();
        if (!(answer instanceof Answer.Returned<String>)) {
            throw new AssertionError("open against a target in good order: " + answer.inWords());
        }
        return subject;
    }

    /** An event that no other check has written. */
    SampleRecord record(int number) {
        return record(number, contract.event(number));
    }

    SampleRecord record(int number, String event) {
        StreamContract stream = contract.stream();
        SampleRecord record = SampleRecord.of(stream.name(), id(number), event);
        if (!stream.layout().isEmpty()) {
            record = record.withLayout(stream.layout().stream().map(pointer -> "sample").toList());
        }
        if (!stream.key().isEmpty() || traits.ordering() == SinkTraits.Ordering.PER_KEY) {
            record = record.withKey("key-" + number % 3);
        }
        return record.withPosition("n1-" + check * (long) DISTANCE + number);
    }

    private String id(int number) {
        return prefix() + number;
    }

    private String prefix() {
        return "check-" + check + "-";
    }

    /** A batch of so many such events, numbered from a number on. */
    SampleBatch batch(int from, int size) {
        return batch(IntStream.range(from, from + size).mapToObj(this::record).toList());
    }

    SampleBatch batch(List<SampleRecord> records) {
        String id = "n1-" + check + "-" + (records.isEmpty() ? "none" : records.getFirst().id());
        return SampleBatch.of(id, records).until(deadline());
    }

    static Instant deadline() {
        return Clock.systemUTC().instant().plus(Call.LONGEST);
    }

    /** What a reader sees of this check's events. */
    List<StoredEvent> stored() throws Exception {
        return target.stored().stream().filter(event -> event.id().startsWith(prefix())).toList();
    }

    /** The same, as soon as all these ids are there; after a while without some of them. */
    List<StoredEvent> storedWith(List<String> ids) throws Exception {
        Instant end = Clock.systemUTC().instant().plus(contract.visibleWithin());
        while (true) {
            List<StoredEvent> stored = stored();
            Set<String> there = new HashSet<>(stored.stream().map(StoredEvent::id).toList());
            if (there.containsAll(ids) || Clock.systemUTC().instant().isAfter(end)) {
                return stored;
            }
            Thread.sleep(100);
        }
    }

    /** Begins a check. */
    void startAfresh() throws Exception {
        check++;
        proxy.ifPresent(open -> open.set(new Fault.None()));
        target.clear();
    }

    /** Ends a check: the network is whole again, and its sinks are closed. */
    void end() throws Exception {
        proxy.ifPresent(open -> open.set(new Fault.None()));
        for (Subject subject : subjects) {
            subject.close();
        }
        subjects.clear();
    }

    void close() throws Exception {
        if (proxy.isPresent()) {
            proxy.get().close();
        }
        target.close();
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
