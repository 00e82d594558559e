package dev.headrace.plugin.parquet;

import dev.headrace.sink.RecordBatch;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Where the file of a batch stands.
 *
 * @param folder below the lake's folder, with {@code /} between the parts
 * @param file its name when it is finished
 * @param unfinished its name until then, hidden from readers of the folder; each attempt has its
 *     own, so that a write that was given up and still runs cannot touch the next one's
 */
record Layout(String folder, String file, String unfinished) {

    static final String UNFINISHED_PREFIX = ".";
    static final String UNFINISHED_SUFFIX = ".tmp";
    static final String DATE_PREFIX = "date=";
    static final String HOUR_PREFIX = "hour=";
    static final String SUFFIX = ".parquet";

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("'" + DATE_PREFIX + "'uuuu-MM-dd'/" + HOUR_PREFIX + "'HH")
                    .withZone(ZoneOffset.UTC);

    static Layout of(RecordBatch batch) {
        String stream = batch.group().stream().orElseThrow();
        Instant hour = batch.group().hour().orElseThrow();
        String id = SafeName.of(batch.id());
        return new Layout(
                SafeName.of(stream) + '/' + HOUR.format(hour),
                id + SUFFIX,
                UNFINISHED_PREFIX + id + '.' + batch.attempt() + UNFINISHED_SUFFIX);
    }

    /** The finished file below the lake's folder. */
    String path() {
        return folder + '/' + file;
    }
}
