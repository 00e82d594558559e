package dev.headrace.plugin.kafka;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Writes a batch as one transaction, which commits the batch's id along with its records. A batch
 * whose id is committed is answered and not written. Before a slot is lent, what earlier writes
 * left unclear is settled for all slots, so that the answer is never a guess.
 */
final class ExactlyOnce implements BatchDelivery {

    /** Each pass leaves out what the one before found refused. */
    private static final int MOST_PASSES = 4;

    private final List<Slot> slots;
    private final Deque<Slot> free;
    private final ReentrantLock lock = new ReentrantLock();
    private final Patience patience;
    private final Runnable onRecognised;

    /**
     * @param onRecognised called when a batch was there already
     */
    ExactlyOnce(List<Slot> slots, Patience patience, Runnable onRecognised) {
        this.slots = List.copyOf(slots);
        this.free = new ArrayDeque<>(slots);
        this.patience = patience;
        this.onRecognised = onRecognised;
    }

    @Override
    public void open(Iterable<String> topics) throws SinkException, InterruptedException {
        Slot slot = take();
        try {
            for (String topic : topics) {
                slot.lane().locate(topic);
            }
        } finally {
            giveBack(slot);
        }
    }

    @Override
    public WriteResult write(String topic, RecordBatch batch)
            throws SinkException, InterruptedException {
        Slot slot = take();
        boolean sound = false;
        try {
            Optional<PlanRing.Entry> done = recognise(topic, batch.id());
            WriteResult result =
                    done.isPresent() ? again(batch, done.get()) : commit(slot, topic, batch);
            sound = true;
            return result;
        } catch (InterruptException e) {
            throw Lane.interrupted();
        } catch (KafkaException e) {
            KafkaFault fault = slot.lane().explain(KafkaFault.of(e));
            throw fault.exception("transaction to topic " + topic, e);
        } finally {
            if (!sound) {
                slot.discard();
            }
            giveBack(slot);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            slots.forEach(Slot::discard);
        } finally {
            lock.unlock();
        }
    }

    private WriteResult commit(Slot slot, String topic, RecordBatch batch)
            throws SinkException, InterruptedException {
        slot.lane().locate(topic);
        var refused = new BitSet();
        var fates = new Fates(batch.size(), () -> {});
        for (int pass = 1; pass <= MOST_PASSES; pass++) {
            slot.lane().producer().beginTransaction();
            slot.lane().send(batch, fates);
            boolean answered = fates.awaitVerdict(patience.with(batch));
            if (isWhole(fates, refused, batch.size())) {
                slot.commit(topic, PlanRing.Entry.of(batch.id(), refused));
                return fates.result(
                        batch,
                        "topic " + topic,
                        UnaryOperator.identity(),
                        patience.clock().instant());
            }
            fates = leavingOut(refused, endInVain(slot, topic, fates, answered), batch);
        }
        throw new SinkException.TooLarge("topic " + topic + ": too many records are refused");
    }

    private static boolean isWhole(Fates fates, BitSet refused, int size) {
        return fates.stored() + refused.cardinality() == size;
    }

    /** Aborts; says which fates were found, or throws when it is the target that fails. */
    private static Fates endInVain(Slot slot, String topic, Fates fates, boolean answered)
            throws SinkException {
        if (!answered) {
            throw outOfTime(slot.lane(), topic);
        }
        slot.lane().producer().abortTransaction();
        if (fates.refused().findAny().isPresent()) {
            return fates;
        }
        Fate.Held held = fates.held().orElseThrow();
        throw slot.lane().explain(held.fault()).exception("topic " + topic, held.cause());
    }

    private static SinkException outOfTime(Lane lane, String topic) {
        KafkaFault fault = lane.explain(KafkaFault.UNREACHABLE);
        return fault.exception("topic " + topic, new TimeoutException("not acknowledged in time"));
    }

    /** The fates of the next pass: what is refused already is not sent again. */
    private static Fates leavingOut(BitSet refused, Fates found, RecordBatch batch)
            throws SinkException {
        found.refused().forEach(refused::set);
        if (refused.cardinality() > PlanRing.MOST_REFUSED && batch.size() > 1) {
            throw new SinkException.TooLarge("too many records of one batch are refused");
        }
        var next = new Fates(batch.size(), () -> {});
        refused.stream().forEach(index -> next.know(index, found.fate(index).orElseThrow()));
        return next;
    }

    private WriteResult again(RecordBatch batch, PlanRing.Entry done) {
        onRecognised.run();
        WriteResult.Builder result = WriteResult.of(batch);
        for (int i = 0; i < batch.size(); i++) {
            if (done.refused().contains(i)) {
                result.rejected(i, "refused", "was refused when its batch was written before");
            } else {
                result.delivered(i, "batch " + batch.id());
            }
        }
        return result.build();
    }

    private Optional<PlanRing.Entry> recognise(String topic, String batchId) {
        return slots.stream().flatMap(slot -> slot.find(topic, batchId).stream()).findFirst();
    }

    private Slot take() throws SinkException, InterruptedException {
        lock.lockInterruptibly();
        try {
            for (Slot slot : free) {
                slot.prepare();
            }
            return Optional.ofNullable(free.poll())
                    .orElseThrow(
                            () -> new SinkException.Unavailable("every producer is still in use"));
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Slot slot) {
        lock.lock();
        try {
            free.push(slot);
        } finally {
            lock.unlock();
        }
    }
}
