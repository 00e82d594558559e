package dev.headrace.insight;

import dev.headrace.event.NearestName;
import io.helidon.common.uri.UriQuery;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A query, read strictly: what the path does not know, or what stands twice, is refused. */
final class ReadQuery {

    private static final int LONGEST = 512;
    private static final String NO_ORGANISATION = "-";
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})([mhd])");

    private final UriQuery query;

    private ReadQuery(UriQuery query) {
        this.query = query;
    }

    static ReadQuery of(UriQuery query, Set<String> known) {
        for (String name : query.names()) {
            if (!known.contains(name)) {
                throw ReadRefusedException.bad(
                        "there is no query parameter of that name"
                                + NearestName.hint(name, known)
                                + "; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
            if (query.all(name).size() > 1) {
                throw ReadRefusedException.bad("the query parameter " + name + " stands twice");
            }
        }
        return new ReadQuery(query);
    }

    Optional<String> text(String name) {
        if (!query.contains(name)) {
            return Optional.empty();
        }
        String text = query.get(name);
        if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw ReadRefusedException.bad(name + " must have 1 to " + LONGEST + " characters");
        }
        return Optional.of(text);
    }

    /** The name of an organisation. */
    Optional<String> organisation(String name) {
        Optional<String> named = text(name);
        if (named.filter(NO_ORGANISATION::equals).isPresent()) {
            throw ReadRefusedException.bad(name + " is the name of none");
        }
        return named;
    }

    String required(String name) {
        return text(name)
                .orElseThrow(() ->
                        ReadRefusedException.bad("the query parameter " + name + " is missing"));
    }

    Optional<Instant> instant(String name) {
        return text(name)
                .map(text -> {
                    try {
                        return Instant.parse(text);
                    } catch (DateTimeException e) {
                        throw ReadRefusedException.bad(
                                name + " must be an instant such as 2026-11-20T00:00:00Z");
                    }
                });
    }

    /** A span such as 15m, 6h or 1d. */
    Optional<Duration> span(String name) {
        return text(name)
                .map(text -> {
                    Matcher span = SPAN.matcher(text);
                    if (!span.matches()) {
                        throw ReadRefusedException.bad(
                                name + " must be a span such as 15m, 6h or 1d");
                    }
                    long number = Long.parseLong(span.group(1));
                    return switch (span.group(2)) {
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    };
                });
    }
}
