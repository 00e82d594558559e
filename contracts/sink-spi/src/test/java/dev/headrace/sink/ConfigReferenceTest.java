package dev.headrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.ConfigField.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people read of a declaration. */
class ConfigReferenceTest {

    private static final ConfigSpec SPEC =
            ConfigSpec.builder()
                    .required("path", Type.TEXT, "The folder, or a|b.")
                    .example("/data: \"1\"")
                    .required("password", Type.SECRET, "The password")
                    .optional("prefix", Type.TEXT, "In front of <names>.")
                    .optional("region", Type.TEXT, "Where it is.")
                    .example("eu-west-1")
                    .within("linger", Type.DURATION, "1s", "0s", "1h", "The wait.")
                    .within("max-records", Type.INTEGER, "500", "1", "1000", "Most.")
                    .within("max-size", Type.BYTES, "8MiB", "1KiB", "1GiB", "Size.")
                    .with("force", Type.FLAG, "true", "Whether to force.")
                    .choice("compression", List.of("none", "gzip"), "How to compress.")
                    .build();

    @Test
    void theTableHasARowForEachSetting() {
        assertThat(SPEC.markdown())
                .isEqualTo(
                        """
                        | key | default | allowed | what it does |
                        |---|---|---|---|
                        | `path` | **required** | text | The folder, or a\\|b. Example: `/data: "1"`. |
                        | `password` | **required** | text, secret | The password. |
                        | `prefix` | – | text | In front of &lt;names>. |
                        | `region` | – | text | Where it is. Example: `eu-west-1`. |
                        | `linger` | `1s` | duration, `0s` to `1h` | The wait. |
                        | `max-records` | `500` | whole number, `1` to `1000` | Most. |
                        | `max-size` | `8MiB` | size, `1KiB` to `1GiB` | Size. |
                        | `force` | `true` | `true`, `false` | Whether to force. |
                        | `compression` | `none` | `none`, `gzip` | How to compress. |
                        """);
    }

    @Test
    void theExampleShowsWhatIsNeededAndCommentsOutTheRest() {
        assertThat(SPEC.exampleYaml("lake-2", "files"))
                .isEqualTo(
                        """
                        headrace:
                          sinks:
                            lake-2:
                              type: files
                              # The folder, or a|b.
                              path: "/data: \\"1\\""
                              # The password
                              password: ${LAKE_2_PASSWORD}
                              # In front of <names>.
                              # prefix:
                              # Where it is.
                              region: eu-west-1
                              # The wait.
                              # linger: 1s
                              # Most.
                              # max-records: 500
                              # Size.
                              # max-size: 8MiB
                              # Whether to force.
                              # force: true
                              # How to compress.
                              # compression: none
                        """);
    }

    @Test
    void theExamplesAreSettingsThatFit() {
        assertThat(SPEC.examples())
                .isEqualTo(
                        Map.of(
                                "path",
                                "/data: \"1\"",
                                "password",
                                "example-password",
                                "region",
                                "eu-west-1"));
        assertThat(SPEC.parse(SPEC.examples()).text("region")).isEqualTo("eu-west-1");
    }

    @Test
    void longDocsAreWrapped() {
        ConfigSpec spec =
                ConfigSpec.builder().optional("a", Type.TEXT, "word ".repeat(60).strip()).build();

        assertThat(spec.exampleYaml("x", "y").lines())
                .filteredOn(line -> line.contains("word"))
                .hasSize(4)
                .allMatch(line -> line.length() <= 96 && line.startsWith("      # word"));
    }

    @Test
    void theSchemaNamesTypeSettingsBoundsAndDefaults() {
        JsonNode schema = JsonMapper.shared().readTree(SPEC.jsonSchema("files"));

        assertThat(schema.at("/properties/type/const").asString()).isEqualTo("files");
        assertThat(schema.at("/required").toString()).isEqualTo("[\"type\",\"path\",\"password\"]");
        assertThat(schema.at("/additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema.at("/properties").propertyNames())
                .containsExactly(
                        "type",
                        "path",
                        "password",
                        "prefix",
                        "region",
                        "linger",
                        "max-records",
                        "max-size",
                        "force",
                        "compression");
        assertThat(schema.at("/properties/max-records/anyOf/0").toString())
                .isEqualTo("{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000}");
        assertThat(schema.at("/properties/max-records/default").asLong()).isEqualTo(500);
        assertThat(schema.at("/properties/linger/description").asString())
                .isEqualTo("The wait. From 0s to 1h.");
        assertThat(schema.at("/properties/compression/anyOf/0/enum").toString())
                .isEqualTo("[\"none\",\"gzip\"]");
    }
}
