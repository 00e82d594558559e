package dev.headrace.plugin.kafka;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;

import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

import java.time.Clock;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Writes record by record, with an outcome for each. Producers rest between writes; one that met
 * any trouble is not used again, and takes what it still holds with it.
 */
final class AtLeastOnce implements BatchDelivery {

    static final Fate OUT_OF_TIME =
            new Fate.Held(KafkaFault.UNREACHABLE, new TimeoutException("not acknowledged in time"));

    private final LaneSource lanes;
    private final Patience patience;
    private final Clock clock;
    private final ConcurrentLinkedDeque<Lane> resting = new ConcurrentLinkedDeque<>();

    AtLeastOnce(LaneSource lanes, Patience patience) {
        this.lanes = lanes;
        this.patience = patience;
        this.clock = patience.clock();
    }

    @Override
    public void open(Iterable<String> topics) throws SinkException, InterruptedException {
        Lane lane = lanes.open();
        boolean sound = false;
        try {
            for (String topic : topics) {
                lane.locate(topic);
            }
            sound = true;
        } finally {
            release(lane, sound);
        }
    }

    @Override
    public WriteResult write(String topic, RecordBatch batch)
            throws SinkException, InterruptedException {
        Lane lane = take();
        boolean sound = false;
        try {
            lane.locate(topic);
            var fates = new Fates(batch.size(), lane::giveUp);
            lane.send(batch, fates);
            if (!fates.await(patience.with(batch))) {
                fates.setRest(0, OUT_OF_TIME);
            }
            sound = fates.held().isEmpty();
            return fates.result(batch, "topic " + topic, lane::explain, clock.instant());
        } catch (InterruptException e) {
            throw Lane.interrupted();
        } finally {
            release(lane, sound);
        }
    }

    @Override
    public void close() {
        for (Lane lane = resting.poll(); lane != null; lane = resting.poll()) {
            lane.close();
        }
    }

    private Lane take() throws SinkException {
        Lane lane = resting.poll();
        return lane == null ? lanes.open() : lane;
    }

    private void release(Lane lane, boolean sound) {
        if (sound) {
            resting.push(lane);
        } else {
            lane.close();
        }
    }
}
