package dev.headrace.athena;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The texts that a schema allows at a place, where it lists them. */
final class SchemaValues {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonNode root;
    private final Set<String> values = new LinkedHashSet<>();

    private SchemaValues(JsonNode root) {
        this.root = root;
    }

    /**
     * What {@code const} and {@code enum} name for a member, in all branches of the schema.
     *
     * @param path the names of the members that lead to it
     */
    static Set<String> at(ByteBuffer schema, List<String> path) {
        String json = StandardCharsets.UTF_8.decode(schema.duplicate()).toString();
        var found = new SchemaValues(JSON.readTree(json));
        found.walk(found.root, path, new HashSet<>());
        return found.values;
    }

    private void walk(JsonNode schema, List<String> path, Set<String> references) {
        String reference = schema.path("$ref").asString("");
        if (reference.startsWith("#") && references.add(reference)) {
            walk(root.at(reference.substring(1)), path, references);
        }
        for (String word : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(word).forEach(branch -> walk(branch, path, references));
        }
        if (path.isEmpty()) {
            take(schema.path("const"));
            schema.path("enum").forEach(this::take);
        } else {
            JsonNode member = schema.path("properties").path(path.getFirst());
            walk(member, path.subList(1, path.size()), new HashSet<>());
        }
    }

    private void take(JsonNode value) {
        if (value.isString()) {
            values.add(value.asString());
        }
    }
}
