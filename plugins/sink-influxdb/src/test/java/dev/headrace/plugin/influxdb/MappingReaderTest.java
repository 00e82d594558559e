package dev.headrace.plugin.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class MappingReaderTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void readsTheMappingOfWebEvents() {
        PointMapping mapping = MappingReader.of(WebEvents.contract());

        assertThat(mapping.measurement()).isEqualTo("pf_analytics_event");
        assertThat(mapping.tags())
                .extracting(PointMapping.Tag::name)
                .containsExactly(
                        "domain",
                        "event",
                        "lap",
                        "node",
                        "page",
                        "platform",
                        "sess",
                        "timezone",
                        "type");
        assertThat(mapping.fields())
                .extracting(PointMapping.Field::name, PointMapping.Field::type)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("counter", FieldType.INTEGER),
                        org.assertj.core.groups.Tuple.tuple("note", FieldType.STRING));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"measurment\":\"x\"}                  | measurment is not one of",
                "{\"measurement\":\"#x\"}                | measurement must not begin with #",
                "{\"measurement\":\"_x\"}                | measurement must be 1 to 200",
                "{\"measurement\":\"a\\\\b\"}            | measurement must hold no control",
                "{\"tags\":[\"/page\"]}                  | tags must hold names",
                "{\"tags\":{\"page\":\"/pgae\"}}         | tags.page /pgae does not lead to a member",
                "{\"tags\":{\"page\":\"page\"}}          | tags.page page does not lead to a member",
                "{\"tags\":{\"who\":\"$principal\"}}     | tags.who $principal is not one of $id",
                "{\"tags\":{\"node\":\"/page\"}}         | tags.node is a name that the sink",
                "{\"tags\":{\"time\":\"/page\"}}         | tags.time is a name that the sink",
                "{\"tags\":{\"a\":{\"at\":\"/page\",\"value\":1}}} | tags.a must have either",
                "{\"tags\":{\"a\":{\"type\":\"string\"}}}| tags.a.type is not one of",
                "{\"fields\":{}}                         | fields is missing",
                "{\"fields\":{\"f\":\"/page\"}}          | fields.f.type must be integer, float",
                "{\"fields\":{\"f\":{\"at\":\"/page\",\"type\":\"text\"}}} | fields.f.type must be",
                "{\"fields\":{\"f\":{\"at\":\"/page\",\"type\":\"integer\"}}} | fields.f.type is integer, but",
                "{\"fields\":{\"f\":{\"at\":\"$id\",\"type\":\"float\"}}} | fields.f.type must be string for $id",
                "{\"fields\":{\"f\":{\"value\":\"x\",\"type\":\"integer\"}}} | fields.f.value is not of type",
                "{\"fields\":{\"f\":{\"at\":\"/timezone\",\"type\":\"integer\",\"absent\":\"\"}}} | fields.f.absent is not",
                "{\"tags\":{\"f\":\"/page\"},\"fields\":{\"f\":{\"value\":1}}} | fields.f is the name of a tag",
            })
    void refusesWhatItCannotObey(String hints, String problem) {
        assertThatThrownBy(
                        () -> MappingReader.of(WebEvents.with(WebEvents.contract(), read(hints))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hints.influxdb." + problem);
    }

    @Test
    void tellsAllProblemsAtOnce() {
        Map<String, Object> hints =
                read("{\"x\":1,\"tags\":{\"time\":\"/nope\"},\"fields\":{\"f\":{}}}");

        assertThatThrownBy(() -> MappingReader.of(WebEvents.with(WebEvents.contract(), hints)))
                .message()
                .satisfies(message ->
                        assertThat(List.of("x is", "tags.time is", "/nope", "fields.f"))
                                .allMatch(message::contains));
    }

    @Test
    void takesAnEmptyYamlValueAsAnEmptyText() {
        var note = new HashMap<String, Object>();
        note.put("at", "/note");
        note.put("type", "string");
        note.put("absent", null);

        PointMapping mapping =
                MappingReader.of(
                        WebEvents.with(
                                WebEvents.contract(), Map.of("fields", Map.of("note", note))));

        assertThat(mapping.fields().getFirst().absent().orElseThrow()).asString().isEqualTo("\"\"");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(String json) {
        return JSON.readValue(json, Map.class);
    }
}
