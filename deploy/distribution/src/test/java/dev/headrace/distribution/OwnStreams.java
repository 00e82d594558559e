package dev.headrace.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A stream for each organisation, as a team makes it that keeps its customers' events at different
 * sinks: the contract binds the stream to the organisation, and names the sinks.
 */
final class OwnStreams {

    /** How the streams' names begin; the organisation's follows. */
    static final String NAME = "notes-";

    private static final String CONTRACT =
            """
            name: %s%s
            title: Notes of one organisation
            listener: public
            schemas: { 1: event.v1.schema.json }
            id: /id
            auth: [hmac, session]
            bound: { organisation: /owner }
            sinks: [%s]
            """;

    private static final String SCHEMA =
            """
            {"$schema": "https://json-schema.org/draft/2020-12/schema",
             "type": "object", "required": ["id", "owner", "note"],
             "properties": {"id": {"type": "string"}, "owner": {"const": %s},
                            "note": {"type": "string", "maxLength": 100}}}
            """;

    private OwnStreams() {}

    /** Writes the contracts; each leads to the lake and to the sinks that are named for it. */
    static Path write(Path folder, Map<String, Set<String>> ways) throws IOException {
        for (Map.Entry<String, Set<String>> way : ways.entrySet()) {
            var sinks = new TreeSet<>(way.getValue());
            sinks.add("lake");
            Path stream = Files.createDirectories(folder.resolve(NAME + way.getKey()));
            Files.writeString(
                    stream.resolve("stream.yaml"),
                    CONTRACT.formatted(NAME, way.getKey(), String.join(", ", sinks)));
            Files.writeString(
                    stream.resolve("event.v1.schema.json"), SCHEMA.formatted(way.getKey()));
        }
        return folder;
    }

    /** An event in the name of an organisation. */
    static String event(String organisation, TenantDoor.Event event) {
        return """
        {"id":"%s","owner":%s,"note":"%s"}\
        """
                .formatted(event.id(), organisation, event.mark());
    }
}
