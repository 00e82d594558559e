package dev.headrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeLineTest {

    @Test
    void writesTheFieldsInTheirOrderAndLeavesOutWhatTheRecordDoesNotHave() {
        SinkRecord record = TestRecord.of("{\"app\":\"composer\"}");

        String line = envelope(record);

        assertThat(line)
                .isEqualTo(
                        "{\"id\":\"e-1\",\"stream\":\"user-telemetry\",\"schemaVersion\":1,"
                                + "\"receivedAt\":\"2026-11-22T10:15:30.123Z\","
                                + "\"occurredAt\":\"2026-11-22T10:15:29.000000001Z\","
                                + "\"position\":\"n1-7-0\","
                                + "\"principal\":{\"kind\":\"service\",\"name\":\"composer\"},"
                                + "\"event\":{\"app\":\"composer\"}}");
    }

    @Test
    void writesOrganisationKeyAttributesAndEmailWhereTheRecordHasThem() {
        SinkRecord record =
                TestRecord.of("{}")
                        .with("composer", Map.of("tracestate", "x=1", "traceparent", "00-ab"))
                        .from(
                                "example",
                                new Principal("person", "h", Optional.of("a@example.com")));

        String line = envelope(record);

        assertThat(line)
                .contains(
                        "\"organisation\":\"example\",\"key\":\"composer\","
                                + "\"attributes\":{\"traceparent\":\"00-ab\",\"tracestate\":\"x=1\"},"
                                + "\"position\":\"n1-7-0\",\"principal\":{\"kind\":\"person\","
                                + "\"name\":\"h\",\"email\":\"a@example.com\"},\"event\":{}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":1.0,\"i\":9223372036854775807,\"e\":1e400,\"z\":-0.0,\"u\":18446744073709551616}",
                "{\"nul\":\"\\u0000\",\"esc\":\"\\\"\\\\\\/\\n\\u00e9\",\"raw\":\"é漢😀\u2028\"}",
                "{ \"a\" :\t[ 1 , 2 ] , \"b\" : { } }"
            })
    void keepsTheClientsOwnBytes(String event) {
        String line = envelope(TestRecord.of(event));

        assertThat(line).endsWith(",\"event\":" + event + "}");
    }

    @Test
    void makesOneLineOfPrettyPrintedJson() {
        SinkRecord record = TestRecord.of("{\r\n  \"a\": [\n    1\n  ],\r  \"b\": \"x\\ny\"\n}\n");

        String line = envelope(record);

        assertThat(line)
                .endsWith("\"event\":{    \"a\": [     1   ],   \"b\": \"x\\ny\" } }")
                .doesNotContain("\n", "\r");
        assertThat(Written.parse(line).at("/event/b").asString()).isEqualTo("x\ny");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "quote \" and \\ backslash",
                "\u0000\u0001\b\t\n\f\r\u001f\u007f",
                "é ß 漢字 \u2028 \uffff",
                "😀 \uD800\uDC00 \uDBFF\uDFFF"
            })
    void anyTextOfTheEnvelopeComesBackFromAReader(String text) {
        SinkRecord record =
                TestRecord.of("{}")
                        .with(text, Map.of(text, text))
                        .from(text, new Principal("person", text, Optional.of(text)));

        var json = Written.json(EnvelopeWriter.Form.ENVELOPE, record);

        assertThat(json.at("/organisation").asString()).isEqualTo(text);
        assertThat(json.at("/key").asString()).isEqualTo(text);
        assertThat(json.at("/attributes").get(text).asString()).isEqualTo(text);
        assertThat(json.at("/principal/email").asString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "\uDC00", "a\uD800b", "\uDC00\uD800"})
    void halfACharacterBecomesTheReplacementCharacter(String text) {
        SinkRecord record = TestRecord.of("{}").id(text);

        String id = Written.json(EnvelopeWriter.Form.ENVELOPE, record).get("id").asString();

        assertThat(id).isEqualTo(text.replace('\uD800', '\ufffd').replace('\uDC00', '\ufffd'));
    }

    @Test
    void writesAnEventThatIsFiveHundredDeepAndOneOfAMegabyte() {
        String deep = "{\"a\":".repeat(499) + "{}" + "}".repeat(499);
        String large = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";

        assertThat(envelope(TestRecord.of(deep))).endsWith(deep + "}");
        assertThat(envelope(TestRecord.of(large))).endsWith(large + "}");
    }

    @Test
    void makesRoomForAnEnvelopeThatIsLargerThanMost() {
        SinkRecord record = TestRecord.of("{\"a\":1}").with("\u0001".repeat(256), Map.of());

        var json = Written.json(EnvelopeWriter.Form.ENVELOPE, record);

        assertThat(json.get("key").asString()).isEqualTo("\u0001".repeat(256));
        assertThat(json.at("/event/a").asInt()).isOne();
    }

    @Test
    void callsTheStreamOnceForARecord() throws IOException {
        List<Integer> lengths = new ArrayList<>();
        OutputStream out =
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        lengths.add(1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        lengths.add(length);
                    }
                };
        SinkRecord record = TestRecord.of("{\"a\":1}");

        EnvelopeWriter.of(EnvelopeWriter.Form.ENVELOPE).write(record, out);

        assertThat(lengths).containsExactly(envelope(record).length());
    }

    @Test
    void passesOnWhatTheStreamThrows() {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("full");
                    }
                };
        EnvelopeWriter writer = EnvelopeWriter.of(EnvelopeWriter.Form.ENVELOPE);

        assertThatThrownBy(() -> writer.write(TestRecord.of("{}"), full))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
    }

    @Test
    void eventOnlyIsTheEventOnOneLine() {
        String line =
                Written.line(EnvelopeWriter.Form.EVENT_ONLY, TestRecord.of("{\n\"a\":1.0\n}"));

        assertThat(line).isEqualTo("{ \"a\":1.0 }");
    }

    private static String envelope(SinkRecord record) {
        return Written.line(EnvelopeWriter.Form.ENVELOPE, record);
    }
}
