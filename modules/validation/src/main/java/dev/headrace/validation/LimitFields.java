package dev.headrace.validation;

import dev.headrace.event.ByteSize;
import dev.headrace.event.Contract.Limits;
import dev.headrace.event.Contract.Rate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Reads the limits of a contract; what it leaves out stands at its default. */
final class LimitFields {

    private static final ByteSize MOST_REQUEST = ByteSize.ofMebibytes(64);
    private static final ByteSize MOST_EVENT = ByteSize.ofMebibytes(16);
    private static final int MOST_EVENTS = 100_000;
    private static final int MOST_RATE = 10_000_000;
    private static final String RATE = "events-per-second";
    private static final String BURST = "burst";

    private LimitFields() {}

    static Limits read(YamlFields fields) {
        return fields.section("limits")
                .map(section -> read(fields, section))
                .orElse(Limits.DEFAULT);
    }

    private static Limits read(YamlFields fields, YamlFields section) {
        section.allowOnly(List.of("request-bytes", "events", "event-bytes", RATE, BURST));
        Limits limits =
                new Limits(
                        section.parsed("request-bytes", size(MOST_REQUEST))
                                .orElse(Limits.DEFAULT.request()),
                        section.parsed("events", count(MOST_EVENTS))
                                .orElse(Limits.DEFAULT.events()),
                        section.parsed("event-bytes", size(MOST_EVENT))
                                .orElse(Limits.DEFAULT.event()),
                        rate(section));
        if (limits.event().compareTo(limits.request()) > 0) {
            fields.problem("limits", "lets one event be larger than a whole request");
        }
        return limits;
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
        Optional<Integer> rate = section.parsed(RATE, count(MOST_RATE));
        Optional<Integer> burst = section.parsed(BURST, count(MOST_RATE));
        if (burst.isPresent() && !section.has(RATE)) {
            section.problem(BURST, "means nothing without " + RATE);
        }
        return rate.map(Rate::of)
                .map(usual -> new Rate(usual.eventsPerSecond(), burst.orElse(usual.burst())));
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
