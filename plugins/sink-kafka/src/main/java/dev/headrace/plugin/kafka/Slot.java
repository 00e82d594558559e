package dev.headrace.plugin.kafka;

import dev.headrace.sink.SinkException;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One transactional id, with the producer that has it now. After any trouble the producer is let
 * go, and the next one first settles what the last one left: its open transaction is ended by the
 * brokers, and what was committed after all is read back.
 *
 * <p>The state of a slot is guarded by the lock of its {@link ExactlyOnce}, but for the lane, which
 * the write that has borrowed the slot uses.
 */
final class Slot {

    private final String id;
    private final LaneSource source;
    private final CommittedPlans committed;
    private Optional<Lane> lane = Optional.empty();
    private volatile Map<String, PlanRing> plans = Map.of();

    Slot(String id, LaneSource source, CommittedPlans committed) {
        this.id = id;
        this.source = source;
        this.committed = committed;
    }

    /** Has a producer, and knows what was committed. */
    void prepare() throws SinkException, InterruptedException {
        if (lane.isPresent()) {
            return;
        }
        Lane opened = source.open();
        boolean ready = false;
        try {
            opened.producer().initTransactions();
            plans = Map.copyOf(committed.read(id));
            ready = true;
        } catch (InterruptException e) {
            throw Lane.interrupted();
        } catch (KafkaException e) {
            throw KafkaFault.of(e).exception("transactional-id " + id, e);
        } finally {
            if (ready) {
                lane = Optional.of(opened);
            } else {
                opened.close();
            }
        }
    }

    Lane lane() {
        return lane.orElseThrow();
    }

    String id() {
        return id;
    }

    Optional<PlanRing.Entry> find(String topic, String batchId) {
        return plans.getOrDefault(topic, PlanRing.EMPTY).find(batchId);
    }

    /** Ends the transaction under way, which then holds the batch's id too. */
    void commit(String topic, PlanRing.Entry entry) {
        PlanRing ring = plans.getOrDefault(topic, PlanRing.EMPTY).with(entry);
        lane().producer()
                .sendOffsetsToTransaction(
                        Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0, ring.text())),
                        group());
        lane().producer().commitTransaction();
        var next = new HashMap<String, PlanRing>(plans);
        next.put(topic, ring);
        plans = Map.copyOf(next);
    }

    /**
     * The group that keeps the batches' ids. It has no members; the only maker of such a value
     * otherwise is a consumer, which would be one more connection for nothing.
     */
    @SuppressWarnings("removal")
    private ConsumerGroupMetadata group() {
        return new ConsumerGroupMetadata(id);
    }

    /** Lets the producer go. */
    void discard() {
        lane.ifPresent(Lane::close);
        lane = Optional.empty();
    }
}
