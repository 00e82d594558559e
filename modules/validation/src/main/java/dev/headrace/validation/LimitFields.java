package dev.headrace.validation;

import dev.headrace.event.ByteSize;
import dev.headrace.event.Contract.Limits;
import java.util.List;
import java.util.function.Function;

/** Reads the limits of a contract; what it leaves out stands at its default. */
final class LimitFields {

    private static final ByteSize MOST_REQUEST = ByteSize.ofMebibytes(64);
    private static final ByteSize MOST_EVENT = ByteSize.ofMebibytes(16);
    private static final int MOST_EVENTS = 100_000;

    private LimitFields() {}

    static Limits read(YamlFields fields) {
        return fields.section("limits")
                .map(section -> read(fields, section))
                .orElse(Limits.DEFAULT);
    }

    private static Limits read(YamlFields fields, YamlFields section) {
        section.allowOnly(List.of("request-bytes", "events", "event-bytes"));
        Limits limits =
                new Limits(
                        section.parsed("request-bytes", size(MOST_REQUEST))
                                .orElse(Limits.DEFAULT.request()),
                        section.parsed("events", LimitFields::events)
                                .orElse(Limits.DEFAULT.events()),
                        section.parsed("event-bytes", size(MOST_EVENT))
                                .orElse(Limits.DEFAULT.event()));
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

    private static int events(String text) {
        return WholeNumbers.from1(text, MOST_EVENTS)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "is not a whole number from 1 to " + MOST_EVENTS));
    }
}
