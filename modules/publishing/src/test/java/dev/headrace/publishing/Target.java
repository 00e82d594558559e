package dev.headrace.publishing;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * A target that outlives the node: it keeps what it was given, is moody, and never takes some
 * records. Safe for use by several threads.
 */
final class Target {

    private final String name;
    private final Idempotency idempotency;
    private final RandomGenerator random;
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final Map<String, String> batches = new ConcurrentHashMap<>();
    private final Set<String> rearranged = ConcurrentHashMap.newKeySet();

    Target(String name, Idempotency idempotency, RandomGenerator random) {
        this.name = name;
        this.idempotency = idempotency;
        this.random = random;
    }

    String name() {
        return name;
    }

    /** A plugin that writes to it; one for each start of the node. */
    FakeSink sink() {
        var sink = new FakeSink(name);
        sink.traits =
                new SinkTraits(
                        2,
                        4,
                        1 << 20,
                        1 << 10,
                        Duration.ofMillis(1),
                        1 << 20,
                        SinkTraits.Grouping.STREAM,
                        SinkTraits.Ordering.NONE,
                        idempotency);
        sink.writing = this::write;
        return sink;
    }

    boolean has(String id) {
        return taken.contains(id);
    }

    /** Records that came in one batch first and in another one later. */
    Set<String> rearranged() {
        return rearranged;
    }

    private WriteResult write(RecordBatch batch) throws SinkException {
        int mood = mood();
        if (idempotency == Idempotency.BY_BATCH) {
            FakeSink.ids(batch).forEach(id -> remember(id, batch.id()));
        } else if (batch.size() > 2 && mood == 1) {
            throw new SinkException.TooLarge("at most two");
        }
        if (mood == 2) {
            throw new SinkException.Unavailable("down");
        }
        var result = WriteResult.of(batch);
        for (int i = 0; i < batch.size(); i++) {
            String id = batch.get(i).id();
            if (isPoison(id)) {
                result.rejected(i, "odd", "not for a column");
            } else if (mood == 3 && i == batch.size() / 2) {
                result.retry(i, "locked", Instant.EPOCH);
            } else {
                taken.add(id);
                result.delivered(i, "there");
            }
        }
        return result.build();
    }

    /** Whether a record is one that the target refuses for good. */
    static boolean isPoison(String id) {
        return id.hashCode() % 7 == 0;
    }

    private void remember(String id, String batch) {
        String earlier = batches.putIfAbsent(id, batch);
        if (earlier != null && !earlier.equals(batch)) {
            rearranged.add(id + " in " + earlier + " and in " + batch);
        }
    }

    private int mood() {
        synchronized (random) {
            return random.nextInt(12);
        }
    }
}
