package dev.headrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlatLineTest {

    private static final String ENVELOPE =
            "{\"event_id\":\"e-1\",\"stream\":\"user-telemetry\",\"schema_version\":1,"
                    + "\"received_at\":\"2026-11-22T10:15:30.123Z\","
                    + "\"occurred_at\":\"2026-11-22T10:15:29.000000001Z\",";
    private static final String SERVICE =
            "\"principal_kind\":\"service\",\"principal_name\":\"composer\"";

    @Test
    void writesTheEnvelopesColumnsFirst() {
        Principal person = new Principal("person", "h", Optional.of("a@example.com"));

        assertThat(flat("{\"a\":1}")).isEqualTo(ENVELOPE + SERVICE + ",\"a\":1}");
        assertThat(flat(TestRecord.of(" { } ").from("example", person)))
                .isEqualTo(
                        ENVELOPE
                                + "\"organisation\":\"example\",\"principal_kind\":\"person\","
                                + "\"principal_name\":\"h\",\"principal_email\":\"a@example.com\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"a":1.0,"b":9223372036854775807,"c":1e400} | "a":1.0,"b":9223372036854775807,"c":1e400
                    {"a":true,"b":false,"c":null}               | "a":true,"b":false,"c":null
                    {"a":"x\\u0000\\"é漢😀"}                    | "a":"x\\u0000\\"é漢😀"
                    {"tags":{"a":1,"b":{"c":"}"}},"z":2}        | "tags_a":1,"tags_b_c":"}","z":2
                    {"a":{},"b":{"c":{}},"d":1}                 | "d":1
                    {"a":[]}                                    | "a":"[]"
                    {"a":[1, "x\\"]",{"b":[null]}],"c":2}       | "a":"[1, \\"x\\\\\\"]\\",{\\"b\\":[null]}]","c":2
                    """)
    void flattensTheEvent(String event, String members) {
        assertThat(members(event)).isEqualTo(members);
    }

    @Test
    void readsPrettyPrintedJsonAndMakesOneLineOfIt() {
        String members = members("{\r\n\t\"a\" : {\n \"b\" : 1 ,\n \"c\" : [\n\t1 ]\n}\n}\n");

        assertThat(members).isEqualTo("\"a_b\":1,\"a_c\":\"[  1 ]\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"eventTime":1}       | "eventtime":1
                    {"1st":1}             | "_1st":1
                    {"a":{"1st":1}}       | "a_1st":1
                    {"":1}                | "_":1
                    {"a":{"":1}}          | "a_":1
                    {"a-b.c d":1}         | "a_b_c_d":1
                    {"é":1}               | "_":1
                    {"a😀b":1}            | "a_b":1
                    {"\\u0041\\u00e9":1}  | "a_":1
                    {"a\\"b\\\\":1}       | "a_b_":1
                    {"drop\\u0022:1,":1}  | "drop__1_":1
                    """)
    void makesNamesSafeAsColumns(String event, String members) {
        assertThat(members(event)).isEqualTo(members);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"Id":1,"id":2,"ID":3}                       | "id":1,"id_2":2,"id_3":3
                    {"a_b":1,"a":{"b":2}}                        | "a_b":1,"a_b_2":2
                    {"a_2":0,"a":1,"A":2}                        | "a_2":0,"a":1,"a_3":2
                    {"stream":1,"event_id":2,"Organisation":3}   | "stream_2":1,"event_id_2":2,"organisation_2":3
                    {"principal":{"email":1},"stream_2":2}       | "principal_email_2":1,"stream_2":2
                    {"stream":1,"stream_2":2}                    | "stream_2":1,"stream_2_2":2
                    """)
    void neverGivesTwoMembersOneNameNorAnEnvelopesToAMember(String event, String members) {
        assertThat(members(event)).isEqualTo(members);
    }

    @Test
    void namesManyMembersThatLookAlikeInTimeThatGrowsWithTheirNumber() {
        String event =
                IntStream.range(0, 30_000)
                        .mapToObj(i ->
                                '"' + Character.toString(0x4e00 + i % 20_000) + i % 2 + "\":" + i)
                        .collect(Collectors.joining(",", "{", "}"));

        long names = Written.parse(flat(event)).propertyNames().size();

        assertThat(names).isEqualTo(30_000 + 7);
    }

    @Test
    void writesAnObjectFarDownAsText() {
        String event = "{\"a\":".repeat(499) + "{}" + "}".repeat(499);

        var json = Written.parse(flat(event));

        String column = "a" + "_a".repeat(15);
        assertThat(json.get(column).asString())
                .isEqualTo("{\"a\":".repeat(499 - 16) + "{}" + "}".repeat(499 - 16));
    }

    @Test
    void cutsLongNamesAndKeepsThemApart() {
        String prefix = "n".repeat(300);
        String event = "{\"" + prefix + "1\":1,\"" + prefix + "2\":2}";

        assertThat(members(event))
                .isEqualTo("\"" + "n".repeat(255) + "\":1,\"" + "n".repeat(253) + "_2\":2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "[]",
                "1",
                "{",
                "{\"a",
                "{\"a\\",
                "{\"a\"",
                "{\"a\"}",
                "{\"a\":",
                "{\"a\":}",
                "{\"a\":,\"b\":1}",
                "{\"a\":]}",
                "{\"a\":[1",
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":1}{}",
                "{a:1}",
                "{\"a\":\u0000}",
                "{\"a\":é}"
            })
    void whatIsNoObjectIsRefusedAndLeavesNothingInTheStream(String event) {
        var out = new ByteArrayOutputStream();
        EnvelopeWriter writer = EnvelopeWriter.of(EnvelopeWriter.Form.FLATTENED);

        assertThatThrownBy(() -> writer.write(TestRecord.of(event), out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the event is not a JSON object, see byte \\d+");
        assertThat(out.size()).isZero();
    }

    @Test
    void everyCutOfAnEventEndsInARefusalAndNotInAnotherError() {
        String event = "{\"a\\u0041\":{\"b\":[1,{\"c\":\"\\\\\"}]},\"d\":-1.5e3,\"e\":null}";
        List<String> written = new ArrayList<>();

        for (int length = 0; length < event.length(); length++) {
            String cut = event.substring(0, length);
            assertThatThrownBy(() -> written.add(flat(cut)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        assertThat(written).isEmpty();
    }

    private static String members(String event) {
        String line = flat(event);
        Written.parse(line);
        String before = ENVELOPE + SERVICE;
        assertThat(line).startsWith(before).endsWith("}");
        return line.substring(before.length() + 1, line.length() - 1);
    }

    private static String flat(String event) {
        return flat(TestRecord.of(event));
    }

    private static String flat(SinkRecord record) {
        return Written.line(EnvelopeWriter.Form.FLATTENED, record);
    }
}
