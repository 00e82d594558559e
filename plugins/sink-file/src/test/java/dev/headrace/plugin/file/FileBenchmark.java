package dev.headrace.plugin.file;

import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.LakeFolders;
import dev.headrace.sink.Sink;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The file sink beside a bare loop that makes the same lines and writes and forces file and folder,
 * in pairs that alternate.
 *
 * <p>Arguments: the folder to write to, and optionally the number of pairs.
 */
final class FileBenchmark {

    private static final int BATCHES = 20;
    private static final int RECORDS = 10_000;
    private static final int EVENT_BYTES = 500;
    private static final int BUFFER = 64 << 10;

    private FileBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        SampleBatch batch = batch();
        var lines = new ByteArrayOutputStream();
        write(batch, lines);
        long bytes = lines.size();
        sink(folder.resolve("warm-up"), batch);
        bare(folder.resolve("warm-up"), batch);
        double[] ratios = new double[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            Path place = folder.resolve("pair-" + pair);
            Duration sink = sink(place.resolve("sink"), batch);
            Duration bare = bare(place.resolve("bare"), batch);
            remove(place);
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

    /** So that what one pair wrote does not slow the disk for the next. */
    private static void remove(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
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

    private static void write(SampleBatch batch, OutputStream out) throws IOException {
        EnvelopeWriter writer = EnvelopeWriter.of(EnvelopeWriter.Form.ENVELOPE);
        for (SampleRecord record : batch.records()) {
            writer.write(record, out);
            out.write('\n');
        }
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
                var out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER);
                write(batch, out);
                out.flush();
                file.force(true);
            }
            LakeFolders.force(folder);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
