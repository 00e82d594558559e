package dev.headrace.plugin.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RowEncoderTest {

    private static final StreamContract EVENTS =
            SampleContext.contract(
                    "s",
                    """
                    {"type":"object","required":["text"],"properties":{
                     "text":{"type":"string"},"whole":{"type":"integer"},"number":{"type":"number"},
                     "truth":{"type":"boolean"},"at":{"type":"string","format":"date-time"},
                     "day":{"type":"string","format":"date"},"any":{},
                     "in":{"type":"object","properties":{"side":{"type":"string"}}}}}
                    """);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StreamTable table = StreamTable.of(EVENTS, "d", "");
    private final RowEncoder encoder = new RowEncoder(table, names(table));

    private static Set<String> names(StreamTable table) {
        Set<String> names =
                table.columns().stream()
                        .map(StreamTable.TableColumn::name)
                        .collect(Collectors.toSet());
        names.add(StreamTable.EVENT);
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "whole, -0, '0'",
        "whole, 5.0, '5'",
        "whole, 1e3, '1000'",
        "whole, 9223372036854775807, '9223372036854775807'",
        "number, 1e-400, '0.0'",
        "number, 12, '12.0'",
        "truth, true, 'true'",
        "at, '\"2026-11-22T10:15:30.5+01:00\"', '\"2026-11-22 09:15:30.500000000\"'",
        "day, '\"2026-02-28\"', '\"2026-02-28\"'",
        "any, '[1, {\"a\":2}]', '\"[1, {\\\"a\\\":2}]\"'",
        "any, 1.50, '\"1.50\"'",
        "text, '\"a\\u0041\\ud800\"', '\"aA\ufffd\"'",
    })
    void writesAValueAsItsColumnReadsIt(String name, String json, String written) {
        String row = row("{\"" + name + "\":" + json + "}", 0);

        assertThat(row).contains(",\"" + name + "\":" + written + ",\"event_json\":");
    }

    @ParameterizedTest
    @CsvSource({
        "whole, 9223372036854775808",
        "whole, 1.5",
        "whole, 1e400",
        "whole, '\"7\"'",
        "number, 1e400",
        "truth, 1",
        "at, '\"1899-01-01T00:00:00Z\"'",
        "at, '\"2300-01-01T00:00:00Z\"'",
        "at, '\"yesterday\"'",
        "day, '\"9999-12-31\"'",
    })
    void leavesOutWhatAColumnCannotHoldAndKeepsItInTheEvent(String name, String json) {
        String event = "{\"" + name + "\":" + json + "}";

        String row = row(event, 1);

        assertThat(row).doesNotContain(",\"" + name + "\":");
        assertThat(JSON.readTree(row).path("event_json").asString()).isEqualTo(event);
    }

    @Test
    void aTimeThatTheCalendarDoesNotHaveLeavesTheColumnEmpty() {
        SampleRecord record =
                SampleRecord.of("s", "e", "{}")
                        .withTimes(SampleRecord.RECEIVED, Instant.parse("9999-12-31T23:59:59Z"));
        var buffer = new RowBuffer(16);

        assertThat(encoder.write(record, buffer)).isEqualTo(1);
        assertThat(text(buffer)).doesNotContain("occurred_at");
    }

    @Test
    void whateverTextsHoldARowIsALineOfJsonThatHoldsThem() {
        var random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            String text = odd(random);
            String inside = odd(random);
            String event =
                    JSON.createObjectNode()
                            .put("text", text)
                            .set("in", JSON.createObjectNode().put("side", inside))
                            .toString();
            SampleRecord record =
                    SampleRecord.of("s", "e-" + i, event)
                            .withCaller(
                                    java.util.Optional.of(inside),
                                    new dev.headrace.sink.Principal(
                                            "person", text, java.util.Optional.empty()));
            var buffer = new RowBuffer(16);

            encoder.write(record, buffer);

            String line = text(buffer);
            assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
            JsonNode row = JSON.readTree(line);
            assertThat(row.path("text").asString()).isEqualTo(text);
            assertThat(row.path("in_side").asString()).isEqualTo(inside);
            assertThat(row.path("organisation").asString()).isEqualTo(inside);
            assertThat(row.path("principal_name").asString()).isEqualTo(text);
            assertThat(row.path("event_json").asString()).isEqualTo(event);
        }
    }

    static String odd(Random random) {
        String[] parts = {
            "\"", "\\", "\n", "\r\n", "\t", "\u0000", "'", "`", "é", "漢", "😀", "{", "}", ";",
            "\u2028", "a", "\\n", "\\u0041", "\u007f", " ", "NULL", "\\N"
        };
        var text = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    private String row(String event, int leftOut) {
        var buffer = new RowBuffer(16);
        assertThat(encoder.write(SampleRecord.of("s", "e", event), buffer)).isEqualTo(leftOut);
        return text(buffer);
    }

    private static String text(RowBuffer buffer) {
        return new String(buffer.bytes(), 0, buffer.size(), StandardCharsets.UTF_8);
    }
}
