package dev.headrace.sink;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Where the file of a batch stands in a lake of folders, {@code <stream>/date=YYYY-MM-DD/hour=HH/}.
 * Its name comes of the batch's id, so a batch that is written again replaces itself.
 *
 * @param folder below the lake's folder, with {@code /} between the parts
 * @param file its name when it is finished
 * @param unfinished its name until then, hidden from readers of the folder; each attempt has its
 *     own, so that a write that was given up and still runs cannot touch the next one's
 */
public record LakeFile(String folder, String file, String unfinished) {

    /** What an unfinished file's name begins with. */
    public static final String UNFINISHED_PREFIX = ".";

    /** What an unfinished file's name ends with. */
    public static final String UNFINISHED_SUFFIX = ".tmp";

    /** What the folder of a day begins with; the date follows in UTC. */
    public static final String DATE_PREFIX = "date=";

    /** What the folder of an hour begins with; two digits follow, in UTC. */
    public static final String HOUR_PREFIX = "hour=";

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("'" + DATE_PREFIX + "'uuuu-MM-dd'/" + HOUR_PREFIX + "'HH")
                    .withZone(ZoneOffset.UTC);

    /**
     * The place of a batch whose records share a stream and an hour.
     *
     * @param suffix what a finished file's name ends with, its dot included
     */
    public static LakeFile of(RecordBatch batch, String suffix) {
        String stream = batch.group().stream().orElseThrow();
        Instant hour = batch.group().hour().orElseThrow();
        String id = SafeName.of(batch.id());
        return new LakeFile(
                SafeName.of(stream) + '/' + HOUR.format(hour),
                id + suffix,
                UNFINISHED_PREFIX + id + '.' + batch.attempt() + UNFINISHED_SUFFIX);
    }

    /** The finished file below the lake's folder. */
    public String path() {
        return folder + '/' + file;
    }
}
