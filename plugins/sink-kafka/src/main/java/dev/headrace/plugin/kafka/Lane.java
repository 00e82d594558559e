package dev.headrace.plugin.kafka;

import dev.headrace.plugin.kafka.Fate.RecordKey;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.InterruptException;

import java.time.Duration;

/** One producer, used by one write at a time. */
final class Lane implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final RecordEncoder encoder;
    private volatile boolean throttled;

    Lane(Producer<byte[], byte[]> producer, RecordEncoder encoder) {
        this.producer = producer;
        this.encoder = encoder;
    }

    Producer<byte[], byte[]> producer() {
        return producer;
    }

    /** Finds a topic, which the client remembers; says what is wrong when it cannot. */
    void locate(String topic) throws SinkException, InterruptedException {
        try {
            producer.partitionsFor(topic);
        } catch (InterruptException e) {
            throw interrupted();
        } catch (KafkaException e) {
            throw KafkaFault.of(e).exception("topic " + topic, e);
        }
    }

    /**
     * Hands the client every record that has no fate yet, and stops at the first that is held.
     * Answers come later.
     */
    void send(RecordBatch batch, Fates fates) throws InterruptedException {
        int index = 0;
        for (SinkRecord record : batch) {
            if (fates.held().isPresent()) {
                break;
            }
            if (fates.fate(index).isEmpty()) {
                send(index, record, fates);
            }
            index++;
        }
        if (fates.held().isPresent()) {
            fates.setRest(index, fates.held().get());
        }
    }

    private void send(int index, SinkRecord record, Fates fates) throws InterruptedException {
        ProducerRecord<byte[], byte[]> encoded;
        try {
            encoded = encoder.encode(record);
        } catch (IllegalArgumentException e) {
            fates.set(index, new Fate.Refused("not-an-object", "the event is no JSON object"));
            return;
        }
        if (!encoder.fits(encoded)) {
            fates.set(index, Fate.tooLarge());
            return;
        }
        RecordKey key = record.key().isPresent() ? RecordKey.PRESENT : RecordKey.ABSENT;
        try {
            producer.send(encoded, fates.callback(index, key));
        } catch (InterruptException e) {
            throw interrupted();
        } catch (KafkaException | IllegalStateException e) {
            fates.set(index, Fate.failed(key, e));
        }
    }

    /** Says what a fault means when the brokers have lately made this producer wait: a quota. */
    KafkaFault explain(KafkaFault fault) {
        noteThrottle();
        return fault == KafkaFault.UNREACHABLE && throttled ? KafkaFault.THROTTLED : fault;
    }

    private void noteThrottle() {
        if (isThrottled()) {
            throttled = true;
        }
    }

    private boolean isThrottled() {
        return producer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("produce-throttle-time-max"))
                .map(Metric::metricValue)
                .anyMatch(value -> value instanceof Double millis && millis > 0);
    }

    /** Closes because a record was held: what is behind it must not be sent. */
    void giveUp() {
        noteThrottle();
        close();
    }

    /** Ends the client's thread; what it still holds is not sent. */
    @Override
    public void close() {
        try {
            producer.close(Duration.ZERO);
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            System.getLogger(Lane.class.getName())
                    .log(System.Logger.Level.WARNING, "A producer did not close cleanly", e);
        }
    }

    /** The client leaves the thread's flag set; the exception takes its place. */
    static InterruptedException interrupted() {
        Thread.interrupted();
        return new InterruptedException("the write was given up");
    }
}
