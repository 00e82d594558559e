package dev.headrace.validation;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.event.Rejection.Fault;
import dev.headrace.event.StreamName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;

/** Writes streams into a folder and loads them. */
final class StreamFixture {

    static final String SCHEMA =
            """
            {
              "type": "object",
              "required": ["app", "eventTime"],
              "properties": {
                "app": {"type": "string", "maxLength": 8},
                "eventTime": {"type": "string", "format": "date-time"}
              }
            }
            """;

    private final Path root;
    private final Path digests;

    StreamFixture(Path folder) {
        this.root = folder.resolve("streams");
        this.digests = folder.resolve("data").resolve("digests.json");
    }

    /** A stream that is right, with more lines for its stream.yaml. */
    StreamFixture stream(String name, String... lines) {
        write(name + "/v1.schema.json", SCHEMA);
        return yaml(
                name,
                """
                name: %s
                listener: public
                schemas: { 1: v1.schema.json }
                auth: [hmac]
                %s
                """
                        .formatted(name, String.join("\n", lines)));
    }

    /** A stream that is right but for its schema. */
    StreamFixture streamWithSchema(String name, String schema) {
        stream(name);
        return write(name + "/v1.schema.json", schema);
    }

    StreamFixture yaml(String name, String text) {
        return write(name + "/stream.yaml", text);
    }

    StreamFixture write(String file, String text) {
        try {
            Path place = root.resolve(file);
            Files.createDirectories(place.getParent());
            Files.writeString(place, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path(String file) {
        return root.resolve(file);
    }

    Path digests() {
        return digests;
    }

    LoadedStreams load() {
        return LoadedStreams.load(List.of(root), digests);
    }

    ContractCheck check() {
        return ContractCheck.run(List.of(root));
    }

    Contract contract(String name) {
        return load().find(new StreamName(name)).orElseThrow();
    }

    /** The newest version of a stream. */
    Version version(String name) {
        return LoadedStreams.read(List.of(path(name)), new Problems())
                .getFirst()
                .versions()
                .firstEntry()
                .getValue();
    }

    /** The problems that stop the loading, without the folder's own path. */
    List<String> problems() {
        try {
            load();
        } catch (BrokenContractsException e) {
            return e.problems().stream().map(line -> line.replace(root + "/", "")).toList();
        }
        return Assertions.fail("the contracts were taken as they are");
    }

    /** What the first version of a schema says of an event. */
    static Verdict judge(Path folder, String schema, String event) {
        StreamFixture fixture = new StreamFixture(folder).streamWithSchema("s", schema);
        LoadedStreams streams = fixture.loadAfresh();
        Contract contract = streams.find(new StreamName("s")).orElseThrow();
        return streams.validator()
                .validate(contract, OptionalInt.empty(), StrictJson.MAPPER.readTree(event));
    }

    /** What a schema says of an event that breaks it. */
    static Verdict.Invalid refusal(Path folder, String schema, String event) {
        return (Verdict.Invalid) judge(folder, schema, event);
    }

    /** What else is wrong with an event. */
    static List<Fault> further(Path folder, String schema, String event, Verdict.Invalid told) {
        StreamFixture fixture = new StreamFixture(folder).streamWithSchema("s", schema);
        LoadedStreams streams = fixture.loadAfresh();
        Contract contract = streams.find(new StreamName("s")).orElseThrow();
        return streams.validator()
                .further(contract, OptionalInt.empty(), StrictJson.MAPPER.readTree(event), told);
    }

    private LoadedStreams loadAfresh() {
        try {
            Files.deleteIfExists(digests);
            return load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every dialect's word, as messages list them. */
    static String dialects() {
        return Arrays.stream(Dialect.values())
                .map(Dialect::word)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
