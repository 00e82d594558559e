package dev.headrace.validation;

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
                    "prefixItems",
                    "items");

    private DescribedFields() {}

    /** Where the schema surely does not describe the field: the end of a sentence that says so. */
    static Optional<String> undescribed(SchemaDocuments documents, String pointer) {
        Place place = new Place(documents.main(), "");
        for (String name : Pointers.names(pointer)) {
            place = resolved(documents, place);
            JsonNode schema = documents.at(place);
            JsonNode properties = schema.path("properties");
            if (properties.has(name)) {
                place = inside(place, name);
            } else if (isUncertain(schema)) {
                return Optional.empty();
            } else {
                return Optional.of(NearestName.hint(name, properties.propertyNames()));
            }
        }
        return Optional.empty();
    }

    private static Place inside(Place place, String name) {
        return new Place(
                place.file(),
                Pointers.append(Pointers.append(place.pointer(), "properties"), name));
    }

    private static boolean isUncertain(JsonNode schema) {
        return schema.path("additionalProperties").isObject()
                || UNCERTAIN.stream().anyMatch(schema::has);
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
