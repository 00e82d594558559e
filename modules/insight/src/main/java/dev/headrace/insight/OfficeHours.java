package dev.headrace.insight;

import dev.headrace.event.NearestName;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When people are at work: what a contract says as
 *
 * <pre>{@code
 * office-hours: { zone: Europe/Vienna, days: [mon, tue, wed, thu, fri], from: "07:00", until: "19:00" }
 * }</pre>
 *
 * @param from included
 * @param until excluded; later than {@code from}
 */
record OfficeHours(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime until) {

    private static final Map<String, DayOfWeek> DAYS =
            Stream.of(DayOfWeek.values())
                    .collect(
                            Collectors.toMap(
                                    day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT),
                                    day -> day));
    private static final Set<String> KNOWN = Set.of("zone", "days", "from", "until");

    boolean hold(Instant at) {
        ZonedDateTime there = at.atZone(zone);
        LocalTime time = there.toLocalTime();
        return days.contains(there.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(until);
    }

    /** Reads what a contract says, or adds what is wrong with it, each with its place. */
    static Optional<OfficeHours> read(String place, Object rule, List<String> problems) {
        if (!(rule instanceof Map<?, ?> fields)) {
            problems.add(place + " is not an object with zone, days, from and until");
            return Optional.empty();
        }
        for (Object name : fields.keySet()) {
            String text = String.valueOf(name);
            if (!KNOWN.contains(text)) {
                problems.add(place + "." + text + " is not known" + NearestName.hint(text, KNOWN));
            }
        }
        Optional<ZoneId> zone = zone(place + ".zone", text(fields, "zone"), problems);
        Optional<Set<DayOfWeek>> days = days(place + ".days", fields, problems);
        Optional<LocalTime> from = time(place + ".from", text(fields, "from"), problems);
        Optional<LocalTime> until = time(place + ".until", text(fields, "until"), problems);
        if (zone.isEmpty() || days.isEmpty() || from.isEmpty() || until.isEmpty()) {
            return Optional.empty();
        }
        if (!from.get().isBefore(until.get())) {
            problems.add(place + ".until is not later than from");
            return Optional.empty();
        }
        return Optional.of(new OfficeHours(zone.get(), days.get(), from.get(), until.get()));
    }

    private static String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private static Optional<ZoneId> zone(String place, String text, List<String> problems) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            problems.add(place + " is not a time zone such as Europe/Vienna");
            return Optional.empty();
        }
    }

    private static Optional<LocalTime> time(String place, String text, List<String> problems) {
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeException e) {
            problems.add(place + " is not a time such as \"07:00\", in quotes");
            return Optional.empty();
        }
    }

    private static Optional<Set<DayOfWeek>> days(
            String place, Map<?, ?> fields, List<String> problems) {
        if (fields.get("days") instanceof List<?> names) {
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            for (Object name : names) {
                Optional.ofNullable(DAYS.get(String.valueOf(name))).ifPresent(days::add);
            }
            if (!days.isEmpty() && days.size() == names.size()) {
                return Optional.of(days);
            }
        }
        problems.add(place + " is not a list of mon, tue, wed, thu, fri, sat, sun");
        return Optional.empty();
    }
}
