package dev.headrace.plugin.kafka;

import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.tck.SampleBatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The sink beside the bare client with the same settings, bytes and batches, one write at a time,
 * in alternating pairs. Prints the median of the pairs' ratios.
 */
public final class KafkaSinkBenchmark {

    private static final int BATCH = 2_000;
    private static final int BATCHES = 20;
    private static final int PAIRS = 15;

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private KafkaSinkBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (KafkaTarget target = new KafkaTarget(KafkaBroker.start(List.of()));
                OpenSink sink = OpenSink.of(target.config());
                KafkaProducer<byte[], byte[]> bare = bare(target)) {
            SampleBatch batch =
                    SampleBatch.of("b", BATCH, i -> OpenSink.event(i).withEvent(event(i)));
            var ratios = new ArrayList<Double>();
            for (int pair = 0; pair <= PAIRS; pair++) {
                double byClient = time(() -> write(bare, batch));
                double bySink = time(() -> sink.write(batch));
                if (pair > 0) {
                    ratios.add(byClient / bySink);
                }
                System.out.printf(
                        "client %.0f/s, sink %.0f/s%n",
                        BATCH * BATCHES / byClient, BATCH * BATCHES / bySink);
            }
            ratios.sort(Double::compare);
            System.out.printf(
                    "sink to client, median of %d: %.2f, %.2f to %.2f%n",
                    PAIRS, ratios.get(PAIRS / 2), ratios.getFirst(), ratios.getLast());
        }
    }

    /** One round. */
    @FunctionalInterface
    private interface Round {
        void run() throws Exception;
    }

    private static double time(Round round) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < BATCHES; i++) {
            round.run();
        }
        return Duration.ofNanos(System.nanoTime() - start).toNanos() / 1e9;
    }

    private static String event(int number) {
        return "{\"app\":\"example-app\",\"stage\":\"PROD\",\"type\":\"PAGE_VIEW\",\"value\":"
                + number
                + ",\"eventTime\":\"2026-11-22T09:00:00.000Z\",\"tags\":{\"path\":\"/"
                + number * 7919
                + "\",\"browser\":\"firefox\",\"session\":\"s-"
                + number * 104729
                + "\"}}";
    }

    private static KafkaProducer<byte[], byte[]> bare(KafkaTarget target) {
        KafkaSettings settings = KafkaSettings.from(KafkaSpec.SPEC.parse(target.config()));
        Map<String, Object> properties = new ClientProperties(settings, "bare").producer();
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The same values and headers, made, sent and waited for. */
    private static void write(KafkaProducer<byte[], byte[]> producer, RecordBatch batch)
            throws Exception {
        var writer = EnvelopeWriter.of(EnvelopeWriter.Form.EVENT_ONLY);
        var answers = new CountDownLatch(batch.size());
        var failures = new AtomicInteger();
        for (SinkRecord record : batch) {
            var value = new ByteArrayOutputStream(512);
            writer.write(record, value);
            var sent =
                    new ProducerRecord<byte[], byte[]>(
                            KafkaTarget.TOPIC, null, value.toByteArray());
            header(sent, "headrace-id", record.id());
            header(sent, "headrace-stream", record.stream());
            header(sent, "headrace-schema-version", Integer.toString(record.schemaVersion()));
            header(sent, "headrace-received-at", MILLIS.format(record.receivedAt()));
            header(sent, "headrace-occurred-at", record.occurredAt().toString());
            header(sent, "headrace-position", record.position());
            header(sent, "headrace-principal-kind", record.principal().kind());
            header(sent, "headrace-principal-name", record.principal().name());
            producer.send(
                    sent,
                    (metadata, error) -> {
                        failures.addAndGet(error == null ? 0 : 1);
                        answers.countDown();
                    });
        }
        answers.await();
        if (failures.get() > 0) {
            throw new IllegalStateException("failed: " + failures);
        }
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
