package dev.headrace.plugin.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.Principal;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class PointEncoderTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void writesAWebEventAsThePointThatItsContractDescribes() throws Exception {
        SampleRecord event = WebEvents.event(0x2a, "www.example.com", "share", "Mastodon");

        assertThat(line(WebEvents.contract(), event))
                .isEqualTo(
                        "pf_analytics_event,domain=www.example.com,event=share,node=k3f9zq1x7m2a,"
                                + "page=/posts/695.html,platform=Linux\\ x86_64,sess=07ab-8022,"
                                + "timezone=-60,type=event counter=1i,note=\"Mastodon\""
                                + " 1795338930123000042\n");
    }

    @Test
    void leavesOutTagsThatAreAbsentNullOrEmptyAndTakesTheFieldsStandIn() throws Exception {
        String json =
                "{\"domain\":\"\",\"page\":null,\"timezone\":0,\"platform\":\"x\",\"event\":\"y\"}";
        SampleRecord event =
                SampleRecord.of(WebEvents.NAME, "e", json).withPosition(WebEvents.position(0));

        assertThat(line(WebEvents.contract(), event))
                .isEqualTo(
                        "pf_analytics_event,event=y,node=k3f9zq1x7m2a,platform=x,timezone=0,"
                                + "type=event counter=1i,note=\"\" 1795338930123000000\n");
    }

    @Test
    void eventsThatDifferInNothingButTheirPositionNeverMakeTheSamePoint() throws Exception {
        var keys = new java.util.HashSet<String>();
        long[] numbers = {0, 1, 2, 999_999, 1_000_000, 1_000_001, 2_000_000, 1L << 40};

        for (long number : numbers) {
            LineReader.Point point =
                    LineReader.read(
                                    line(
                                            WebEvents.contract(),
                                            WebEvents.event(number, "d", "e", "")))
                            .getFirst();
            keys.add(point.tags() + " " + point.at());
        }

        assertThat(keys).hasSize(numbers.length);
    }

    @Test
    void anEventMakesTheSameLineWheneverItComes() throws Exception {
        SampleRecord event = WebEvents.event(7, "www.example.com", "share", "x");

        assertThat(line(WebEvents.contract(), event)).isEqualTo(line(WebEvents.contract(), event));
    }

    @Test
    void whateverTextsHoldTheyEndNeitherTheirValueNorTheirLine() throws Exception {
        var random = new Random(4);
        var buffer = new LineBuffer(16);
        var encoder = new PointEncoder(MappingReader.of(WebEvents.contract()));
        var sent = new ArrayList<List<String>>();

        for (int i = 0; i < 20_000; i++) {
            List<String> texts =
                    List.of(OddTexts.next(random), OddTexts.next(random), OddTexts.next(random));
            sent.add(texts);
            encoder.write(odd(i, texts), buffer);
        }

        List<LineReader.Point> read =
                LineReader.read(
                        new String(buffer.bytes(), 0, buffer.size(), StandardCharsets.UTF_8));
        assertThat(read).hasSize(sent.size());
        for (int i = 0; i < sent.size(); i++) {
            LineReader.Point point = read.get(i);
            assertThat(point.tags().getOrDefault("domain", ""))
                    .isEqualTo(OddTexts.asTag(sent.get(i).get(0)));
            assertThat(point.tags().getOrDefault("page", ""))
                    .isEqualTo(OddTexts.asTag(sent.get(i).get(1)));
            assertThat(LineReader.unquoted(point.fields().getOrDefault("note", "none")))
                    .isEqualTo(OddTexts.whole(sent.get(i).get(2)));
            assertThat(point.at()).isEqualTo(1795338930123000000L + i);
            assertThat(point.fields().keySet()).containsExactly("counter", "note");
        }
    }

    /** In an order that a seed decides; an event of none has no such tag. */
    @Test
    void aPointNamesTheOrganisationOfItsOwnEventAlone() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        StreamContract contract =
                WebEvents.with(
                        SampleContext.contract("s", "{\"type\":\"object\"}"),
                        Map.of(
                                "tags", Map.of("team", "$organisation"),
                                "fields", Map.of("n", Map.of("value", 1))));
        var encoder = new PointEncoder(MappingReader.of(contract));
        for (int i = 0; i < 5_000; i++) {
            Optional<String> organisation =
                    Optional.of(random.nextInt(3)).filter(n -> n > 0).map(n -> "team-" + n);
            SampleRecord record =
                    SampleRecord.of("s", "e-" + i, "{\"team\":\"team-1\"}")
                            .withPosition(WebEvents.position(i))
                            .withCaller(
                                    organisation,
                                    new Principal("session", "4711", Optional.empty()));
            var buffer = new LineBuffer(16);

            encoder.write(record, buffer);

            String line = new String(buffer.bytes(), 0, buffer.size(), StandardCharsets.UTF_8);
            assertThat(Optional.ofNullable(LineReader.read(line).getFirst().tags().get("team")))
                    .as("seed %d", seed)
                    .isEqualTo(organisation);
        }
    }

    /** Every second event has all its letters as escapes. */
    private static SampleRecord odd(int number, List<String> texts) {
        var json = new StringBuilder("{\"event\":\"x\"");
        List<String> names = List.of("domain", "page", "note");
        for (int i = 0; i < names.size(); i++) {
            json.append(",\"").append(names.get(i)).append("\":\"");
            for (char c : texts.get(i).toCharArray()) {
                boolean must = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
                json.append(number % 2 == 0 || must ? "\\u%04x".formatted((int) c) : "" + c);
            }
            json.append('"');
        }
        return SampleRecord.of(WebEvents.NAME, "e", json + "}")
                .withPosition(WebEvents.position(number));
    }

    @ParameterizedTest
    @CsvSource({
        "integer, 5, 5i",
        "integer, -0, 0i",
        "integer, 5.0, 5i",
        "integer, 1e3, 1000i",
        "integer, 9223372036854775807, 9223372036854775807i",
        "integer, -9223372036854775808, -9223372036854775808i",
        "float, 5, 5.0",
        "float, -0.0, -0.0",
        "float, 1e-400, 0.0",
        "float, 123456789012345678901234567890, 1.2345678901234568E29",
        "boolean, true, true",
        "boolean, false, false",
        "string, 1.50, '\"1.50\"'",
        "string, '{\"a\":[1, 2]}', '\"{\\\"a\\\":[1, 2]}\"'"
    })
    void writesAValueInTheTypeOfItsField(String type, String json, String written)
            throws Exception {
        LineReader.Point point =
                LineReader.read(line(oneField(type), event("{\"v\":" + json + "}"))).getFirst();

        assertThat(point.fields()).containsExactly(Map.entry("v", written));
    }

    @ParameterizedTest
    @CsvSource({
        "integer, 1.5, not-integer",
        "integer, 9223372036854775808, not-integer",
        "integer, 1e400, not-integer",
        "integer, 1e999999999, not-integer",
        "integer, 1e-999999999, not-integer",
        "integer, '\"5\"', not-integer",
        "integer, true, not-integer",
        "float, 1e400, not-float",
        "float, [], not-float",
        "boolean, 1, not-boolean",
        "integer, null, no-field",
        "string, null, no-field"
    })
    void anEventWithoutAValueThatTheFieldCanHoldIsUnfit(String type, String json, String code) {
        String event = "{\"w\":\"canary\",\"v\":" + json + "}";

        assertThatThrownBy(() -> line(oneField(type), event(event)))
                .isInstanceOfSatisfying(
                        UnfitException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.detail()).isNotBlank().doesNotContain("canary");
                        });
    }

    @Test
    void anUnfitEventLeavesNothingBehind() {
        var buffer = new LineBuffer(16);
        var encoder = new PointEncoder(MappingReader.of(oneField("integer")));

        assertThatThrownBy(() -> encoder.write(event("{\"v\":1.5}"), buffer))
                .isInstanceOf(UnfitException.class);
        assertThatThrownBy(() -> encoder.write(event("[1]"), buffer))
                .isInstanceOf(UnfitException.class);

        assertThat(buffer.size()).isZero();
    }

    @Test
    void tagsOfMoreThan64KibTogetherAreUnfit() {
        SampleRecord event = WebEvents.event(1, "x".repeat(65_600), "e", "");

        assertThatThrownBy(() -> line(WebEvents.contract(), event))
                .isInstanceOfSatisfying(
                        UnfitException.class, e -> assertThat(e.code()).isEqualTo("key-too-long"));
    }

    @Test
    void aStreamWithoutHintsBecomesAMeasurementWithAFieldForEachColumn() throws Exception {
        StreamContract contract =
                SampleContext.contract(
                        "page-views",
                        """
                        {"type":"object","properties":{"n":{"type":"integer"},"ok":{"type":"boolean"},
                        "tags":{"type":"object","properties":{"a b":{"type":"string"}}},
                        "list":{"type":"array"},"time":{"type":"string"}}}
                        """);
        SampleRecord event =
                SampleRecord.of(
                                "page-views",
                                "e-1",
                                "{\"n\":3,\"ok\":true,\"tags\":{\"a b\":\"x\"},\"list\":[1],"
                                        + "\"time\":\"t\",\"other\":9}")
                        .withPosition(WebEvents.position(1));

        assertThat(line(contract, event))
                .isEqualTo(
                        "page_views,node=k3f9zq1x7m2a event_id=\"e-1\",n=3.0,ok=true,tags_a_b=\"x\","
                                + "list=\"[1]\",time_2=\"t\" 1795338930123000001\n");
    }

    @Test
    void aStreamWithoutHintsNamesTheOrganisation() throws Exception {
        StreamContract contract =
                SampleContext.contract(
                        "s",
                        """
                        {"type":"object","properties":{"organisation":{"type":"string"}}}
                        """);
        SampleRecord event =
                event("{\"organisation\":\"what the client says\"}")
                        .withCaller(
                                Optional.of("7"),
                                new Principal("session", "4711", Optional.empty()));

        LineReader.Point point = LineReader.read(line(contract, event)).getFirst();

        assertThat(point.tags()).containsEntry("organisation", "7");
        assertThat(point.fields()).containsEntry("organisation_2", "\"what the client says\"");
    }

    @Test
    void takesWhatHeadraceKnowsOfAnEvent() throws Exception {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", Map.of("at", "$id", "type", "string"));
        fields.put("whole", Map.of("at", "$event", "type", "string"));
        StreamContract contract =
                WebEvents.with(
                        SampleContext.contract("s", "{\"type\":\"object\"}"),
                        Map.of("tags", Map.of("who", "$principal/name"), "fields", fields));

        String line = line(contract, event("{\"a\":\"b\"}"));

        assertThat(line)
                .startsWith("s,node=k3f9zq1x7m2a,who=conformance-kit id=\"e\",whole=\"{\\\"a\\\":");
        assertThat(
                        JSON.readTree(
                                LineReader.unquoted(
                                        LineReader.read(line)
                                                .getFirst()
                                                .fields()
                                                .getOrDefault("whole", "none"))))
                .isEqualTo(JSON.readTree("{\"a\":\"b\"}"));
    }

    private static StreamContract oneField(String type) {
        return WebEvents.with(
                SampleContext.contract("s", "{\"type\":\"object\",\"properties\":{\"v\":{}}}"),
                Map.of("fields", Map.of("v", Map.of("at", "/v", "type", type))));
    }

    private static SampleRecord event(String json) {
        return SampleRecord.of("s", "e", json).withPosition(WebEvents.position(0));
    }

    private static String line(StreamContract contract, SampleRecord record) throws Exception {
        var buffer = new LineBuffer(16);
        new PointEncoder(MappingReader.of(contract)).write(record, buffer);
        return new String(buffer.bytes(), 0, buffer.size(), StandardCharsets.UTF_8);
    }
}
