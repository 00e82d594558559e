package dev.headrace.trino;

import dev.headrace.athena.Layout;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.SinkRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * Gzipped NDJSON on this machine's disk, in the folders of a layout.
 *
 * @param folder what the table's location is
 */
record LocalLake(Path folder, Layout layout, EnvelopeWriter.Form form) {

    /**
     * Stores records under a file name, in the folders of the hours in which they were received.
     */
    void store(String file, List<? extends SinkRecord> records) throws IOException {
        Map<Path, List<SinkRecord>> hours =
                records.stream()
                        .collect(Collectors.groupingBy(record -> hour(record.receivedAt())));
        for (Map.Entry<Path, List<SinkRecord>> hour : hours.entrySet()) {
            Files.createDirectories(hour.getKey());
            try (OutputStream out =
                    new GZIPOutputStream(
                            Files.newOutputStream(hour.getKey().resolve(file + ".ndjson.gz")))) {
                for (SinkRecord record : hour.getValue()) {
                    EnvelopeWriter.of(form).write(record, out);
                    out.write('\n');
                }
            }
        }
    }

    /** Puts a file there that nobody can read: a query that opens it fails. */
    void spoil(Instant received) throws IOException {
        Path hour = Files.createDirectories(hour(received));
        Files.write(hour.resolve("spoilt.ndjson.gz"), "no gzip".getBytes(StandardCharsets.UTF_8));
    }

    private Path hour(Instant received) {
        String pattern =
                switch (layout) {
                    case HIVE -> "'date='yyyy-MM-dd/'hour='HH";
                    case FIREHOSE -> "yyyy/MM/dd/HH";
                };
        return folder.resolve(
                DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(received));
    }
}
