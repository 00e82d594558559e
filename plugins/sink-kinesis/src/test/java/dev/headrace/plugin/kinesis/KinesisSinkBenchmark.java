package dev.headrace.plugin.kinesis;

import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * The sink beside the bare SDK with the same bytes and batches, one call at a time, in alternating
 * pairs. Prints the median of the pairs' ratios.
 */
public final class KinesisSinkBenchmark {

    private static final int BATCH = 500;
    private static final int BATCHES = 20;
    private static final int PAIRS = 15;

    private KinesisSinkBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (KinesisTarget target = new KinesisTarget();
                KinesisClient bare = bare(target);
                Sink sink = sink(target)) {
            SampleBatch batch = SampleBatch.of("b", BATCH, KinesisSinkBenchmark::event);
            var ratios = new ArrayList<Double>();
            for (int pair = 0; pair <= PAIRS; pair++) {
                target.clear();
                double byClient = time(() -> write(bare, batch));
                target.clear();
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
        return (System.nanoTime() - start) / 1e9;
    }

    private static SampleRecord event(int number) {
        String event =
                "{\"app\":\"example-app\",\"stage\":\"PROD\",\"type\":\"PAGE_VIEW\",\"value\":"
                        + number
                        + ",\"eventTime\":\"2026-11-22T09:00:00.000Z\",\"tags\":{\"path\":\"/"
                        + number * 7919
                        + "\"}}";
        return SampleRecord.of(SampleRecord.STREAM, "event-" + number, event)
                .withKey("device-" + number % 37);
    }

    private static Sink sink(KinesisTarget target) throws Exception {
        var provider = new KinesisSinkProvider();
        Sink sink = provider.create(provider.config().parse(target.config()));
        sink.open(SampleContext.of(Path.of("target")));
        return sink;
    }

    private static KinesisClient bare(KinesisTarget target) {
        return KinesisClient.builder()
                .httpClient(Apache5HttpClient.create())
                .region(Region.EU_WEST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("bare", "bare")))
                .endpointOverride(URI.create(target.endpoint()))
                .build();
    }

    private static void write(KinesisClient client, SampleBatch batch) throws IOException {
        var writer = EnvelopeWriter.of(EnvelopeWriter.Form.ENVELOPE);
        var entries = new ArrayList<PutRecordsRequestEntry>();
        for (SinkRecord record : batch) {
            var data = new ByteArrayOutputStream(1024);
            writer.write(record, data);
            entries.add(
                    PutRecordsRequestEntry.builder()
                            .partitionKey(record.key().orElseThrow())
                            .data(SdkBytes.fromByteArrayUnsafe(data.toByteArray()))
                            .build());
        }
        int failed =
                client.putRecords(request ->
                                request.streamName(KinesisTarget.STREAM).records(entries))
                        .failedRecordCount();
        if (failed > 0) {
            throw new IllegalStateException("failed: " + failed);
        }
    }
}
