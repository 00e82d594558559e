package dev.headrace.sink;

import dev.headrace.sink.Column.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The flat table that a stream's contract describes: the one model behind every sink that makes
 * columns.
 *
 * <p>It reads {@code properties}, {@code required}, {@code type}, {@code format}, {@code const},
 * {@code enum}, {@code description}, references within the document, and the branches of {@code
 * allOf}, {@code anyOf} and {@code oneOf}. Members of objects are joined as {@link
 * EnvelopeWriter.Form#FLATTENED} joins them. Where versions or branches disagree, whole numbers
 * give way to numbers, and everything else to {@link Type#JSON}. What a schema only allows and does
 * not name ({@code additionalProperties}) gives no column. Of two members that come to one name the
 * first gets the column.
 */
final class ContractColumns {

    private static final int DEEPEST = 16;

    private static final List<Column> ENVELOPE =
            List.of(
                    envelope("event_id", Type.STRING, true, "The event's id."),
                    envelope("stream", Type.STRING, true, "The stream that took the event."),
                    envelope(
                            "schema_version",
                            Type.INTEGER,
                            true,
                            "The version of the schema that accepted the event."),
                    envelope("received_at", Type.TIMESTAMP, true, "When Headrace took the event."),
                    envelope(
                            "occurred_at",
                            Type.TIMESTAMP,
                            true,
                            "When it happened, as the client says."),
                    envelope(
                            "organisation",
                            Type.STRING,
                            false,
                            "The organisation that the credential speaks for."),
                    envelope("principal_kind", Type.STRING, true, "What kind of caller sent it."),
                    envelope("principal_name", Type.STRING, true, "Who sent it."),
                    envelope(
                            "principal_email",
                            Type.STRING,
                            false,
                            "The sender's e-mail, as far as the contract's privacy rules keep"
                                    + " it."));

    private final Map<List<String>, Found> found = new LinkedHashMap<>();

    private record Found(Optional<Type> type, boolean required, String doc) {

        Found or(Found other) {
            return new Found(
                    type.isEmpty() ? other.type : other.type.map(next -> wider(type.get(), next)),
                    required || other.required,
                    doc.isEmpty() ? other.doc : doc);
        }
    }

    private ContractColumns() {}

    /** All columns: the envelope's, then the event's in the order of the newest schema. */
    static List<Column> of(StreamContract contract) {
        Map<List<String>, Found> all = new LinkedHashMap<>();
        int versions = contract.schemas().size();
        var seenIn = new LinkedHashMap<List<String>, Integer>();
        contract.schemas()
                .reversed()
                .forEach((number, schema) ->
                        ofSchema(schema)
                                .forEach((path, one) -> {
                                    all.merge(path, one, ContractColumns::either);
                                    seenIn.merge(path, 1, Integer::sum);
                                }));
        var names = new ColumnNames();
        var columns = new ArrayList<>(ENVELOPE);
        ENVELOPE.forEach(column -> names.reserve(column.name()));
        var given = new HashSet<String>();
        all.forEach((path, one) -> {
            String joined = ColumnNames.join(path);
            if (given.add(joined)) {
                boolean required = one.required && seenIn.getOrDefault(path, 0) == versions;
                columns.add(
                        new Column(
                                names.claim(joined),
                                path,
                                one.type.orElse(Type.JSON),
                                required,
                                one.doc));
            }
        });
        return List.copyOf(columns);
    }

    /** Of two versions: required only where both require it. */
    private static Found either(Found one, Found other) {
        Found joined = one.or(other);
        return new Found(joined.type, one.required && other.required, joined.doc);
    }

    private static Map<List<String>, Found> ofSchema(ByteBuffer schema) {
        var columns = new ContractColumns();
        if (JsonText.read(schema) instanceof Map<?, ?> root) {
            columns.object(new Schema(root, root), List.of(), true, new HashSet<>());
        }
        return columns.found;
    }

    /** A schema within its document. */
    private record Schema(Map<?, ?> root, Map<?, ?> schema) {

        List<Schema> parts(Set<String> visited) {
            var parts = new ArrayList<Schema>();
            parts.add(this);
            if (schema.get("$ref") instanceof String ref && visited.add(ref)) {
                JsonText.at(root, ref)
                        .filter(Map.class::isInstance)
                        .map(target -> new Schema(root, (Map<?, ?>) target))
                        .ifPresent(target -> parts.addAll(target.parts(visited)));
            }
            for (String word : List.of("allOf", "anyOf", "oneOf")) {
                if (schema.get(word) instanceof List<?> branches) {
                    for (Object branch : branches) {
                        if (branch instanceof Map<?, ?> map) {
                            parts.addAll(new Schema(root, map).parts(visited));
                        }
                    }
                }
            }
            return parts;
        }
    }

    /** Whether a branch may be left out; what it requires is then not required of all. */
    private static boolean mustHold(Schema whole, Schema part) {
        if (whole.schema == part.schema) {
            return true;
        }
        return !(isBranch(whole, "anyOf", part) || isBranch(whole, "oneOf", part));
    }

    private static boolean isBranch(Schema whole, String word, Schema part) {
        return whole.schema.get(word) instanceof List<?> branches
                && branches.stream().anyMatch(branch -> branch == part.schema);
    }

    private void object(Schema whole, List<String> path, boolean required, Set<String> above) {
        var visited = new HashSet<>(above);
        for (Schema part : whole.parts(visited)) {
            boolean holds = required && mustHold(whole, part);
            if (part.schema.get("properties") instanceof Map<?, ?> properties) {
                properties.forEach((name, member) -> {
                    if (member instanceof Map<?, ?> map) {
                        boolean asked = holds && asks(part.schema, String.valueOf(name));
                        member(
                                new Schema(whole.root, map),
                                join(path, String.valueOf(name)),
                                asked,
                                visited);
                    }
                });
            }
        }
    }

    private void member(Schema member, List<String> path, boolean required, Set<String> above) {
        List<Schema> parts = member.parts(new HashSet<>(above));
        boolean described =
                path.size() < DEEPEST
                        && parts.stream().anyMatch(part -> part.schema.containsKey("properties"));
        Optional<Type> type = Optional.empty();
        for (Schema part : parts) {
            Optional<Type> next = type(part.schema, described);
            type =
                    type.isEmpty()
                            ? next
                            : next.isEmpty() ? type : Optional.of(wider(type.get(), next.get()));
        }
        if (described) {
            object(member, path, required, above);
        }
        if (!described || type.isPresent()) {
            found.merge(path, new Found(type, required && !described, doc(parts)), Found::or);
        }
    }

    private static String doc(List<Schema> parts) {
        return parts.stream()
                .map(part -> part.schema.get("description"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse("");
    }

    private static boolean asks(Map<?, ?> schema, String name) {
        return schema.get("required") instanceof List<?> names && names.contains(name);
    }

    /** The type that one part names; objects that are described have columns of their own. */
    private static Optional<Type> type(Map<?, ?> schema, boolean described) {
        Object type = schema.get("type");
        if (type instanceof List<?> types) {
            return types.stream()
                    .map(String::valueOf)
                    .filter(word -> !word.equals("null"))
                    .filter(word -> !(described && word.equals("object")))
                    .map(word -> ofWord(word, schema))
                    .reduce(ContractColumns::wider);
        }
        if (type instanceof String word) {
            return word.equals("null") || described && word.equals("object")
                    ? Optional.empty()
                    : Optional.of(ofWord(word, schema));
        }
        if (schema.containsKey("const")) {
            return ofValue(schema.get("const"));
        }
        if (schema.get("enum") instanceof List<?> values) {
            return values.stream()
                    .flatMap(value -> ofValue(value).stream())
                    .reduce(ContractColumns::wider);
        }
        return Optional.empty();
    }

    private static Type ofWord(String word, Map<?, ?> schema) {
        return switch (word) {
            case "string" -> ofFormat(schema.get("format"));
            case "integer" -> Type.INTEGER;
            case "number" -> Type.NUMBER;
            case "boolean" -> Type.BOOLEAN;
            default -> Type.JSON;
        };
    }

    private static Type ofFormat(@Nullable Object format) {
        if ("date-time".equals(format)) {
            return Type.TIMESTAMP;
        }
        return "date".equals(format) ? Type.DATE : Type.STRING;
    }

    private static Optional<Type> ofValue(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case String text -> Optional.of(Type.STRING);
            case Boolean truth -> Optional.of(Type.BOOLEAN);
            case Number number -> Optional.of(Type.NUMBER);
            default -> Optional.of(Type.JSON);
        };
    }

    private static Type wider(Type one, Type other) {
        if (one == other) {
            return one;
        }
        Set<Type> both = Set.of(one, other);
        if (both.equals(Set.of(Type.INTEGER, Type.NUMBER))) {
            return Type.NUMBER;
        }
        boolean texts = Set.of(Type.STRING, Type.TIMESTAMP, Type.DATE).containsAll(both);
        return texts ? Type.STRING : Type.JSON;
    }

    private static List<String> join(List<String> path, String name) {
        var joined = new ArrayList<>(path);
        joined.add(name);
        return List.copyOf(joined);
    }

    private static Column envelope(String name, Type type, boolean required, String doc) {
        return new Column(name, List.of(), type, required, doc);
    }
}
