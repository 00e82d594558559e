package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.networknt.schema.Schema;
import dev.headrace.event.FuzzSamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Any bytes in the place of a stream.yaml or of a schema: a stream, or problems that say where.
 * Without {@code JAZZER_FUZZ=1} only the samples are tried.
 */
class ContractFuzzTest {

    private static final FuzzSamples SAMPLES = new FuzzSamples(ContractFuzzTest.class);
    private static final int LARGEST = 1 << 14;
    private static final SchemaDialects DIALECTS = new SchemaDialects();
    private static final String YAML =
            """
            name: s
            listener: public
            schemas: { 1: v1.schema.json }
            auth: [hmac]
            id: /app
            """;
    private static final JsonNode EVENT =
            StrictJson.MAPPER.readTree(
                    "{\"app\":\"a\",\"eventTime\":\"2026-11-22T10:00:00Z\",\"n\":[1.5,null,{}]}");

    @TempDir static Path folder;

    @FuzzTest(maxDuration = "5m")
    void streamYamlIsReadOrItsProblemsTold(byte[] bytes) throws IOException {
        if (bytes.length <= LARGEST) {
            read(bytes, StreamFixture.SCHEMA.getBytes(StandardCharsets.UTF_8));
        }
    }

    @FuzzTest(maxDuration = "5m")
    void schemaIsReadOrItsProblemsTold(byte[] bytes) throws IOException {
        if (bytes.length <= LARGEST) {
            read(YAML.getBytes(StandardCharsets.UTF_8), bytes);
        }
    }

    private static Optional<LoadedStream> read(byte[] yaml, byte[] schema) throws IOException {
        Files.write(folder.resolve("stream.yaml"), yaml);
        Files.write(folder.resolve("v1.schema.json"), schema);
        Problems problems = new Problems();
        Optional<LoadedStream> stream =
                new StreamReader(DIALECTS, problems).read(new StreamFolder(folder));
        require(stream.isPresent() == problems.lines().isEmpty(), "a stream or its problems");
        for (String line : problems.lines()) {
            require(line.startsWith(folder.toString()), "a problem names its file");
        }
        stream.ifPresent(ContractFuzzTest::judge);
        return stream;
    }

    /** A stream that was taken judges events, and fails at none. */
    private static void judge(LoadedStream stream) {
        require(!stream.contract().schemas().isEmpty(), "a stream has a schema");
        require(stream.contract().hints().toString() != null, "hints are values");
        for (Version version : stream.versions().values()) {
            Schema schema = version.schema();
            require(schema.validate(EVENT) != null, "an event is judged");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"good.yaml", "whole.yaml"})
    void takesTheGoodStreams(String name) throws IOException {
        byte[] yaml = SAMPLES.read("streamYamlIsReadOrItsProblemsTold", name);

        assertThat(read(yaml, StreamFixture.SCHEMA.getBytes(StandardCharsets.UTF_8))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"good.json", "recursive.json", "patterns.json"})
    void takesTheGoodSchemas(String name) throws IOException {
        byte[] schema = SAMPLES.read("schemaIsReadOrItsProblemsTold", name);
        String yaml = YAML.replace("id: /app\n", "");

        assertThat(read(yaml.getBytes(StandardCharsets.UTF_8), schema)).isPresent();
    }

    @Test
    void hasSamplesForEachTarget() {
        SAMPLES.requireForEachTarget();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
