package dev.headrace.validation;

import dev.headrace.validation.SchemaDocuments.Place;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows references, and finds schemas that lead back to themselves without taking a step into the
 * event. Checking an event against such a schema would never end.
 */
final class SchemaLoops {

    static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");

    private final SchemaDocuments documents;
    private final Set<Place> finished = new HashSet<>();

    private SchemaLoops(SchemaDocuments documents) {
        this.documents = documents;
    }

    /** A schema that leads back to itself. */
    static Optional<Place> find(SchemaDocuments documents) {
        SchemaLoops loops = new SchemaLoops(documents);
        List<Place> places = new ArrayList<>();
        documents
                .roots()
                .forEach((file, root) ->
                        SchemaWalk.visit(
                                root, (pointer, schema) -> places.add(new Place(file, pointer))));
        return places.stream().filter(place -> loops.leadsBack(place, new HashSet<>())).findFirst();
    }

    /** Where a reference leads; empty if there is nothing. */
    static Optional<Place> target(SchemaDocuments documents, String from, String reference) {
        Optional<String> file = SchemaDocuments.fileOf(from, reference);
        if (file.isEmpty() || !documents.roots().containsKey(file.get())) {
            return Optional.empty();
        }
        String fragment = fragment(reference);
        if (fragment.isEmpty() || fragment.startsWith("/")) {
            return Optional.of(new Place(file.get(), fragment))
                    .filter(place -> !documents.at(place).isMissingNode());
        }
        return anchor(documents, file.get(), fragment);
    }

    private static String fragment(String reference) {
        int hash = reference.indexOf('#');
        if (hash < 0) {
            return "";
        }
        try {
            return URLDecoder.decode(
                    reference.substring(hash + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return reference.substring(hash + 1);
        }
    }

    private static Optional<Place> anchor(SchemaDocuments documents, String file, String name) {
        List<Place> found = new ArrayList<>();
        SchemaWalk.visit(
                documents.at(new Place(file, "")),
                (pointer, schema) -> {
                    for (String keyword : List.of("$anchor", "$dynamicAnchor")) {
                        if (schema.path(keyword).asString("").equals(name)) {
                            found.add(new Place(file, pointer));
                        }
                    }
                });
        return found.stream().findFirst();
    }

    private boolean leadsBack(Place place, Set<Place> way) {
        if (finished.contains(place)) {
            return false;
        }
        if (!way.add(place)) {
            return true;
        }
        boolean back = next(place).stream().anyMatch(step -> leadsBack(step, way));
        way.remove(place);
        finished.add(place);
        return back;
    }

    /** The schemas that see the same value. */
    private List<Place> next(Place place) {
        List<Place> steps = new ArrayList<>();
        JsonNode node = documents.at(place);
        if (node instanceof ObjectNode schema) {
            SchemaWalk.visitSameValue(
                    schema,
                    place.pointer(),
                    (pointer, child) -> steps.add(new Place(place.file(), pointer)));
            for (String keyword : REFERENCES) {
                JsonNode reference = schema.path(keyword);
                if (reference.isString()) {
                    target(documents, place.file(), reference.asString()).ifPresent(steps::add);
                }
            }
        }
        return steps;
    }
}
