package dev.headrace.insight;

import dev.headrace.event.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;

/**
 * What a contract says to insight, in its {@code hints}:
 *
 * <pre>{@code
 * hints:
 *   insight:
 *     counts: { event: /type, by: { app: /app, stage: /stage } }
 *     media: { by: { country_code: /country, device_type: /device, browser_family: /browser } }
 *     security: {}
 *     audit: {}
 * }</pre>
 *
 * @param counts how events are counted over time; empty: they are not
 * @param media that the events are those of media sessions; empty: they are not
 * @param security that the events are audit events, to be looked at by the rules of security;
 *     empty: they are not
 * @param audit that the events are audit events, to be kept in the audit trail; empty: they are not
 */
public record InsightHints(
        Optional<CountRule> counts,
        Optional<MediaRule> media,
        Optional<AuditRule> security,
        Optional<TrailRule> audit) {

    /** The key under {@code hints}, and the name of the sink. */
    public static final String INSIGHT = "insight";

    private static final String COUNTS = "counts";
    private static final String MEDIA = "media";
    private static final String SECURITY = "security";
    private static final String AUDIT = "audit";
    private static final String OFFICE_HOURS = "office-hours";
    private static final String EVENT = "event";
    private static final String BY = "by";

    /** More would make more counts than events. */
    private static final int MOST_DIMENSIONS = 8;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /**
     * Finds what is wrong with a contract's hints, each with its place below {@code hints.insight};
     * nothing when they can be obeyed.
     */
    public static List<String> problems(Map<String, Object> hints) {
        var problems = new ArrayList<String>();
        read(hints, problems);
        return problems;
    }

    /** Reads hints that have no problems. */
    static InsightHints of(Map<String, Object> hints) {
        var problems = new ArrayList<String>();
        InsightHints read = read(hints, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return read;
    }

    private static InsightHints read(Map<String, Object> hints, List<String> problems) {
        refuseUnknown("", hints, Set.of(COUNTS, MEDIA, SECURITY, AUDIT), problems);
        return new InsightHints(
                Optional.ofNullable(hints.get(COUNTS)).flatMap(rule -> counts(rule, problems)),
                Optional.ofNullable(hints.get(MEDIA)).flatMap(rule -> media(rule, problems)),
                Optional.ofNullable(hints.get(SECURITY)).flatMap(rule -> security(rule, problems)),
                Optional.ofNullable(hints.get(AUDIT)).flatMap(rule -> audit(rule, problems)));
    }

    private static Optional<AuditRule> security(Object rule, List<String> problems) {
        if (!(rule instanceof Map<?, ?> fields)) {
            problems.add(SECURITY + " is not an object, which may be empty: {}");
            return Optional.empty();
        }
        refuseUnknown(SECURITY + ".", fields, Set.of(OFFICE_HOURS), problems);
        return Optional.of(
                new AuditRule(
                        Optional.ofNullable(fields.get(OFFICE_HOURS))
                                .flatMap(hours ->
                                        OfficeHours.read(
                                                SECURITY + "." + OFFICE_HOURS, hours, problems))));
    }

    private static Optional<TrailRule> audit(Object rule, List<String> problems) {
        if (rule instanceof Map<?, ?> fields && fields.isEmpty()) {
            return Optional.of(new TrailRule());
        }
        problems.add(AUDIT + " is not an empty object: {}");
        return Optional.empty();
    }

    private static Optional<CountRule> counts(Object rule, List<String> problems) {
        if (!(rule instanceof Map<?, ?> fields)) {
            problems.add(COUNTS + " is not an object with event and by");
            return Optional.empty();
        }
        refuseUnknown(COUNTS + ".", fields, Set.of(EVENT, BY), problems);
        Optional<JsonPointer> event =
                Optional.ofNullable(fields.get(EVENT))
                        .flatMap(value -> pointer(COUNTS + "." + EVENT, value, problems));
        return Optional.of(new CountRule(event, dimensions(COUNTS, fields.get(BY), problems)));
    }

    private static Optional<MediaRule> media(Object rule, List<String> problems) {
        if (!(rule instanceof Map<?, ?> fields)) {
            problems.add(MEDIA + " is not an object with by");
            return Optional.empty();
        }
        refuseUnknown(MEDIA + ".", fields, Set.of(BY), problems);
        SortedMap<String, JsonPointer> groups = dimensions(MEDIA, fields.get(BY), problems);
        refuseUnknown(MEDIA + "." + BY + ".", groups, MediaRule.NAMED_GROUPS, problems);
        return Optional.of(new MediaRule(groups));
    }

    private static SortedMap<String, JsonPointer> dimensions(
            String rule, @org.jspecify.annotations.Nullable Object by, List<String> problems) {
        var dimensions = new TreeMap<String, JsonPointer>();
        if (by == null) {
            return dimensions;
        }
        String place = rule + "." + BY;
        if (!(by instanceof Map<?, ?> fields) || fields.size() > MOST_DIMENSIONS) {
            problems.add(place + " is not an object of at most " + MOST_DIMENSIONS + " dimensions");
            return dimensions;
        }
        fields.forEach((name, field) -> {
            String text = String.valueOf(name);
            if (!NAME.matcher(text).matches()) {
                problems.add(
                        place
                                + "."
                                + text
                                + " is no name of a dimension: a lower-case letter, then lower-case"
                                + " letters, digits or _, at most 63");
            }
            pointer(place + "." + text, field, problems)
                    .ifPresent(pointer -> dimensions.put(text, pointer));
        });
        return dimensions;
    }

    private static Optional<JsonPointer> pointer(
            String place, @org.jspecify.annotations.Nullable Object value, List<String> problems) {
        if (value instanceof String text && text.startsWith("/") && text.length() > 1) {
            return Optional.of(JsonPointer.compile(text));
        }
        problems.add(place + " is not a JSON Pointer such as /type");
        return Optional.empty();
    }

    private static void refuseUnknown(
            String place, Map<?, ?> fields, Set<String> known, List<String> problems) {
        for (Object name : fields.keySet()) {
            String text = String.valueOf(name);
            if (!known.contains(text)) {
                problems.add(place + text + " is not known" + NearestName.hint(text, known));
            }
        }
    }
}
