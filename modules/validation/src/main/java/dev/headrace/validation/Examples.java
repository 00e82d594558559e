package dev.headrace.validation;

import dev.headrace.validation.Example.ExpectedBreach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the examples of a stream. {@code examples/pass} and {@code examples/fail} hold for every
 * version, {@code examples/v1/pass} and {@code examples/v1/fail} for version 1 alone. An example
 * that must pass is the event itself; one that must fail is an object of the event and of what is
 * expected: {@code {"event": …, "expect": {"pointer": "/value", "keyword": "type"}}}.
 */
final class Examples {

    static final String FOLDER = "examples";
    private static final Set<String> FIELDS = Set.of("event", "expect", "why");

    private final StreamFolder folder;
    private final Problems problems;

    Examples(StreamFolder folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** The examples of one version; what cannot be read becomes a problem. */
    List<Example> of(int version) {
        List<Example> examples = new ArrayList<>();
        for (String place : List.of(FOLDER, FOLDER + "/v" + version)) {
            for (String file : folder.jsonFiles(place + "/pass")) {
                read(file).map(event -> example(file, event)).ifPresent(examples::add);
            }
            for (String file : folder.jsonFiles(place + "/fail")) {
                read(file).flatMap(whole -> failing(file, whole)).ifPresent(examples::add);
            }
        }
        return examples;
    }

    /** Refuses folders whose examples nobody would run. */
    void checkFolders(Set<Integer> versions) {
        for (String name : folder.folders(FOLDER)) {
            boolean known =
                    name.equals("pass")
                            || name.equals("fail")
                            || versions.stream().anyMatch(version -> name.equals("v" + version));
            if (!known) {
                problems.add(
                        folder.path(FOLDER + "/" + name),
                        "is neither pass nor fail nor a version such as v1, so nobody would run it");
            }
        }
    }

    private Optional<JsonNode> read(String file) {
        try {
            return Optional.of(StrictJson.MAPPER.readTree(folder.text(file)));
        } catch (JacksonException e) {
            problems.add(folder.path(file), "is not JSON: " + e.getOriginalMessage());
        } catch (UnreadableFileException e) {
            problems.add(folder.path(file), e.line(), e.reason());
        }
        return Optional.empty();
    }

    private Example example(String file, JsonNode event) {
        return new Example(folder.path(file), event, Optional.empty());
    }

    private Optional<Example> failing(String file, JsonNode whole) {
        JsonNode pointer = whole.at("/expect/pointer");
        JsonNode keyword = whole.at("/expect/keyword");
        boolean complete =
                whole.has("event")
                        && FIELDS.containsAll(whole.propertyNames())
                        && pointer.isString()
                        && keyword.isString();
        if (!complete) {
            problems.add(
                    folder.path(file),
                    "is not of the form {\"event\": …, \"expect\": {\"pointer\": \"/value\","
                            + " \"keyword\": \"type\"}}, with a why where it helps");
            return Optional.empty();
        }
        return Optional.of(
                new Example(
                        folder.path(file),
                        whole.path("event"),
                        Optional.of(new ExpectedBreach(pointer.asString(), keyword.asString()))));
    }
}
