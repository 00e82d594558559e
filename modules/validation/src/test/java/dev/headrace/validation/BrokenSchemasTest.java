package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenSchemasTest {

    @TempDir Path folder;
    private StreamFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new StreamFixture(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"requird": ["a"]}                        | /requird is not a keyword of JSON Schema, so it would assert nothing; did you mean required?
                    {"properties": {"a": {"format": "datetime"}}} | /properties/a/format is not a known format, so it would assert nothing; did you mean date-time?
                    {"properties": {"a": {"maxLength": -1}}}  | /properties/a/maxLength is not a schema: must have a minimum value of 0
                    {"properties": {"a": {"pattern": "(?=x)"}}} | /properties/a/pattern is not a pattern that can be matched in linear time (invalid or unsupported Perl syntax); look-around and back references cannot
                    {"patternProperties": {"(": {}}}          | /patternProperties/( is not a pattern that can be matched in linear time (missing closing )); look-around and back references cannot
                    {"properties": {"a": {"$id": "b"}}}       | /properties/a/$id stands only at the root of a file
                    {"$schema": "http://json-schema.org/draft-04/schema#"} | /$schema is none of https://json-schema.org/draft/2020-12/schema, https://json-schema.org/draft/2019-09/schema, http://json-schema.org/draft-07/schema#
                    {"$ref": "https://schemas.example.org/x.json"} | /$ref refers out of the stream's folder; schemas are never fetched, so put a copy beside this file and refer to it by its name
                    {"allOf": [{"$ref": "//schemas.example.org/x"}]} | /allOf/0/$ref refers out of the stream's folder; schemas are never fetched, so put a copy beside this file and refer to it by its name
                    {"$ref": "../other/v1.schema.json"}       | /$ref refers out of the stream's folder; schemas are never fetched, so put a copy beside this file and refer to it by its name
                    {"$ref": "%2e%2e/other.json"}             | /$ref refers out of the stream's folder; schemas are never fetched, so put a copy beside this file and refer to it by its name
                    {"$ref": "#/$defs/none"}                  | /$ref refers to what does not exist
                    {"$ref": "#none"}                         | /$ref refers to what does not exist
                    {"$ref": "#"}                             | refers to itself without end
                    {"$defs": {"a": {"anyOf": [{"$ref": "#/$defs/b"}]}, "b": {"not": {"$ref": "#/$defs/a"}}}} | /$defs/a refers to itself without end
                    """)
    void tellsWhatIsWrongWithASchema(String schema, String problem) {
        fixture.streamWithSchema("s", schema);

        assertThat(fixture.problems()).containsExactly("s/v1.schema.json: " + problem);
    }

    @Test
    void takesRecursionThatStepsIntoTheEvent() {
        fixture.streamWithSchema(
                "s", "{\"properties\": {\"child\": {\"$ref\": \"#\"}}, \"type\": \"object\"}");

        assertThat(fixture.load().all()).hasSize(1);
    }

    @Test
    void tellsWhichFileAReferenceMisses() {
        fixture.streamWithSchema("s", "{\"$ref\": \"none.json\"}");

        assertThat(fixture.problems()).containsExactly("s/none.json: does not exist");
    }

    @Test
    void findsProblemsInFilesThatASchemaRefersTo() {
        fixture.streamWithSchema("s", "{\"$ref\": \"common.json#/$defs/a\"}")
                .write("s/common.json", "{\"$defs\": {\"a\": {\"typ\": \"string\"}}}");

        assertThat(fixture.problems())
                .containsExactly(
                        "s/common.json: /$defs/a/typ is not a keyword of JSON Schema, so it would"
                                + " assert nothing; did you mean type?");
    }

    @Test
    void doesNotFollowALinkOutOfTheFolder() throws IOException {
        fixture.stream("s").write("secret.json", "{\"type\": \"object\"}");
        Files.delete(fixture.path("s/v1.schema.json"));
        Files.createSymbolicLink(fixture.path("s/v1.schema.json"), fixture.path("secret.json"));

        assertThat(fixture.problems())
                .containsExactly("s/v1.schema.json: is outside of the stream's folder");
    }

    @Test
    void tellsWhichSchemaHasANameThatNoFileCanHave() {
        fixture.yaml(
                "s",
                """
                name: s
                listener: public
                schemas: { 1: "a\\0b" }
                auth: none
                """);

        assertThat(fixture.problems())
                .containsExactly("s/stream.yaml:3: /schemas/1 is not the name of a file");
    }

    @Test
    void doesNotReadASchemaByAPathOutOfTheFolder() {
        fixture.write("secret.json", "{}")
                .yaml(
                        "s",
                        """
                        name: s
                        listener: public
                        schemas: { 1: ../secret.json, 2: /etc/hostname, 3: none.json, 4: . }
                        auth: none
                        """);

        assertThat(fixture.problems())
                .containsExactly(
                        "s/../secret.json: is outside of the stream's folder",
                        "/etc/hostname: is outside of the stream's folder",
                        "s/none.json: does not exist",
                        "s/.: is not a file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    []                          | : is not a JSON object
                    {"type": "object",}         | :1: is not JSON: .*
                    {"title": "a", "title": "b"} | :1: is not JSON: Duplicate .*
                    {} {}                       | :1: is not JSON: .*
                    """)
    void refusesWhatIsNotOneJsonObject(String text, String problem) {
        fixture.streamWithSchema("s", text);

        assertThat(fixture.problems())
                .singleElement()
                .asString()
                .matches("s/v1.schema.json" + problem);
    }

    @Test
    void refusesSchemasThatAreNestedTooDeeply() {
        fixture.streamWithSchema("s", "{\"not\": ".repeat(400) + "{}" + "}".repeat(400));

        assertThat(fixture.problems())
                .singleElement()
                .asString()
                .startsWith("s/v1.schema.json: is not JSON: Document nesting depth");
    }

    @Test
    void takesTheDraftsThatAreSupported() {
        fixture.streamWithSchema("a", "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}")
                .streamWithSchema(
                        "b", "{\"$schema\": \"https://json-schema.org/draft/2019-09/schema\"}")
                .streamWithSchema(
                        "c", "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}");

        assertThat(fixture.load().all()).hasSize(3);
    }
}
