package dev.headrace.sink.tck;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkRecord;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A batch that is a sink's only while it writes; it remembers a touch that came later. */
final class LentBatch implements RecordBatch {

    private final SampleBatch batch;
    private final AtomicBoolean returned = new AtomicBoolean();
    private final AtomicInteger touches = new AtomicInteger();
    private final Queue<WeakReference<byte[]>> given = new ConcurrentLinkedQueue<>();

    LentBatch(SampleBatch batch) {
        this.batch = batch;
    }

    /** From now on it is no longer the sink's. */
    void giveBack() {
        returned.set(true);
    }

    /** How often the sink has looked into it after it was given back. */
    int lateTouches() {
        return touches.get();
    }

    private SampleBatch touched() {
        if (returned.get()) {
            touches.incrementAndGet();
        }
        return batch;
    }

    @Override
    public String id() {
        return batch.id();
    }

    @Override
    public RecordGroup group() {
        return batch.group();
    }

    @Override
    public int attempt() {
        return batch.attempt();
    }

    @Override
    public Instant deadline() {
        return batch.deadline();
    }

    @Override
    public int size() {
        return batch.size();
    }

    @Override
    public long bytes() {
        return batch.bytes();
    }

    /** The bytes of all events that the sink has been given, to see whether it lets go of them. */
    List<WeakReference<byte[]>> bytesGiven() {
        return List.copyOf(given);
    }

    @Override
    public SinkRecord get(int index) {
        return new LentRecord(touched().records().get(index), this::give);
    }

    private ByteBuffer give(SampleRecord record) {
        touched();
        byte[] bytes = record.event().getBytes(StandardCharsets.UTF_8);
        given.add(new WeakReference<>(bytes));
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    @Override
    public Iterator<SinkRecord> iterator() {
        return IntStream.range(0, size()).mapToObj(this::get).iterator();
    }
}
