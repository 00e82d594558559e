package dev.headrace.app;

import dev.headrace.publishing.SinkDescription;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schemas for editors: what a plugin declares, with the settings that every sink has. A file
 * is checked by the branch of its {@code type}, so that a problem is told of that type alone.
 */
final class SinkSchema {

    private static final String DRAFT = "http://json-schema.org/draft-07/schema#";

    private SinkSchema() {}

    /** Of one sink's entry. */
    static ObjectNode of(SinkDescription sink) {
        var schema =
                (ObjectNode) JsonMapper.shared().readTree(sink.settings().jsonSchema(sink.type()));
        ObjectNode properties = schema.withObject("/properties");
        properties
                .putObject(SinksReader.REQUIRED)
                .put(
                        "description",
                        "Whether the sink's backlog holds the event log; with false it may expire.")
                .put("default", true)
                .putArray("type")
                .add("boolean")
                .add("string");
        properties
                .putObject(SinksReader.FROM)
                .put(
                        "description",
                        "Where the sink begins in the event log when it is new: end, start, a time (2026-03-01T12:00:00Z) or an age (6h).")
                .put("default", "end")
                .put("type", "string");
        return schema;
    }

    /** Of a settings file, as far as its sinks go. */
    static ObjectNode of(List<SinkDescription> sinks) {
        ObjectNode sink = JsonNodeFactory.instance.objectNode();
        sink.put("type", "object");
        ArrayNode types =
                sink.withObject("/properties").putObject(SinksReader.TYPE).putArray("enum");
        sink.putArray("required").add(SinksReader.TYPE);
        ArrayNode branches = sink.putArray("allOf");
        ObjectNode definitions = JsonNodeFactory.instance.objectNode();
        for (SinkDescription one : sinks) {
            types.add(one.type());
            ObjectNode branch = branches.addObject();
            ObjectNode condition = branch.putObject("if");
            condition.withObject("/properties/type").put("const", one.type());
            condition.putArray("required").add(SinksReader.TYPE);
            branch.putObject("then").put("$ref", "#/definitions/" + one.type());
            ObjectNode definition = of(one);
            definition.remove("$schema");
            definitions.set(one.type(), definition);
        }
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("$schema", DRAFT);
        file.put("title", "The sinks of a settings file of Headrace");
        file.put("type", "object");
        file.withObject("/properties/headrace/properties/sinks")
                .put("type", "object")
                .set("additionalProperties", sink);
        file.set("definitions", definitions);
        return file;
    }
}
