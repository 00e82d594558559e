package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The losses that repairs have stated, in {@code log/repaired}: one line each, for people, and for
 * a later look that must not raise the alarm again.
 *
 * @param losses the records that are lost
 */
record LossReport(List<Range> losses) {

    private static final Pattern LINE = Pattern.compile("\\S+ (\\S+) lost (\\d{1,18}) (\\d{1,18})");

    /** Records of a segment file. */
    record Range(String file, long first, long count) {}

    static Path path(Path folder) {
        return folder.resolve(Segment.FOLDER).resolve("repaired");
    }

    static LossReport read(Path folder) throws IOException {
        Path path = path(folder);
        List<Range> losses = new ArrayList<>();
        if (Files.exists(path)) {
            for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
                Matcher fields = LINE.matcher(line);
                if (fields.matches()) {
                    losses.add(
                            new Range(
                                    fields.group(1),
                                    Long.parseLong(fields.group(2)),
                                    Long.parseLong(fields.group(3))));
                }
            }
        }
        return new LossReport(List.copyOf(losses));
    }

    boolean covers(LogProblem problem) {
        long end = problem.firstLost() + problem.lostRecords();
        return problem.lostRecords() > 0
                && losses.stream()
                        .anyMatch(loss ->
                                loss.file().equals(problem.file())
                                        && loss.first() <= problem.firstLost()
                                        && end <= loss.first() + loss.count());
    }

    /** Adds a loss, durably. */
    static void add(Path folder, Instant now, LogProblem problem) throws IOException {
        String line =
                now
                        + " "
                        + problem.file()
                        + " lost "
                        + problem.firstLost()
                        + " "
                        + problem.lostRecords()
                        + "\n";
        Files.writeString(
                path(folder),
                line,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
    }
}
