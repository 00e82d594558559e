package dev.headrace.insight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks a question for counts: what it names, its borders, and how much it asks for. */
final class CountQueryReader {

    static final Set<String> PARAMETERS = Set.of("stream", "event", "by", "every", "from", "to");

    /** A month of quarters has 2,976. */
    private static final int MOST_SPANS = 3_000;

    private static final Duration USUAL = Duration.ofDays(1);

    private final Clock clock;

    CountQueryReader(Clock clock) {
        this.clock = clock;
    }

    CountQuery read(ReadQuery query, String stream, CountRule rule) {
        Duration every = query.span("every").orElse(CountQuery.QUARTER);
        Duration unit = unit(every);
        Instant to = query.instant("to").orElseGet(() -> nextBorder(unit));
        Instant from = query.instant("from").orElse(to.minus(longer(every)));
        requireBorder("to", to, unit); // first: an unsaid from follows from it
        requireBorder("from", from, unit);
        requireOrder(from, to, every);
        Optional<String> event = query.text("event");
        if (event.isPresent() && rule.event().isEmpty()) {
            throw ReadRefusedException.bad(
                    "event cannot be asked for: the contract of "
                            + stream
                            + " names no such field");
        }
        return new CountQuery(stream, event, by(query, rule), every, from, to);
    }

    private static Duration longer(Duration every) {
        return every.compareTo(USUAL) > 0 ? every : USUAL;
    }

    private static Duration unit(Duration every) {
        if (every.isZero() || every.toSeconds() % CountQuery.QUARTER.toSeconds() != 0) {
            throw ReadRefusedException.bad("every must be a multiple of 15m");
        }
        return every.toSeconds() % CountQuery.DAY.toSeconds() == 0
                ? CountQuery.DAY
                : CountQuery.QUARTER;
    }

    private static List<String> by(ReadQuery query, CountRule rule) {
        List<String> names =
                query.text("by").map(text -> List.of(text.split(",", -1))).orElse(List.of());
        if (!rule.by().keySet().containsAll(names)) {
            throw ReadRefusedException.bad(
                    "by names a dimension that the contract does not; it has "
                            + (rule.by().isEmpty()
                                    ? "none"
                                    : String.join(", ", rule.by().keySet())));
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw ReadRefusedException.bad("by names a dimension twice");
        }
        return names;
    }

    private static void requireBorder(String name, Instant at, Duration unit) {
        if (at.getNano() != 0 || Math.floorMod(at.getEpochSecond(), unit.toSeconds()) != 0) {
            throw ReadRefusedException.bad(
                    name
                            + " must be the begin of a "
                            + (unit.equals(CountQuery.DAY) ? "UTC day" : "quarter of an hour")
                            + ", because counts are kept by it");
        }
    }

    private static void requireOrder(Instant from, Instant to, Duration every) {
        if (!from.isBefore(to)) {
            throw ReadRefusedException.bad("from must be before to");
        }
        if (Duration.between(from, to).dividedBy(every) > MOST_SPANS) {
            throw ReadRefusedException.bad(
                    "from and to are more than "
                            + MOST_SPANS
                            + " times every apart: ask for less, or for longer spans");
        }
    }

    private Instant nextBorder(Duration unit) {
        long seconds = unit.toSeconds();
        return Instant.ofEpochSecond(
                Math.floorDiv(clock.instant().getEpochSecond(), seconds) * seconds + seconds);
    }
}
