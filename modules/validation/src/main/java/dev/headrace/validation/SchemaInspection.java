package dev.headrace.validation;

import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.dialect.Dialect;
import dev.headrace.event.NearestName;
import dev.headrace.validation.SchemaDocuments.Place;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks for what is wrong with a version's schema before it is compiled: where the library would
 * stay silent (a misspelt keyword or format asserts nothing) or would say less than where it is.
 */
final class SchemaInspection {

    private final StreamFolder folder;
    private final SchemaDocuments documents;
    private final SchemaDialects dialects;
    private final Problems problems;

    SchemaInspection(
            StreamFolder folder,
            SchemaDocuments documents,
            SchemaDialects dialects,
            Problems problems) {
        this.folder = folder;
        this.documents = documents;
        this.dialects = dialects;
        this.problems = problems;
    }

    /** Reports every problem of every file. */
    void run() {
        int before = problems.count();
        documents.roots().forEach(this::inspectFile);
        if (problems.count() == before) {
            SchemaLoops.find(documents)
                    .ifPresent(place -> problem(place, "refers to itself without end"));
        }
    }

    private void inspectFile(String file, JsonNode root) {
        Optional<Dialect> dialect = dialects.dialectOf(root);
        if (dialect.isEmpty()) {
            problem(new Place(file, "/$schema"), "is none of " + dialects.names());
            return;
        }
        checkAgainstMetaSchema(file, root, dialect.get());
        SchemaWalk.visit(
                root,
                (pointer, schema) ->
                        inspectSchema(new Place(file, pointer), schema, dialect.get()));
    }

    /** One message a place: the others there follow from it. */
    private void checkAgainstMetaSchema(String file, JsonNode root, Dialect dialect) {
        Map<String, Error> errors = new LinkedHashMap<>();
        for (Error error : dialects.metaSchema(dialect).validate(root)) {
            errors.putIfAbsent(error.getInstanceLocation().toString(), error);
        }
        errors.forEach((pointer, error) ->
                problem(new Place(file, pointer), "is not a schema: " + error.getMessage()));
    }

    private void inspectSchema(Place place, ObjectNode schema, Dialect dialect) {
        Collection<String> keywords = SchemaDialects.keywords(dialect);
        for (String keyword : schema.propertyNames()) {
            if (!keywords.contains(keyword) && !keyword.startsWith("x-")) {
                problem(
                        inside(place, keyword),
                        "is not a keyword of JSON Schema, so it would assert nothing"
                                + NearestName.hint(keyword, keywords));
            }
        }
        if (!place.pointer().isEmpty()) {
            refuseNested(place, schema, "$id");
            refuseNested(place, schema, "$schema");
        }
        inspectFormat(place, schema);
        inspectPatterns(place, schema);
        inspectReferences(place, schema);
    }

    private void refuseNested(Place place, ObjectNode schema, String keyword) {
        if (schema.has(keyword)) {
            problem(inside(place, keyword), "stands only at the root of a file");
        }
    }

    private void inspectFormat(Place place, ObjectNode schema) {
        JsonNode format = schema.path("format");
        Collection<String> known = SchemaDialects.formats();
        if (format.isString() && !known.contains(format.asString())) {
            problem(
                    inside(place, "format"),
                    "is not a known format, so it would assert nothing"
                            + NearestName.hint(format.asString(), known));
        }
    }

    private void inspectPatterns(Place place, ObjectNode schema) {
        JsonNode pattern = schema.path("pattern");
        if (pattern.isString()) {
            inspectPattern(inside(place, "pattern"), pattern.asString());
        }
        Place patterns = inside(place, "patternProperties");
        for (String name : schema.path("patternProperties").propertyNames()) {
            inspectPattern(inside(patterns, name), name);
        }
    }

    private void inspectPattern(Place place, String pattern) {
        try {
            LinearPatterns.compile(pattern);
        } catch (PatternSyntaxException e) {
            problem(
                    place,
                    "is not a pattern that can be matched in linear time ("
                            + e.getDescription()
                            + "); look-around and back references cannot");
        }
    }

    private void inspectReferences(Place place, ObjectNode schema) {
        for (String keyword : SchemaLoops.REFERENCES) {
            JsonNode reference = schema.path(keyword);
            if (reference.isString()) {
                inspectReference(inside(place, keyword), reference.asString());
            }
        }
    }

    private void inspectReference(Place place, String reference) {
        if (SchemaDocuments.fileOf(place.file(), reference).isEmpty()) {
            problem(
                    place,
                    "refers out of the stream's folder; schemas are never fetched, so put a copy"
                            + " beside this file and refer to it by its name");
        } else if (SchemaLoops.target(documents, place.file(), reference).isEmpty()) {
            problem(place, "refers to what does not exist");
        }
    }

    private static Place inside(Place place, String name) {
        return new Place(place.file(), Pointers.append(place.pointer(), name));
    }

    private void problem(Place place, String message) {
        problems.add(folder.path(place.file()), 0, place.pointer(), message);
    }
}
