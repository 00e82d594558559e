package dev.headrace.plugin.influxdb;

import dev.headrace.sink.Column;
import dev.headrace.sink.StreamContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what a contract says under {@code hints.influxdb}. Nothing that it says is ignored: what
 * cannot be obeyed is a problem, and all of them are told at once.
 *
 * <pre>
 * measurement: page_views
 * tags:
 *   page: /page                              # the member at a JSON Pointer
 *   kind: { value: view }                    # always the same
 *   site: { at: /site, absent: unknown }     # what stands in where the event has none
 *   team: $organisation                      # what Headrace knows of the event
 * fields:
 *   count: { value: 1 }
 *   load: { at: /load_ms, type: integer }    # integer, float, string or boolean
 *   id: { at: $id, type: string }
 * </pre>
 */
final class MappingReader {

    private static final Set<String> KEYS = Set.of("measurement", "tags", "fields");
    private static final Set<String> TAG_KEYS = Set.of("at", "value", "absent");
    private static final Set<String> FIELD_KEYS = Set.of("at", "value", "absent", "type");

    /** Part of every point, or with a meaning to the server. */
    private static final Set<String> TAKEN = Set.of("node", "lap", "time");

    private final StreamContract contract;
    private final List<Column> columns;
    private final List<String> problems = new ArrayList<>();
    private final MappingBuilder mapping = new MappingBuilder();

    private MappingReader(StreamContract contract) {
        this.contract = contract;
        this.columns = contract.columns();
    }

    /**
     * The mapping of a stream.
     *
     * @throws IllegalArgumentException naming every problem of its hints
     */
    static PointMapping of(StreamContract contract) {
        return contract.hints().isEmpty()
                ? MappingBuilder.plain(contract)
                : new MappingReader(contract).read();
    }

