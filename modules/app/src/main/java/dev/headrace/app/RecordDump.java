package dev.headrace.app;

import dev.headrace.event.StreamName;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogRecord;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Prints records of the event log, one JSON object a line. */
final class RecordDump {

    private final PrintWriter out;
    private final long from;
    private final Set<StreamName> readable;
    private long left;

    /**
     * A dump.
     *
     * @param from the number of the first record
     * @param limit most records
     * @param readable the streams whose events are shown
     */
    RecordDump(PrintWriter out, long from, long limit, Set<StreamName> readable) {
        this.out = out;
        this.from = from;
        this.left = limit;
        this.readable = readable;
    }

    /** What to do with a frame. */
    enum Choice {
        PRINT,
        PASS
    }

    /** Takes a frame; false when there are enough. */
    boolean take(LogFrame frame, Choice choice) {
        for (LogRecord record : frame.records()) {
            if (choice == Choice.PRINT && left > 0 && record.position().sequence() >= from) {
                out.println(line(frame, record));
                left--;
            }
        }
        return left > 0;
    }

    private String line(LogFrame frame, LogRecord record) {
        var line = new StringBuilder(256).append('{');
        JsonLines.field(line, "position", record.position().toString());
        number(line, "number", record.position().sequence());
        JsonLines.field(line, "stream", frame.stream().value());
        number(line, "schemaVersion", frame.schemaVersion());
        number(line, "routeEpoch", frame.routeEpoch());
        JsonLines.field(line, "receivedAt", frame.receivedAt().toString());
        JsonLines.field(
                line, "principalKind", frame.principal().kind().name().toLowerCase(Locale.ROOT));
        JsonLines.field(line, "principal", frame.principal().name());
        JsonLines.field(line, "id", record.id());
        number(line, "length", record.json().remaining());
        if (readable.contains(frame.stream())) {
            line.append(",\"event\":").append(oneLine(record));
        }
        return line.append('}').toString();
    }

    private static void number(StringBuilder line, String name, long value) {
        line.append(",\"").append(name).append("\":").append(value);
    }

    /** The event as it came; a line break in it stands between tokens, so a space does as well. */
    private static String oneLine(LogRecord record) {
        return StandardCharsets.UTF_8
                .decode(record.json().duplicate())
                .toString()
                .replace('\n', ' ')
                .replace('\r', ' ');
    }
}
