package dev.headrace.validation;

import dev.headrace.event.ByteSize;
import dev.headrace.event.Contract.Limits;
import dev.headrace.event.Contract.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the limits of a contract; what it leaves out stands at its default. */
final class LimitFields {

    private static final ByteSize MOST_REQUEST = ByteSize.ofMebibytes(64);
    private static final ByteSize MOST_EVENT = ByteSize.ofMebibytes(16);
    private static final int MOST_EVENTS = 100_000;
    private static final int MOST_RATE = 10_000_000;
    private static final String RATE = "events-per-second";
    private static final String SLOW_RATE = "events-per-minute";
    private static final String BURST = "burst";
    private static final String AHEAD = "ahead";
    private static final String ADDRESS_RATE = "requests-per-minute-per-address";

    private LimitFields() {}

    static Limits read(YamlFields fields) {
        return fields.section("limits")
                .map(section -> read(fields, section))
                .orElse(Limits.DEFAULT);
    }

    private static Limits read(YamlFields fields, YamlFields section) {
        section.allowOnly(
                List.of(
                        "request-bytes",
                        "events",
                        "event-bytes",
                        RATE,
                        SLOW_RATE,
                        BURST,
                        AHEAD,
                        ADDRESS_RATE));
        Limits limits =
                new Limits(
                        section.parsed("request-bytes", size(MOST_REQUEST))
                                .orElse(Limits.DEFAULT.request()),
                        section.parsed("events", count(MOST_EVENTS))
                                .orElse(Limits.DEFAULT.events()),
                        section.parsed("event-bytes", size(MOST_EVENT))
                                .orElse(Limits.DEFAULT.event()),
                        rate(section),
                        ahead(fields, section),
                        addressRate(fields, section),
                        new TreeMap<>());
        if (limits.event().compareTo(limits.request()) > 0) {
            fields.problem("limits", "lets one event be larger than a whole request");
        }
        return limits;
    }

    private static Optional<Duration> ahead(YamlFields fields, YamlFields section) {
        if (section.has(AHEAD) && !fields.has("occurred-at")) {
            section.problem(AHEAD, "means nothing without occurred-at");
        }
        return section.parsed(AHEAD, Durations::parseMinutes);
    }

    /** A whole minute's worth at once: many people may share an address. */
    private static Optional<Rate> addressRate(YamlFields fields, YamlFields section) {
        if (section.has(ADDRESS_RATE) && !fields.raw("listener").asString("").equals("public")) {
            section.problem(
                    ADDRESS_RATE,
                    "means nothing without listener: public; behind it everybody is one address");
        }
        return section.parsed(ADDRESS_RATE, count(MOST_RATE))
                .map(requests -> new Rate(requests, Rate.Per.MINUTE, requests));
    }

    private static Function<String, ByteSize> size(ByteSize most) {
        return text -> {
            ByteSize size = ByteSize.parse(text);
            if (size.bytes() == 0 || size.compareTo(most) > 0) {
                throw new IllegalArgumentException("is not a size from 1 byte to " + most);
            }
            return size;
        };
    }

    /** A burst of its own makes sense only with a rate of its own. */
    private static Optional<Rate> rate(YamlFields section) {
        Optional<Rate> rate = section.parsed(RATE, count(MOST_RATE)).map(Rate::of);
        Optional<Rate> slow =
                section.parsed(SLOW_RATE, count(MOST_RATE))
                        .map(events -> Rate.of(events, Rate.Per.MINUTE));
        Optional<Integer> burst = section.parsed(BURST, count(MOST_RATE));
        if (section.has(RATE) && section.has(SLOW_RATE)) {
            section.problem(SLOW_RATE, "is there besides " + RATE + "; say one of them");
        }
        if (burst.isPresent() && !section.has(RATE) && !section.has(SLOW_RATE)) {
            section.problem(BURST, "means nothing without " + RATE + " or " + SLOW_RATE);
        }
        return rate.or(() -> slow).map(usual -> usual.withBurst(burst.orElse(usual.burst())));
    }

    private static Function<String, Integer> count(int most) {
        return text -> {
            OptionalInt number = WholeNumbers.from1(text, most);
            if (number.isEmpty()) {
                throw new IllegalArgumentException("is not a whole number from 1 to " + most);
            }
            return number.getAsInt();
        };
    }
}
