package dev.headrace.publishing;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.ErasureReport;
import dev.headrace.sink.ErasureRequest;
import dev.headrace.sink.Lake;
import dev.headrace.sink.LakeNames;
import dev.headrace.sink.LakeProvider;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A plugin whose sinks write as the test says, and remember what they were given. */
final class FakeSink implements SinkProvider, LakeProvider {

    /** What one write does. */
    interface Writing {
        WriteResult write(RecordBatch batch) throws SinkException, InterruptedException;
    }

    /** What one open does. */
    interface Opening {
        void open() throws SinkException, InterruptedException;
    }

    /** What one check finds. */
    interface Checking {
        CheckReport check() throws InterruptedException;
    }

    /** What one search for a person finds. */
    interface Erasing {
        ErasureReport erase(ErasureRequest request) throws SinkException, InterruptedException;
    }

    /** A batch as it was given. */
    record Given(String id, int attempt, List<String> ids, Optional<String> stream) {}

    final List<Given> given = new CopyOnWriteArrayList<>();
    final List<String> delivered = new CopyOnWriteArrayList<>();
    final AtomicInteger created = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger mostUnderWay = new AtomicInteger();
    volatile SinkTraits traits = SinkTraits.modest();
    volatile Writing writing = FakeSink::deliver;
    volatile Opening opening = () -> {};
    volatile Checking checking = CheckReport::notSupported;
    volatile Erasing erasing = request -> ErasureReport.notSupported();
    final AtomicInteger checks = new AtomicInteger();
    volatile Optional<SinkContext> context = Optional.empty();

    /** What can be read back, by name: NDJSON. */
    final Map<String, String> stored = new ConcurrentSkipListMap<>();

    /** What one read of the lake does before. */
    volatile Opening reading = () -> {};

    private final String type;

    FakeSink(String type) {
        this.type = type;
    }

    static WriteResult deliver(RecordBatch batch) {
        return WriteResult.allDelivered(batch, "there");
    }

    static List<String> ids(RecordBatch batch) {
        return IntStream.range(0, batch.size()).mapToObj(i -> batch.get(i).id()).toList();
    }

    static boolean contains(RecordBatch batch, String id) {
        return ids(batch).contains(id);
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public int spiLevel() {
        return SPI_LEVEL;
    }

    @Override
    public ConfigSpec config() {
        return ConfigSpec.builder()
                .optional("path", ConfigField.Type.TEXT, "where to write")
                .with("linger", ConfigField.Type.DURATION, "1s", "how long to wait")
                .build();
    }

    @Override
    public Sink create(SinkConfig config) {
        created.incrementAndGet();
        return new Instance();
    }

    @Override
    public Optional<Map<String, String>> settingsOf(String place) {
        return place.startsWith("/") ? Optional.of(Map.of("path", place)) : Optional.empty();
    }

    @Override
    public Lake lake(SinkConfig config) {
        return new Stored();
    }

    private final class Stored implements Lake {

        @Override
        public void list(Selection selection, Consumer<StoredObject> objects) {
            stored.keySet().forEach(name -> LakeNames.object(name, selection).ifPresent(objects));
        }

        @Override
        public InputStream read(String name) throws SinkException, InterruptedException {
            reading.open();
            String lines = stored.get(name);
            if (lines == null) {
                throw new SinkException.Unavailable("gone");
            }
            return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private final class Instance implements Sink {

        @Override
        public SinkTraits traits() {
            return traits;
        }

        @Override
        public void open(SinkContext given) throws SinkException, InterruptedException {
            context = Optional.of(given);
            opening.open();
        }

        @Override
        public CheckReport check() throws InterruptedException {
            checks.incrementAndGet();
            return checking.check();
        }

        @Override
        public ErasureReport erase(ErasureRequest request)
                throws SinkException, InterruptedException {
            return erasing.erase(request);
        }

        @Override
        public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
            given.add(new Given(batch.id(), batch.attempt(), ids(batch), batch.group().stream()));
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                WriteResult result = writing.write(batch);
                int index = 0;
                for (SinkRecord record : batch) {
                    if (result.outcome(index) instanceof dev.headrace.sink.Outcome.Delivered) {
                        delivered.add(record.id());
                    }
                    index++;
                }
                return result;
            } finally {
                underWay.decrementAndGet();
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
