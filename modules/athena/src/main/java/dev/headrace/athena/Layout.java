package dev.headrace.athena;

/** How the folders below a table's location name the date and the UTC hour. */
public enum Layout {
    /** {@code date=2026-11-22/hour=09/}, as the s3 and file sinks write: the time of receipt. */
    HIVE("yyyy-MM-dd", "date=%s/hour=%s/"),
    /** {@code 2026/11/22/09/}, Firehose's own: the time when Firehose got the first record. */
    FIREHOSE("yyyy/MM/dd", "%s/%s/");

    private final String dateFormat;
    private final String folders;

    Layout(String dateFormat, String folders) {
        this.dateFormat = dateFormat;
        this.folders = folders;
    }

    /** How a date is written in a folder's name. */
    String dateFormat() {
        return dateFormat;
    }

    /** The folder of an hour, below the table's location. */
    String folder(String date, String hour) {
        return folders.formatted(date, hour);
    }
}
