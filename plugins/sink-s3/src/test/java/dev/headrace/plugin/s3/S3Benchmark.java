package dev.headrace.plugin.s3;

import dev.headrace.plugin.aws.Bucket;
import dev.headrace.plugin.aws.S3Proxy;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.Sink;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The sink beside the bare client, used well: the same lines, gzip and size, one write at a time,
 * in pairs that alternate. Prints the median of the ratios; above 1 the sink is faster.
 */
public final class S3Benchmark {

    private static final int PAIRS = 15;
    private static final int WARM_UP = 5;
    private static final int RECORDS = 20_000;

    private S3Benchmark() {}

    @SuppressWarnings("SystemOut") // a benchmark talks to people
    public static void main(String[] arguments) throws Exception {
        var provider = new S3SinkProvider();
        try (S3Proxy server = S3Proxy.start();
                Sink sink = provider.create(provider.config().parse(server.config()));
                Bucket bucket = S3Settings.from(provider.config().parse(server.config())).open()) {
            Path scratch = Files.createTempDirectory("bench");
            sink.open(SampleContext.of(scratch));
            double[] ratios = new double[PAIRS];
            for (int pair = -WARM_UP; pair < PAIRS; pair++) {
                SampleBatch batch = batch("plan-" + (pair + WARM_UP));
                long start = System.nanoTime();
                sink.write(batch);
                long middle = System.nanoTime();
                bare(bucket, batch);
                long end = System.nanoTime();
                if (pair >= 0) {
                    ratios[pair] = (double) (end - middle) / (middle - start);
                }
            }
            Arrays.sort(ratios);
            System.out.printf(
                    "sink/bare throughput: median %.2f, %.2f to %.2f, %d pairs of %d events%n",
                    ratios[PAIRS / 2], ratios[0], ratios[PAIRS - 1], PAIRS, RECORDS);
        }
    }

    private static void bare(Bucket bucket, SampleBatch batch) throws Exception {
        var bytes = new ByteArrayOutputStream();
        EnvelopeWriter writer = EnvelopeWriter.of(EnvelopeWriter.Form.ENVELOPE);
        try (OutputStream out = new java.io.BufferedOutputStream(Compression.GZIP.over(bytes))) {
            for (SampleRecord record : batch.records()) {
                writer.write(record, out);
                out.write('\n');
            }
        }
        byte[] object = bytes.toByteArray();
        bucket.call(s3 ->
                s3.putObject(
                        request ->
                                request.bucket(S3Proxy.BUCKET)
                                        .key("bare/" + batch.id())
                                        .ifNoneMatch("*"),
                        RequestBody.fromContentProvider(
                                () -> new java.io.ByteArrayInputStream(object),
                                object.length,
                                "application/gzip")));
    }

    private static SampleBatch batch(String id) {
        return SampleBatch.of(
                id,
                RECORDS,
                number ->
                        SampleRecord.of(
                                "conformance",
                                id + "-" + number,
                                "{\"n\":" + number + ",\"text\":\"event " + number + "\"}"));
    }
}
