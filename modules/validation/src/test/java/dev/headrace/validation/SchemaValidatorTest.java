package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import dev.headrace.event.Rejection.Fault;
import dev.headrace.event.StreamName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SchemaValidatorTest {

    private static final String CHOICE =
            """
            {"type": "object", "properties": {"c": {"oneOf": [
              {"type": "string"},
              {"type": "object", "required": ["kind", "n"], "properties": {
                "kind": {"const": "a"}, "n": {"type": "array", "items": {"minimum": 3}}}},
              {"type": "object", "required": ["kind"], "properties": {
                "kind": {"const": "b"}, "m": {"type": "string"}}, "additionalProperties": false}
            ]}}}
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"type": ["number", "boolean"]}  | "x"     | type     | must be a number or a boolean, but is a string
                    {"type": "integer"}              | 1.5     | type     | must be a whole number, but is a number
                    {"format": "date-time"}          | "2026-02-31T07:51:27Z" | format | must be a date and time with seconds and offset on a day that exists, such as 2026-11-22T07:51:27.669Z
                    {"format": "uuid"}               | "x"     | format   | must be a UUID such as 01234567-89ab-4def-8123-456789abcdef
                    {"format": "ipv4"}               | "x"     | format   | must be of the format ipv4
                    {"enum": ["a", 2]}               | 3       | enum     | must be one of "a", 2
                    {"const": 5}                     | 3       | const    | must be 5
                    {"pattern": "^a+$"}              | "b"     | pattern  | must match the pattern ^a+$
                    {"maxLength": 2}                 | "abc"   | maxLength | must have at most 2 characters
                    {"minItems": 1}                  | []      | minItems | must have at least 1 elements
                    {"exclusiveMinimum": 2}          | 2       | exclusiveMinimum | must be greater than 2
                    {"multipleOf": 2}                | 3       | multipleOf | must be a multiple of 2
                    {"uniqueItems": true}            | [1, 1]  | uniqueItems | must not have two equal elements
                    {"not": {"type": "null"}}        | null    | not      | has a form that its contract forbids
                    false                            | 1       | false    | must not be there
                    {"readOnly": true}               | 1       | readOnly | is added by the server, so that no client may send it
                    {"anyOf": [{"type": "number"}, {"type": "null"}]} | "x" | anyOf | is none of the forms that its contract allows
                    {"oneOf": [{"type": "number"}, {"minimum": 0}]}   | 1   | oneOf | is not exactly one of the forms that its contract allows
                    """)
    void saysWhatWouldBeRight(String rule, String value, String keyword, String message) {
        Verdict.Invalid refusal =
                StreamFixture.refusal(
                        folder,
                        "{\"type\": \"object\", \"properties\": {\"v\": " + rule + "}}",
                        "{\"v\": " + value + "}");

        assertThat(refusal.pointer()).isEqualTo("/v");
        assertThat(refusal.keyword()).isEqualTo(keyword);
        assertThat(refusal.message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"evntTime": 1, "app": "a"}   | lacks the property eventTime; it has evntTime instead
                    {"event_time": 1, "app": "a"} | lacks the property eventTime; it has event_time instead
                    {"other": 1, "app": "a"}      | lacks the property eventTime
                    {"their_eventTime": 1, "app": "a"} | lacks the property eventTime; it has their_eventTime instead
                    {"eventTimes": 1, "an-app": 1} | lacks the property app
                    {"eventTime": "2026-11-22T07:51:27Z"} | lacks the property app
                    """)
    void pointsOutAMisspeltNameWhereOneIsMissing(String event, String message) {
        Verdict.Invalid refusal = StreamFixture.refusal(folder, StreamFixture.SCHEMA, event);

        assertThat(refusal.keyword()).isEqualTo("required");
        assertThat(refusal.pointer()).isEmpty();
        assertThat(refusal.message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"stagge": 1}                 | has the unknown property stagge; did you mean stage?
                    {"secret-of-somebody": 1}     | has an unknown property
                    {"stage": 1, "stages": 2}     | has an unknown property
                    {"st\\u202eage": 1}           | has an unknown property
                    """)
    void pointsOutAnUnknownNameOnlyIfItIsNearlyAKnownOne(String event, String message) {
        String schema = "{\"properties\": {\"stage\": {}}, \"additionalProperties\": false}";

        Verdict.Invalid refusal = StreamFixture.refusal(folder, schema, event);

        assertThat(refusal.message()).isEqualTo(message);
        assertThat(refusal.pointer()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"c": 5}                         | /c      | oneOf
                    {"c": {"kind": "a", "n": [3, 1]}} | /c/n/1 | minimum
                    {"c": {"kind": "a"}}             | /c      | required
                    {"c": {"kind": "b", "m": 1}}     | /c/m    | type
                    {"c": {"kind": "z", "n": []}}    | /c      | oneOf
                    """)
    void looksIntoTheFormThatIsPlainlyMeant(String event, String pointer, String keyword) {
        Verdict.Invalid refusal = StreamFixture.refusal(folder, CHOICE, event);

        assertThat(refusal.pointer()).isEqualTo(pointer);
        assertThat(refusal.keyword()).isEqualTo(keyword);
    }

    @Test
    void tellsTheSenderEveryFaultButTheOneThatIsTold() {
        String schema =
                """
                {"type": "object", "required": ["a", "b"], "additionalProperties": false,
                 "properties": {"a": {}, "b": {}, "c": {"type": "array", "items": {"maximum": 3}}}}
                """;

        String event = "{\"c\": [1, 5, 2, 9], \"other\": 1, \"bb\": 1, \"a b\": 1}";

        assertThat(StreamFixture.refusal(folder, schema, event).pointer()).isEqualTo("/c/1");
        assertThat(further(schema, event))
                .extracting(fault -> fault.pointer() + " " + fault.message())
                .containsExactlyInAnyOrder(
                        " lacks the property a",
                        " lacks the property b",
                        "/c/3 must be at most 3",
                        " has the unknown property other",
                        " has the unknown property bb",
                        " has an unknown property");
    }

    /** The refusal itself is kept in the reject log, where no name of the event's own may be. */
    @Test
    void namesAnUnknownMemberToTheSenderAlone() {
        String schema = "{\"properties\": {\"stage\": {}}, \"additionalProperties\": false}";

        assertThat(StreamFixture.refusal(folder, schema, "{\"mine\": 1}").message())
                .isEqualTo("has an unknown property");
        assertThat(further(schema, "{\"mine\": 1}"))
                .containsExactly(
                        new Fault("", "additionalProperties", "has the unknown property mine"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"c": 5}                                  | 0
                    {"c": {"kind": "a"}}                      | 0
                    {"c": {"kind": "a", "n": [3, 1, 2]}}      | 1
                    {"c": {"kind": "b", "m": 1, "n": 2}}      | 1
                    """)
    void tellsAChoiceOfFormsOnce(String event, int others) {
        assertThat(further(CHOICE, event)).hasSize(others);
    }

    @Test
    void tellsOnlySoManyFaultsHoweverManyThereAre() {
        String schema = "{\"properties\": {\"v\": {\"items\": {\"type\": \"null\"}}}}";
        String event = "{\"v\": [1" + ",1".repeat(20_000) + "]}";

        assertThat(further(schema, event))
                .hasSize(EventValidator.MOST_FURTHER)
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo(new Fault("/v/1", "type", "must be null, but is a number"));
    }

    /**
     * What is tried and does not fit is no fault, also where the search ends in the middle of it.
     */
    @Test
    void endsTheSearchInAChoiceWithoutFaultsThatAreNone() {
        String schema =
                """
                {"properties": {
                   "a": {"type": "null"},
                   "v": {"items": {"anyOf": [{"type": "null"}, {"type": "string"}, {"type": "number"}]}}}}
                """;
        String event = "{\"a\": 1, \"v\": [1" + ",1".repeat(5_000) + "]}";

        assertThat(StreamFixture.refusal(folder, schema, event).pointer()).isEqualTo("/a");
        assertThat(further(schema, event)).isEmpty();
    }

    private List<Fault> further(String schema, String event) {
        Verdict.Invalid told = StreamFixture.refusal(folder, schema, event);
        return StreamFixture.further(folder, schema, event, told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "\"x\"", "[]"})
    void refusesWhatIsNoObjectWhateverTheSchemaSays(String event) {
        Verdict.Invalid refusal = StreamFixture.refusal(folder, "{}", event);

        assertThat(refusal.keyword()).isEqualTo("type");
        assertThat(refusal.message()).isEqualTo("must be a JSON object");
    }

    @Test
    void keepsPointersShortAndPrintable() {
        String schema = "{\"additionalProperties\": {\"type\": \"string\"}}";

        String rare = StreamFixture.refusal(folder, schema, "{\"a/b~c\\n\\u202ed\": 1}").pointer();
        String longest =
                StreamFixture.refusal(folder, schema, "{\"" + "n".repeat(5000) + "\": 1}")
                        .pointer();

        assertThat(rare).isEqualTo("/a~1b~0c\uFFFD\uFFFDd");
        assertThat(longest).hasSize(512).endsWith("n…");
    }

    @Test
    void endsInShortTimeForEveryPattern() {
        String schema = "{\"properties\": {\"v\": {\"pattern\": \"^(a+)+$\"}}}";
        String event = "{\"v\": \"" + "a".repeat(50_000) + "!\"}";

        long start = System.nanoTime();
        Verdict verdict = StreamFixture.judge(folder, schema, event);

        assertThat(verdict).isInstanceOf(Verdict.Invalid.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void takesEventsAsDeepAsTheyCanBeRead() {
        String schema = "{\"properties\": {\"c\": {\"$ref\": \"#\"}}, \"type\": \"object\"}";
        String event = "{\"c\":".repeat(480) + "1" + "}".repeat(480);

        Verdict.Invalid refusal = StreamFixture.refusal(folder, schema, event);

        assertThat(refusal.keyword()).isEqualTo("type");
    }

    @Test
    void stopsAtTheFirstOfManyMistakes() {
        String schema = "{\"additionalProperties\": {\"type\": \"string\"}}";
        String event =
                IntStream.range(0, 50_000)
                        .mapToObj(i -> "\"n" + i + "\": 1")
                        .collect(Collectors.joining(", ", "{", "}"));
        StreamFixture fixture = new StreamFixture(folder).streamWithSchema("s", schema);
        Version version = fixture.version("s");

        List<Error> findings = version.findings(StrictJson.MAPPER.readTree(event));

        assertThat(findings).hasSize(1);
    }

    @Test
    void judgesTheSameOnAllThreads() throws Exception {
        Version version = new StreamFixture(folder).stream("s").version("s");
        StreamName name = new StreamName("s");
        JsonNode good =
                StrictJson.MAPPER.readTree(
                        "{\"app\": \"a\", \"eventTime\": \"2026-11-22T07:51:27Z\"}");
        JsonNode bad = StrictJson.MAPPER.readTree("{\"app\": \"123456789\", \"eventTime\": \"\"}");
        Verdict refusal = SchemaValidator.validate(name, version, bad);
        Callable<Set<Verdict>> judging =
                () ->
                        IntStream.range(0, 1000)
                                .mapToObj(i -> i % 2 == 0 ? good : bad)
                                .map(event -> SchemaValidator.validate(name, version, event))
                                .collect(Collectors.toSet());

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Set<Verdict>>> results =
                    threads.invokeAll(Collections.nCopies(64, judging));

            assertThat(results)
                    .extracting(Future::get)
                    .containsOnly(Set.of(new Verdict.Valid(1), refusal));
        }
    }
}
