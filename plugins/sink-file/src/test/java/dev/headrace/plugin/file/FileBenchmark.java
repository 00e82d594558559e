package dev.headrace.plugin.file;

import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.Sink;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The file sink beside a bare loop that makes the same lines and writes and forces them, in pairs
 * that alternate.
 *
 * <p>Arguments: the folder to write to, and optionally the number of pairs.
 */
final class FileBenchmark {

    private static final int BATCHES = 20;
    private static final int RECORDS = 10_000;
    private static final int EVENT_BYTES = 500;

    private FileBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        SampleBatch batch = batch();
        long bytes = lines(batch).size();
        sink(folder.resolve("warm-up"), batch);
        bare(folder.resolve("warm-up"), batch);
        double[] ratios = new double[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            Duration sink = sink(folder.resolve("sink-" + pair), batch);
            Duration bare = bare(folder.resolve("bare-" + pair), batch);
            ratios[pair] = (double) bare.toNanos() / sink.toNanos();
            System.out.printf(
                    Locale.ROOT,
                    "sink %,d events/s, bare %,d MB/s, ratio %.2f%n",
                    (long) BATCHES * RECORDS * 1_000 / sink.toMillis(),
                    BATCHES * bytes / 1_000 / bare.toMillis(),
                    ratios[pair]);
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "median ratio %.2f%n", ratios[pairs / 2]);
    }

    private static SampleBatch batch() {
        String text = "x".repeat(EVENT_BYTES - 30);
        return SampleBatch.of(
                "b",
                RECORDS,
                number ->
                        SampleRecord.of(
                                "benchmark",
                                "e-" + number,
                                "{\"n\":" + number + ",\"text\":\"" + text + "\"}"));
    }

    private static ByteArrayOutputStream lines(SampleBatch batch) throws IOException {
        EnvelopeWriter writer = EnvelopeWriter.of(EnvelopeWriter.Form.ENVELOPE);
        var lines = new ByteArrayOutputStream();
        for (SampleRecord record : batch.records()) {
            writer.write(record, lines);
            lines.write('\n');
        }
        return lines;
    }

    private static Duration sink(Path folder, SampleBatch batch) throws Exception {
        var provider = new FileSinkProvider();
        Sink sink = provider.create(provider.config().parse(Map.of("path", folder.toString())));
        sink.open(SampleContext.of(folder));
        long start = System.nanoTime();
        for (int number = 0; number < BATCHES; number++) {
            sink.write(
                    new SampleBatch(
                            "b-" + number, batch.group(), 1, batch.deadline(), batch.records()));
        }
        sink.close();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration bare(Path folder, SampleBatch batch) throws IOException {
        Files.createDirectories(folder);
        long start = System.nanoTime();
        for (int number = 0; number < BATCHES; number++) {
            try (FileChannel file =
                    FileChannel.open(
                            folder.resolve("b-" + number + ".ndjson"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(lines(batch).toByteArray());
                while (rest.hasRemaining()) {
                    file.write(rest);
                }
                file.force(true);
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
