package dev.headrace.athena;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The questions that ship, for the view of a stream with the contract of {@code
 * deployment-metrics}. Each counts one summary of a stack and UTC day: the last one, but a signed
 * one before any that is not. So an event that a sink has stored twice counts once as well.
 */
public enum SavedQuery {
    WEEKLY_ACTIVE_STACKS,
    VERSION_ADOPTION,
    FAILURE_RATIO,
    FRAUD_JUMPS,
    FRAUD_SHARED_SOURCES;

    private static final Pattern VIEW =
            Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*){0,2}");

    /** The query of a name, for example {@code failure-ratio}. */
    public static Optional<SavedQuery> named(String name) {
        return Arrays.stream(values()).filter(query -> query.label().equals(name)).findFirst();
    }

    /** Its name, as in its file's. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it answers: the first line of its file. */
    public String question() {
        return text().lines().findFirst().orElseThrow().replaceFirst("^-- *", "");
    }

    /**
     * The query over a view and the days from the first, until before the last. No semicolon ends
     * it.
     *
     * @param view for example {@code headrace.deployment_metrics}
     * @throws IllegalArgumentException when that is no name
     */
    public String over(String view, LocalDate from, LocalDate until) {
        if (!VIEW.matcher(view).matches()) {
            throw new IllegalArgumentException(
                    "is not the name of a view; one is for example headrace.deployment_metrics");
        }
        return text().replace("${view}", quoted(view))
                .replace("${from}", from.toString())
                .replace("${until}", until.toString())
                .strip();
    }

    private static String quoted(String view) {
        List<String> parts = Arrays.stream(view.split("\\.")).map(SqlText::name).toList();
        return String.join(".", parts);
    }

    private String text() {
        String file = label() + ".sql";
        try (InputStream in =
                Objects.requireNonNull(SavedQuery.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
