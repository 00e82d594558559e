package dev.headrace.validation;

import dev.headrace.event.FieldPlaces;
import dev.headrace.event.NearestName;
import dev.headrace.validation.SchemaDocuments.Place;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Asks a schema whether it describes a field that a contract points to. */
final class DescribedFields {

    /** With one of these the answer is beyond a simple look, so that no complaint is made. */
    private static final List<String> UNCERTAIN =
            List.of(
                    "allOf",
                    "anyOf",
                    "oneOf",
                    "if",
                    "dependentSchemas",
                    "dependencies",
                    "patternProperties",
                    "prefixItems");

    private DescribedFields() {}

    /** A way through a schema: where it leads, or why it does not. */
    private sealed interface Way {
        record Found(Place place) implements Way {}

        record Uncertain() implements Way {}

        /** The end of a sentence that says so. */
        record Missing(String hint) implements Way {}
    }

    /** Where the schema surely does not describe the field: the end of a sentence that says so. */
    static Optional<String> undescribed(SchemaDocuments documents, String pointer) {
        return way(documents, pointer) instanceof Way.Missing(String hint)
                ? Optional.of(hint)
                : Optional.empty();
    }

    /** Where the schema describes the field, if that is sure. */
    static Optional<Place> find(SchemaDocuments documents, String pointer) {
        return way(documents, pointer) instanceof Way.Found(Place place)
                ? Optional.of(place)
                : Optional.empty();
    }

    private static Way way(SchemaDocuments documents, String pointer) {
        Place place = new Place(documents.main(), "");
        for (String name : Pointers.names(pointer)) {
            place = resolved(documents, place);
            JsonNode schema = documents.at(place);
            JsonNode properties = schema.path("properties");
            if (properties.has(name)) {
                place = inside(inside(place, "properties"), name);
            } else if (isElement(name) && schema.path("items").isObject()) {
                place = inside(place, "items");
            } else if (isUncertain(schema, name)) {
                return new Way.Uncertain();
            } else if (schema.path("additionalProperties").isObject()) {
                place = inside(place, "additionalProperties");
            } else {
                return new Way.Missing(NearestName.hint(name, properties.propertyNames()));
            }
        }
        return new Way.Found(resolved(documents, place));
    }

    private static Place inside(Place place, String name) {
        return new Place(place.file(), Pointers.append(place.pointer(), name));
    }

    private static boolean isElement(String name) {
        return name.equals(FieldPlaces.ANY) || name.chars().allMatch(Character::isDigit);
    }

    /** Every member of an object with properties of its own is several places at once. */
    private static boolean isUncertain(JsonNode schema, String name) {
        return UNCERTAIN.stream().anyMatch(schema::has)
                || name.equals(FieldPlaces.ANY) && !schema.path("properties").isEmpty();
    }

    /**
     * The schema that a reference stands for; the inspection has made sure that there is an end.
     */
    private static Place resolved(SchemaDocuments documents, Place place) {
        JsonNode reference = documents.at(place).path("$ref");
        return reference.isString()
                ? SchemaLoops.target(documents, place.file(), reference.asString())
                        .map(target -> resolved(documents, target))
                        .orElse(place)
                : place;
    }
}
