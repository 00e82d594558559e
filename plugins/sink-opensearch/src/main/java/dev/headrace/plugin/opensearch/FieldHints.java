package dev.headrace.plugin.opensearch;

import dev.headrace.sink.StreamContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a contract says to this sink: {@code hints: {opensearch: {fields: {/comment: text}}}} gives
 * the member at a JSON Pointer another field type than its schema would.
 */
final class FieldHints {

    private static final Set<String> TYPES =
            Set.of(
                    "keyword",
                    "text",
                    "wildcard",
                    "long",
                    "double",
                    "boolean",
                    "date",
                    "date_nanos",
                    "ip",
                    "flat_object",
                    "geo_point",
                    "object");

    private FieldHints() {}

    /** The type that the contract asks for; none where it says nothing, or nothing known. */
    static Optional<String> type(StreamContract contract, List<String> path) {
        if (!(contract.hints().get("fields") instanceof Map<?, ?> fields)) {
            return Optional.empty();
        }
        String pointer =
                path.stream()
                        .map(name -> '/' + name.replace("~", "~0").replace("/", "~1"))
                        .collect(Collectors.joining());
        return Optional.ofNullable(fields.get(pointer))
                .map(String::valueOf)
                .filter(TYPES::contains);
    }
}
