package dev.headrace.sink;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of objects in a lake, in both layouts: {@code <stream>/date=YYYY-MM-DD/hour=HH/…} and
 * {@code data/<value>/…/YYYY-MM-DD/…}.
 */
public final class LakeNames {

    private static final Pattern HIVE =
            Pattern.compile("([^/]+)/date=(\\d{4}-\\d{2}-\\d{2})/hour=(\\d{2})/[^/.][^/]*");

    private static final Pattern VALUES =
            Pattern.compile("data/(.+)/(\\d{4}-\\d{2}-\\d{2})/([^/.][^/]*)");

    /** How the first system that wrote this layout began its names. */
    private static final Pattern BEGINS_WITH_TIME =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z).*");

    private static final Pattern LINES =
            Pattern.compile(".*\\.(ndjson|jsonl|json)(\\.gz|\\.zst)?|[^.]*(\\.\\d+Z[^.]*)?");

    private LakeNames() {}

    /** What is above all objects of a selection, with a slash at its end. */
    public static String folder(Lake.Selection selection) {
        return selection
                .values()
                .map(values ->
                        "data/" + String.join("", values.stream().map(v -> v + '/').toList()))
                .orElseGet(() -> selection.stream() + '/');
    }

    /** The object of a name, if a selection has it. */
    public static Optional<Lake.StoredObject> object(String name, Lake.Selection selection) {
        if (!name.startsWith(folder(selection)) || !LINES.matcher(last(name)).matches()) {
            return Optional.empty();
        }
        return at(name, selection).map(at -> new Lake.StoredObject(name, at));
    }

    private static Optional<Instant> at(String name, Lake.Selection selection) {
        boolean byValues = selection.values().isPresent();
        Matcher matcher = (byValues ? VALUES : HIVE).matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(matcher.group(2));
            if (!selection.includes(date)) {
                return Optional.empty();
            }
            Matcher time = BEGINS_WITH_TIME.matcher(matcher.group(3));
            if (byValues && time.matches()) {
                return Optional.of(Instant.parse(time.group(1)));
            }
            int hour = byValues ? 0 : Integer.parseInt(matcher.group(3));
            return Optional.of(date.atTime(LocalTime.of(hour, 0)).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
