package dev.headrace.validation;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import dev.headrace.validation.SchemaDocuments.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks whether the examples guard every keyword of a schema: each is removed by itself, and then an
 * example must change sides. The names in {@code required} and the types in {@code type} are
 * removed one by one as well.
 */
final class Sharpness {

    /** Keywords that assert nothing, so that no example can miss them. */
    private static final Set<String> ANNOTATIONS =
            Set.of(
                    "$anchor",
                    "$comment",
                    "$dynamicAnchor",
                    "$id",
                    "$recursiveAnchor",
                    "$schema",
                    "$vocabulary",
                    "contentEncoding",
                    "contentMediaType",
                    "contentSchema",
                    "default",
                    "deprecated",
                    "description",
                    "examples",
                    "title",
                    "writeOnly");

    private static final String READ_ONLY = "readOnly";

    private static final List<String> LISTS = List.of("required", "type");

    private final SchemaDialects dialects;
    private final SchemaDocuments documents;
    private final List<Example> examples;

    Sharpness(SchemaDialects dialects, SchemaDocuments documents, List<Example> examples) {
        this.dialects = dialects;
        this.documents = documents;
        this.examples = examples;
    }

    /** The places that could be removed without an example's notice, in the order of the files. */
    List<Place> unguarded() {
        return places().stream().filter(place -> !isNoticed(place)).toList();
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        documents
                .roots()
                .forEach((file, root) ->
                        SchemaWalk.visit(
                                root,
                                (pointer, schema) ->
                                        collect(new Place(file, pointer), schema, places)));
        return places;
    }

    private static void collect(Place place, ObjectNode schema, List<Place> places) {
        for (String keyword : schema.propertyNames()) {
            boolean asserts =
                    !ANNOTATIONS.contains(keyword)
                            && isOfClients(schema, keyword)
                            && !SchemaWalk.isShelf(keyword)
                            && !keyword.startsWith("x-");
            if (asserts) {
                String pointer = Pointers.append(place.pointer(), keyword);
                places.add(new Place(place.file(), pointer));
                JsonNode value = schema.path(keyword);
                for (int i = 0;
                        LISTS.contains(keyword) && value.size() > 1 && i < value.size();
                        i++) {
                    places.add(new Place(place.file(), Pointers.append(pointer, "" + i)));
                }
            }
        }
    }

    /** What no client may send has no other rule for them: the rest is for those who read. */
    private static boolean isOfClients(ObjectNode schema, String keyword) {
        return keyword.equals(READ_ONLY) || !schema.path(READ_ONLY).asBoolean(false);
    }

    /** Whether an example changes sides without what stands at the place. */
    private boolean isNoticed(Place place) {
        try {
            Schema changed = dialects.compile(documents.with(place.file(), without(place)));
            return examples.stream()
                    .anyMatch(example ->
                            Version.findings(changed, example.event()).isEmpty()
                                    != example.mustPass());
        } catch (SchemaException e) {
            return true;
        }
    }

    private JsonNode without(Place place) {
        JsonNode root = documents.at(new Place(place.file(), "")).deepCopy();
        int last = place.pointer().lastIndexOf('/');
        JsonNode parent = root.at(place.pointer().substring(0, last));
        String name = Pointers.names(place.pointer().substring(last)).getFirst();
        switch (parent) {
            case ObjectNode object -> object.remove(name);
            case ArrayNode array -> array.remove(Integer.parseInt(name));
            default -> throw new IllegalStateException("only members and elements are removed");
        }
        return root;
    }
}
