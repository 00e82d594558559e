package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestMemoryTest {

    private static final String CHANGED =
            "a published schema version changed; publish a new version (version 1 of s was"
                    + " published with other content)";

    @TempDir Path folder;
    private StreamFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new StreamFixture(folder).stream("s");
    }

    @Test
    void takesTheSameContentAgain() {
        fixture.load();

        assertThat(fixture.load().all()).hasSize(1);
    }

    @Test
    void refusesOtherBytesEvenIfOnlyASpaceWasAdded() {
        fixture.load();
        fixture.streamWithSchema("s", StreamFixture.SCHEMA + " ");

        assertThat(fixture.problems()).containsExactly("s/v1.schema.json: " + CHANGED);
    }

    @Test
    void refusesAChangeInAFileThatTheSchemaRefersTo() {
        fixture.streamWithSchema("s", "{\"$ref\": \"common.json\"}")
                .write("s/common.json", "{\"type\": \"object\"}");
        fixture.load();
        fixture.write("s/common.json", "{}");

        assertThat(fixture.problems()).containsExactly("s/v1.schema.json: " + CHANGED);
    }

    @Test
    void remembersVersionsThatAreGone() {
        fixture.load();
        fixture.write("s/v2.json", "{}")
                .yaml("s", "name: s\nlistener: public\nschemas: {2: v2.json}\nauth: none\n");
        fixture.load();
        fixture.streamWithSchema("s", "{}");

        assertThat(fixture.problems()).containsExactly("s/v1.schema.json: " + CHANGED);
    }

    @Test
    void learnsNothingFromBrokenContracts() {
        fixture.stream("t", "sinks: []");

        assertThat(fixture.problems()).hasSize(1);
        assertThat(fixture.digests()).doesNotExist();
    }

    @Test
    void saysSoWhenItsFileIsDamaged() throws IOException {
        fixture.load();
        Files.writeString(fixture.digests(), "{\"s/1\": ");

        assertThat(fixture.problems())
                .singleElement()
                .asString()
                .startsWith(fixture.digests() + ": does not hold the digests");
    }

    @Test
    void leavesNoOtherFileBehind() throws IOException {
        fixture.load();
        fixture.load();

        try (Stream<Path> files = Files.list(fixture.digests().getParent())) {
            assertThat(files).containsExactly(fixture.digests());
        }
        assertThat(fixture.digests())
                .content()
                .contains("\"s/1\" : \"" + Fingerprint.digest(StreamFixture.SCHEMA) + "\"");
    }
}
