package dev.headrace.plugin.firehose;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What AWS's own model says that a request to Firehose must be like. */
final class ServiceModel {

    private final JsonNode model;

    private ServiceModel(JsonNode model) {
        this.model = model;
    }

    static ServiceModel read() throws IOException {
        String file = "/models/firehose-2015-08-04-model.json";
        try (InputStream in =
                Objects.requireNonNull(ServiceModel.class.getResourceAsStream(file), file)) {
            return new ServiceModel(JsonMapper.shared().readTree(in));
        }
    }

    /** What stands before the operation in {@code X-Amz-Target}. */
    String targetPrefix() {
        return model.at("/metadata/targetPrefix").asString();
    }

    /** How a request breaks the model; empty when it does not. */
    List<String> problems(String operation, JsonNode request) {
        var problems = new ArrayList<String>();
        String shape = model.at("/operations/" + operation + "/input/shape").asString("");
        if (shape.isEmpty()) {
            problems.add("no such operation: " + operation);
        } else {
            check(shape, request, "", problems);
        }
        return problems;
    }

    private void check(String name, JsonNode value, String path, List<String> problems) {
        JsonNode shape = model.path("shapes").path(name);
        switch (shape.path("type").asString()) {
            case "structure" -> structure(shape, value, path, problems);
            case "list" -> list(shape, value, path, problems);
            case "string" -> string(shape, value, path, problems);
            case "blob" -> blob(shape, value, path, problems);
            default -> {
                if (!value.isNumber() && !value.isBoolean()) {
                    problems.add(path + " is no " + shape.path("type").asString());
                }
            }
        }
    }

    private void structure(JsonNode shape, JsonNode value, String path, List<String> problems) {
        if (!value.isObject()) {
            problems.add(path + " is no structure");
            return;
        }
        for (JsonNode required : shape.path("required")) {
            if (!value.has(required.asString())) {
                problems.add(path + '/' + required.asString() + " is missing");
            }
        }
        value.forEachEntry((member, content) -> {
            String at = path + '/' + member;
            String of = shape.at("/members/" + member + "/shape").asString("");
            if (of.isEmpty()) {
                problems.add(at + " is not known");
            } else {
                check(of, content, at, problems);
            }
        });
    }

    private void list(JsonNode shape, JsonNode value, String path, List<String> problems) {
        if (!value.isArray()) {
            problems.add(path + " is no list");
            return;
        }
        length(shape, value.size(), path, problems);
        String of = shape.at("/member/shape").asString();
        for (int i = 0; i < value.size(); i++) {
            check(of, value.get(i), path + '/' + i, problems);
        }
    }

    private static void string(JsonNode shape, JsonNode value, String path, List<String> problems) {
        if (!value.isString()) {
            problems.add(path + " is no string");
            return;
        }
        length(shape, value.asString().length(), path, problems);
        String pattern = shape.path("pattern").asString("");
        if (!pattern.isEmpty() && !Pattern.matches(pattern, value.asString())) {
            problems.add(path + " does not match " + pattern);
        }
    }

    private static void blob(JsonNode shape, JsonNode value, String path, List<String> problems) {
        try {
            length(shape, Base64.getDecoder().decode(value.asString()).length, path, problems);
        } catch (IllegalArgumentException e) {
            problems.add(path + " is no Base64");
        }
    }

    private static void length(JsonNode shape, int length, String path, List<String> problems) {
        if (shape.has("min") && length < shape.path("min").asLong()
                || shape.has("max") && length > shape.path("max").asLong()) {
            problems.add(path + " has length " + length);
        }
    }
}
