package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.headrace.publishing.SinkDescription;
import dev.headrace.sink.ConfigField.Type;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.Permissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an editor says of a settings file. */
class SinkSchemaTest {

    private static final List<SinkDescription> SINKS =
            List.of(
                    new SinkDescription(
                            "files",
                            ConfigSpec.builder()
                                    .required("path", Type.TEXT, "Where.")
                                    .within("linger", Type.DURATION, "1s", "0s", "1h", "Wait.")
                                    .within("most", Type.INTEGER, "5", "1", "9", "Most.")
                                    .with("size", Type.BYTES, "8MiB", "Size.")
                                    .with("force", Type.FLAG, "true", "Force.")
                                    .choice("form", List.of("plain", "gzip"), "Form.")
                                    .build(),
                            new Permissions.None()),
                    new SinkDescription(
                            "tables",
                            ConfigSpec.builder().optional("url", Type.TEXT, "Where.").build(),
                            new Permissions.None()));

    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(SinkSchema.of(SINKS).toString());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: files, path: /a}",
                "{type: files, path: 7, required: false, from: 6h}",
                "{type: files, path: /a, linger: 500ms, most: 9, size: 1GiB, force: false, form: gzip}",
                "{type: files, path: /a, linger: PT5S, most: '3', size: 512, force: 'true'}",
                "{type: files, path: '${A}', linger: '${B}', most: '${C}', size: '${D}', force: '${E}', form: '${F}'}",
                "{type: tables}"
            })
    void isContentWithWhatAStartTakes(String sink) {
        assertThat(SCHEMA.validate(file(sink))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{path: /a}",
                "{type: file, path: /a}",
                "{type: files}",
                "{type: files, path: /a, lingr: 1s}",
                "{type: files, path: /a, linger: soon}",
                "{type: files, path: /a, linger: 5}",
                "{type: files, path: /a, most: 10}",
                "{type: files, path: /a, most: many}",
                "{type: files, path: /a, size: 1GB}",
                "{type: files, path: /a, force: maybe}",
                "{type: files, path: /a, form: zstd}",
                "{type: tables, path: /a}",
            })
    void marksWhatAStartRefuses(String sink) {
        assertThat(SCHEMA.validate(file(sink))).isNotEmpty();
    }

    @Test
    void isContentWithTheExamples() {
        for (SinkDescription sink : SINKS) {
            JsonNode example = json(sink.settings().exampleYaml("one", sink.type()));

            assertThat(SCHEMA.validate(example)).isEmpty();
        }
    }

    private static JsonNode file(String sink) {
        return json("headrace: {sinks: {one: " + sink + "}}");
    }

    private static JsonNode json(String yaml) {
        return JsonMapper.shared().valueToTree(new Yaml().load(yaml));
    }
}
