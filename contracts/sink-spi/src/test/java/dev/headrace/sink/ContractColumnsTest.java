package dev.headrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.Column.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractColumnsTest {

    private static final int ENVELOPE = 9;

    private static StreamContract contract(String... schemas) {
        var versions = new TreeMap<Integer, ByteBuffer>();
        for (String schema : schemas) {
            versions.put(
                    versions.size() + 1,
                    ByteBuffer.wrap(schema.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer());
        }
        return new StreamContract(
                "s", "S", versions, List.of(), List.of(), Optional.empty(), Map.of());
    }

    /** The event's own, as {@code name type} with a star where it is required. */
    private static List<String> columns(String... schemas) {
        return contract(schemas).columns().stream()
                .skip(ENVELOPE)
                .map(column -> column.name() + " " + column.type() + (column.required() ? "*" : ""))
                .toList();
    }

    @Test
    void theEnvelopeComesFirstAndIsNeverGivenToAMember() {
        List<Column> columns =
                contract("{\"properties\": {\"stream\": {\"type\": \"string\"}}}").columns();

        assertThat(columns.subList(0, ENVELOPE)).allMatch(Column::isOfTheEnvelope);
        assertThat(columns.getLast())
                .isEqualTo(new Column("stream_2", List.of("stream"), Type.STRING, false, ""));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'type':'string'} | STRING",
                "{'type':'string','format':'date-time'} | TIMESTAMP",
                "{'type':'string','format':'date'} | DATE",
                "{'type':['string','null'],'format':'date-time'} | TIMESTAMP",
                "{'type':'integer'} | INTEGER",
                "{'type':['integer','number']} | NUMBER",
                "{'type':['number','boolean']} | JSON",
                "{'type':'boolean'} | BOOLEAN",
                "{'type':'array'} | JSON",
                "{'type':'object'} | JSON",
                "{'const':'x'} | STRING",
                "{'enum':['a','b',null]} | STRING",
                "{'enum':['a',1]} | JSON",
                "{} | JSON",
                "{'$ref':'#/$defs/when'} | TIMESTAMP",
                "{'anyOf':[{'type':'integer'},{'type':'number'}]} | NUMBER",
                "{'oneOf':[{'type':'string'},{'$ref':'#/$defs/when'}]} | STRING",
            })
    void eachKindOfSchemaHasItsType(String member, Type type) {
        String schema =
                ("{'$defs':{'when':{'type':'string','format':'date-time'}},'properties':{'m':"
                                + member
                                + "}}")
                        .replace('\'', '"');

        assertThat(columns(schema)).containsExactly("m " + type);
    }

    @Test
    void describedObjectsAreJoinedAndOnlyWhatAllLevelsRequireIsRequired() {
        assertThat(
                        columns(
                                """
                                {"type": "object", "required": ["a", "b"], "properties": {
                                  "a": {"type": "object", "required": ["x"], "properties":
                                    {"x": {"type": "string"}, "Y-z": {"type": "number"}}},
                                  "b": {"type": "boolean"},
                                  "c": {"required": ["x"], "properties": {"x": {"type": "string"}}}}}
                                """))
                .containsExactly("a_x STRING*", "a_y_z NUMBER", "b BOOLEAN*", "c_x STRING");
    }

    @Test
    void branchesAddTheirMembersAndOnlyAllOfRequiresThem() {
        assertThat(
                        columns(
                                """
                                {"allOf": [{"required": ["a"], "properties": {"a": {"type": "string"}}}],
                                 "oneOf": [{"required": ["b"], "properties": {"b": {"const": "x"}, "n": {"type": "integer"}}},
                                           {"required": ["b"], "properties": {"b": {"const": "y"}, "n": {"type": "string"}}}]}
                                """))
                .containsExactly("a STRING*", "b STRING", "n JSON");
    }

    @Test
    void versionsAreJoinedNewestFirstAndWidenedWhereTheyDiffer() {
        assertThat(
                        columns(
                                "{\"required\":[\"a\",\"n\"],\"properties\":{\"a\":{\"type\":\"string\"},\"n\":{\"type\":\"integer\"}}}",
                                "{\"required\":[\"n\",\"new\"],\"properties\":{\"new\":{\"type\":\"boolean\"},\"n\":{\"type\":\"number\"}}}"))
                .containsExactly("new BOOLEAN", "n NUMBER*", "a STRING");
    }

    @Test
    void aSchemaThatRefersToItselfEnds() {
        assertThat(
                        columns(
                                """
                                {"$defs": {"node": {"properties": {"name": {"type": "string"}, "next": {"$ref": "#/$defs/node"}}}},
                                 "$ref": "#/$defs/node"}
                                """))
                .contains("name STRING", "next JSON");
    }

    @Test
    void aLineOfTheFlattenedFormHasTheseNames() {
        var contract =
                contract(
                        "{\"properties\":{\"Tags\":{\"properties\":{\"a b\":{},\"é\":{}}},\"1st\":{},\"key\":{}}}");
        String line =
                Written.line(
                        EnvelopeWriter.Form.FLATTENED,
                        TestRecord.of("{\"Tags\":{\"a b\":1,\"é\":2},\"1st\":3,\"key\":4}"));

        assertThat(contract.columns().stream().skip(ENVELOPE).map(Column::name))
                .containsExactly("tags_a_b", "tags__", "_1st", "key")
                .allMatch(name -> line.contains("\"" + name + "\":"));
    }
}