    private PointMapping read() {
        refuseOthers("", contract.hints().keySet(), KEYS);
        String fallback = contract.name().replace('-', '_');
        String measurement = text(contract.hints().getOrDefault("measurement", fallback));
        checkName("measurement", measurement);
        if (measurement.startsWith("#")) {
            problem("measurement", "must not begin with #: the line would be a comment");
        }
        Map<String, Object> tags = section("tags");
        Map<String, Object> fields = section("fields");
        tags.forEach(this::tag);
        fields.forEach(this::field);
        new TreeSet<>(tags.keySet())
                .stream()
                        .filter(fields::containsKey)
                        .forEach(name -> problem("fields." + name, "is the name of a tag too"));
        if (fields.isEmpty()) {
            problem("fields", "is missing: a point has at least one");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return mapping.build(measurement);
    }

    private void tag(String name, Object hint) {
        String place = "tags." + name;
        Map<String, Object> rule = rule(place, hint, TAG_KEYS);
        checkKey(place, name);
        Optional<String> absent = Optional.ofNullable(rule.get("absent")).map(MappingReader::text);
        source(place, rule).ifPresent(source -> mapping.tag(name, source, absent));
    }

    private void field(String name, Object hint) {
        String place = "fields." + name;
        Map<String, Object> rule = rule(place, hint, FIELD_KEYS);
        checkKey(place, name);
        Optional<FieldType> type = type(place, rule);
        Optional<Source> source = source(place, rule);
        if (type.isEmpty() || source.isEmpty()) {
            return;
        }
        checkType(place, rule, type.get());
        Optional<byte[]> absent =
                Optional.ofNullable(rule.get("absent"))
                        .flatMap(value -> constant(place + ".absent", value, type.get()));
        Source written =
                rule.containsKey("value")
                        ? new Source.Constant(
                                constant(place + ".value", rule.get("value"), type.get())
                                        .orElse(new byte[0]))
                        : source.get();
        mapping.field(name, type.get(), written, absent);
    }

    private Optional<FieldType> type(String place, Map<String, Object> rule) {
        Object value = rule.get("value");
        if (!rule.containsKey("type") && value != null) {
            return Optional.of(
                    switch (value) {
                        case Boolean truth -> FieldType.BOOLEAN;
                        case Integer number -> FieldType.INTEGER;
                        case Long number -> FieldType.INTEGER;
                        case Number number -> FieldType.FLOAT;
                        default -> FieldType.STRING;
                    });
        }
        Optional<FieldType> type = FieldType.named(text(rule.getOrDefault("type", "")));
        if (type.isEmpty()) {
            problem(place + ".type", "must be integer, float, string or boolean");
        }
        return type;
    }

    private void checkType(String place, Map<String, Object> rule, FieldType type) {
        String at = text(rule.getOrDefault("at", ""));
        if (at.startsWith("$") && type != FieldType.STRING) {
            problem(place + ".type", "must be string for " + at);
        }
        if (at.startsWith("/")) {
            List<String> path = path(at);
            columns.stream()
                    .filter(column -> column.path().equals(path) && !type.suits(column.type()))
                    .forEach(column ->
                            problem(
                                    place + ".type",
                                    "is " + type.word() + ", but the schema says otherwise"));
        }
    }

    private Optional<Source> source(String place, Map<String, Object> rule) {
        if (rule.containsKey("at") == rule.containsKey("value")) {
            problem(place, "must have either at (a JSON Pointer) or value");
            return Optional.empty();
        }
        if (rule.containsKey("value")) {
            return Optional.of(
                    new Source.Constant(text(rule.get("value")).getBytes(StandardCharsets.UTF_8)));
        }
        String at = text(rule.get("at"));
        if (at.startsWith("$")) {
            Optional<Source.Part> part = Source.Part.named(at);
            if (part.isEmpty()) {
                problem(place, at + " is not one of " + Source.Part.words());
            }
            return part.map(Source.Envelope::new);
        }
        if (!at.startsWith("/") || !isDescribed(path(at))) {
            problem(place, at + " does not lead to a member that the schema describes");
            return Optional.empty();
        }
        return Optional.of(mapping.member(path(at)));
    }

    private boolean isDescribed(List<String> path) {
        return columns.stream()
                .map(Column::path)
                .anyMatch(known ->
                        known.size() >= path.size() && known.subList(0, path.size()).equals(path));
    }

    private Optional<byte[]> constant(String place, Object value, FieldType type) {
        byte[] utf8 = text(value).getBytes(StandardCharsets.UTF_8);
        if (type == FieldType.STRING) {
            LineBuffer quoted = new LineBuffer(utf8.length + 2).text(utf8, 0, utf8.length);
            return Optional.of(Arrays.copyOf(quoted.bytes(), quoted.size()));
        }
        Optional<String> written = utf8.length == 0 ? Optional.empty() : type.written(text(value));
        if (written.isEmpty()) {
            problem(place, "is not of type " + type.word());
        }
        return written.map(text -> text.getBytes(StandardCharsets.US_ASCII));
    }

    private void checkKey(String place, String name) {
        checkName(place, name);
        if (TAKEN.contains(name)) {
            problem(place, "is a name that the sink or the server uses itself");
        }
    }

    /** Names that line protocol can carry and that InfluxDB does not keep for itself. */
    private void checkName(String place, String name) {
        boolean control = name.chars().anyMatch(c -> c < ' ' || c == 0x7f);
        if (name.isEmpty() || name.length() > 200 || name.startsWith("_")) {
            problem(place, "must be 1 to 200 characters and not begin with _");
        } else if (control || name.indexOf('\\') >= 0 || name.indexOf('"') >= 0) {
            problem(place, "must hold no control character, backslash or quote");
        }
    }

    private Map<String, Object> section(String name) {
        Object value = contract.hints().getOrDefault(name, Map.of());
        if (value instanceof Map<?, ?> map) {
            return byName(map);
        }
        problem(name, "must hold names and what they mean");
        return Map.of();
    }

    private Map<String, Object> rule(String place, Object hint, Set<String> known) {
        if (hint instanceof Map<?, ?> map) {
            Map<String, Object> rule = byName(map);
            refuseOthers(place + ".", rule.keySet(), known);
            return rule;
        }
        return Map.of("at", text(hint));
    }

    private void refuseOthers(String place, Set<String> names, Set<String> known) {
        names.stream()
                .filter(name -> !known.contains(name))
                .forEach(name ->
                        problem(
                                place + name,
                                "is not one of " + String.join(", ", new TreeSet<>(known))));
    }

    private static Map<String, Object> byName(Map<?, ?> map) {
        var named = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> named.put(String.valueOf(name), text(value, value)));
        return named;
    }

    /** YAML's empty value is an empty text. */
    private static Object text(@org.jspecify.annotations.Nullable Object value, Object same) {
        return value == null ? "" : same;
    }

    private static String text(@org.jspecify.annotations.Nullable Object value) {
        return value == null ? "" : String.valueOf(value);
    }

    private static List<String> path(String pointer) {
        return Arrays.stream(pointer.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private void problem(String place, String message) {
        problems.add("hints.influxdb." + place + " " + message);
    }
}
