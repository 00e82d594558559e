package dev.headrace.plugin.kafka;

import dev.headrace.plugin.kafka.Fate.RecordKey;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The fates of the records of one write. The client's thread fills it in, the writing thread waits
 * and reads; the first word about a record counts.
 */
final class Fates {

    /**
     * A batch that still fails in part after so many attempts is split instead, which counts
     * against no record: what is slow or flapping must not make dead letters.
     */
    private static final int PATIENT_ATTEMPTS = 3;

    private final AtomicReferenceArray<@Nullable Fate> fates;
    private final CountDownLatch open;
    private final CountDownLatch verdict = new CountDownLatch(1);
    private final AtomicReference<Fate.@Nullable Held> firstHeld = new AtomicReference<>();
    private final Runnable onHeld;

    /**
     * @param onHeld called, also on the client's thread, when the first record was held: nothing
     *     more may be written in front of it
     */
    Fates(int size, Runnable onHeld) {
        this.fates = new AtomicReferenceArray<>(size);
        this.open = new CountDownLatch(size);
        this.onHeld = onHeld;
    }

    /** What the client is to call for a record. */
    Callback callback(int index, RecordKey key) {
        return (metadata, error) ->
                set(index, error == null ? Fate.stored(metadata) : Fate.failed(key, error));
    }

    void set(int index, Fate fate) {
        if (!fates.compareAndSet(index, null, fate)) {
            return;
        }
        // Whoever waits must find the reason when it wakes up.
        if (fate instanceof Fate.Held held && firstHeld.compareAndSet(null, held)) {
            onHeld.run();
        }
        open.countDown();
        if (open.getCount() == 0 || !(fate instanceof Fate.Stored)) {
            verdict.countDown();
        }
    }

    /** Says what is known of a record before anything is written. */
    void know(int index, Fate fate) {
        if (fates.compareAndSet(index, null, fate)) {
            open.countDown();
        }
    }

    /** Says the same of every record from an index on that nothing was said about. */
    void setRest(int from, Fate fate) {
        IntStream.range(from, fates.length()).forEach(index -> set(index, fate));
    }

    /** Waits until every record has a fate; false when the time is over before. */
    boolean await(Duration atMost) throws InterruptedException {
        return open.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until all are stored or one is not; false when the time is over before. */
    boolean awaitVerdict(Duration atMost) throws InterruptedException {
        return open.getCount() == 0 || verdict.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The first reason of the target's, if there is one. */
    Optional<Fate.Held> held() {
        return Optional.ofNullable(firstHeld.get());
    }

    /** The records that Kafka will never take, by index. */
    IntStream refused() {
        return IntStream.range(0, fates.length())
                .filter(index -> fates.get(index) instanceof Fate.Refused);
    }

    /** How many records Kafka has. */
    int stored() {
        return (int)
                IntStream.range(0, fates.length())
                        .filter(index -> fates.get(index) instanceof Fate.Stored)
                        .count();
    }

    /** The fate of a record, if it is known. */
    Optional<Fate> fate(int index) {
        return Optional.ofNullable(fates.get(index));
    }

    /**
     * What Headrace is told, when every record has a fate.
     *
     * @param subject what was written to
     * @param explain what the producer knows better about a fault
     * @throws SinkException when Kafka has decided about no record at all, or again not about all
     */
    WriteResult result(
            RecordBatch batch, String subject, UnaryOperator<KafkaFault> explain, Instant now)
            throws SinkException {
        Optional<Fate.Held> held = held();
        if (held.isPresent()) {
            KafkaFault fault = explain.apply(held.get().fault());
            refuseWhole(batch, subject, new Fate.Held(fault, held.get().cause()));
        }
        WriteResult.Builder result = WriteResult.of(batch);
        var explained = new EnumMap<KafkaFault, KafkaFault>(KafkaFault.class);
        for (int i = 0; i < fates.length(); i++) {
            switch (fate(i).orElseThrow()) {
                case Fate.Stored stored -> result.delivered(i, stored.ref());
                case Fate.Refused refused -> result.rejected(i, refused.code(), refused.detail());
                case Fate.Held one ->
                        tell(result, i, explained.computeIfAbsent(one.fault(), explain), now);
            }
        }
        return result.build();
    }

    private void refuseWhole(RecordBatch batch, String subject, Fate.Held held)
            throws SinkException {
        boolean undecided =
                IntStream.range(0, fates.length())
                        .allMatch(index -> fates.get(index) instanceof Fate.Held);
        if (undecided) {
            throw held.fault().exception(subject, held.cause());
        }
        if (batch.attempt() > PATIENT_ATTEMPTS) {
            throw new SinkException.TooLarge(
                    subject + ": Kafka takes only parts of the batch, again and again");
        }
    }

    private static void tell(WriteResult.Builder result, int index, KafkaFault fault, Instant now) {
        switch (fault.written()) {
            case NOT -> result.retry(index, fault.code(), now);
            case MAYBE -> result.unknown(index, fault.code());
        }
    }
}
