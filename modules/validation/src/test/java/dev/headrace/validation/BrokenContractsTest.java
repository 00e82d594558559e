package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenContractsTest {

    @TempDir Path folder;
    private StreamFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new StreamFixture(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    titel: x                    | /titel is not a known field; did you mean title?
                    cardinality: 5              | /cardinality is not a mapping of names to values
                    cardinality: { /app: 5 }    | /cardinality/~1app is not a mapping of names to values
                    cardinality: { app: { max-per-day: 5 } } | /cardinality/app is not a JSON Pointer such as /page
                    cardinality: { /app: {} }   | /cardinality/~1app lacks max-per-day: how many different values are kept, such as 5000
                    cardinality: { /app: { max: 5 } } | /cardinality/~1app/max is not a known field
                    cardinality: { /app: { max-per-day: 0 } } | /cardinality/~1app/max-per-day is not a whole number from 1 to 100000
                    cardinality: { /app: { max-per-day: 5, max-per-hour: 5 } } | /cardinality/~1app/max-per-hour is there besides max-per-day; say one of them
                    cardinality: { /app: { max-per-day: 5, by: [stage] } } | /cardinality/~1app/by stage is not a JSON Pointer such as /domain
                    cardinality: { /app: { max-per-day: 5, by: [/x] } } | /cardinality/~1app has by /x, which is not a property that version 1 of the schema describes
                    cardinality: { /app: { max-per-day: 5, overflow: "a\\nb" } } | /cardinality/~1app/overflow is not one line of at most 64 printable characters
                    cardinality: { /ap: { max-per-day: 5 } } | /cardinality/~1ap is not a property that version 1 of the schema describes; did you mean app?
                    adds: { /app: { valu: x } } | /adds/~1app/valu is not a known field; did you mean value?
                    adds: { /app: {} }          | /adds/~1app lacks value: the text that is added to each event, or what follows from one of its fields, such as {country: /ip_address}
                    adds: { /app: { value: x, city: /app } } | /adds/~1app/city is there besides value; say one of them
                    adds: { /app: { hash: app } } | /adds/~1app/hash app is not a JSON Pointer such as /eventTime
                    adds: { /app: { hash: /a/* } } | /adds/~1app/hash /a/* is more than one field
                    limits: { requests-per-minute-per-address: 0 } | /limits/requests-per-minute-per-address is not a whole number from 1 to 10000000
                    id: app                     | /id app is not a JSON Pointer such as /eventTime
                    id: /a~2                    | /id /a~2 is not a JSON Pointer such as /eventTime
                    occurred-at: /eventTme      | /occurred-at /eventTme is not a property that version 1 of the schema describes; did you mean eventTime?
                    key: [/ap]                  | /key /ap is not a property that version 1 of the schema describes; did you mean app?
                    key: [a b]                  | /key a b is not a JSON Pointer such as /eventTime
                    layout: [/app, /app]        | /layout names /app twice
                    layout: { a: b }            | /layout is not a list of texts
                    readable: 1                 | /readable is neither true nor false
                    title: [a]                  | /title is not a text
                    title: "a\\nb"              | /title is not one line of at most 120 printable characters
                    sinks: ~                    | /sinks ~ is not the name of a sink
                    retention: 400              | /retention is not a duration such as 24h or 400d
                    retention: 0d               | /retention is not a duration such as 24h or 400d
                    sinks: []                   | /sinks is empty, so that no sink would get an event; say all, or names
                    sinks: [all, s3]            | /sinks says all and also names; say one of them
                    acknowledge: []             | /acknowledge is empty; leave it out, and the answer waits for the event log alone
                    acknowledge: [s3, s3]       | /acknowledge names s3 twice
                    acknowledge: all            | /acknowledge all is not the name of a sink
                    acknowledge: ["a b"]        | /acknowledge a b is not the name of a sink
                    acknowledge: { s3: yes }    | /acknowledge is not a list of texts
                    dialects: [guardain]        | /dialects guardain is none of DIALECTS; did you mean guardian?
                    adds: { /tag: { value: x } } | /adds tag is not a property that version 1 of the schema describes with readOnly: true; clients could send it
                    adds: { /app: { value: x } } | /adds app is not a property that version 1 of the schema describes with readOnly: true; clients could send it
                    adds: { /a/b: { value: x } } | /adds/~1a~1b is not the JSON Pointer of a member of the event, such as /tag
                    adds: { /app: $client/netwerk } | /adds/~1app $client/netwerk is none of $client/browser, $client/country, $client/device, $client/network, $client/os, $client/region, $client/timezone, $trust; did you mean $client/network?
                    adds: { /app: { value: [x] } } | /adds/~1app/value is not a text
                    signer: /app                | /signer means nothing without signature in auth
                    dialects: [audit]           | /dialects has audit, so listener must be internal
                    limits: { events: 0 }       | /limits/events is not a whole number from 1 to 100000
                    limits: { events: 1.5 }     | /limits/events is not a whole number from 1 to 100000
                    limits: { request: 1MiB }   | /limits/request is not a known field
                    limits: { request-bytes: 1GiB } | /limits/request-bytes is not a size from 1 byte to 64MiB
                    limits: { event-bytes: lots }   | /limits/event-bytes is not a size such as 512, 64KiB, 8MiB or 10GiB
                    limits: { event-bytes: 2MiB }   | /limits lets one event be larger than a whole request
                    limits: { events-per-second: 0 } | /limits/events-per-second is not a whole number from 1 to 10000000
                    limits: { burst: 5 }            | /limits/burst means nothing without events-per-second or events-per-minute
                    limits: { events-per-second: 1, events-per-minute: 1 } | /limits/events-per-minute is there besides events-per-second; say one of them
                    limits: { ahead: 5m }           | /limits/ahead means nothing without occurred-at
                    missing-id: content             | /missing-id means nothing without id
                    missing-id: [/app]              | /missing-id needs the field of a UUID and those that tell apart what has the same one
                    missing-id: [/app, seq]         | /missing-id seq is not a JSON Pointer such as /session_id
                    missing-id: [/app, /seq]        | /missing-id /seq is not a property that version 1 of the schema describes
                    bound: { organization: /app }   | /bound/organization is not a known field; did you mean organisation?
                    bound: { organisation: app }    | /bound/organisation app is not a JSON Pointer such as /eventTime
                    bound: { organisation: /ap }    | /bound /ap is not a property that version 1 of the schema describes; did you mean app?
                    bound: { session: /app }        | /bound names a session, so auth must be [session]
                    hints: { s3: no }           | /hints/s3 is not a mapping of names to values
                    """)
    void tellsWhatIsWrongWithAField(String line, String problem) {
        fixture.stream("s", line);

        assertThat(fixture.problems())
                .containsExactly(
                        "s/stream.yaml:5: "
                                + problem.replace("DIALECTS", StreamFixture.dialects()));
    }

    @Test
    void onlyCredentialsThatSpeakForAnOrganisationCanBindOne() throws IOException {
        fixture.stream("s", "bound: { organisation: /app }");
        Path file = fixture.path("s/stream.yaml");
        Files.writeString(file, Files.readString(file).replace("[hmac]", "[hmac, none]"));

        assertThat(fixture.problems())
                .containsExactly(
                        "s/stream.yaml:5: /bound names an organisation, so auth may have hmac and"
                                + " session only: no other credentials speak for one");
    }

    @Test
    void theAnswerCanOnlyWaitForSinksThatGetTheStream() {
        fixture.stream("s", "sinks: [lake]", "acknowledge: [lake, s3]");

        assertThat(fixture.problems())
                .containsExactly(
                        "s/stream.yaml:6: /acknowledge s3 is not one of the stream's sinks");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name     | lacks name: the stream's name
                    listener | lacks listener: public or internal
                    schemas  | lacks schemas: the file of each version, such as {1: event.v1.schema.json}
                    auth     | lacks auth: the ways to authenticate; if there shall be none, say none
                    """)
    void tellsWhatIsMissing(String field, String problem) throws IOException {
        fixture.stream("s");
        List<String> lines = Files.readAllLines(fixture.path("s/stream.yaml"));
        fixture.yaml(
                "s", String.join("\n", lines.stream().filter(l -> !l.startsWith(field)).toList()));

        assertThat(fixture.problems()).containsExactly("s/stream.yaml:1: " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name: Big                      | 1: /name a stream name is a lower-case letter, then lower-case letters, digits or hyphens, at most 63
                    listener: publc                | 2: /listener publc is none of internal, public; did you mean public?
                    schemas: { v1: v1.schema.json } | 3: /schemas/v1 is not a version: a whole number from 1 to 9999
                    schemas: { 1: [a] }            | 3: /schemas/1 is not a text
                    auth: [hmca]                   | 4: /auth hmca is none of hmac, none, panda, session, signature; did you mean hmac?
                    auth: []                       | 4: /auth is empty; leave it out, or name some of hmac, none, panda, session, signature
                    """)
    void tellsWhatIsWrongWithARequiredField(String line, String problem) throws IOException {
        fixture.stream("s");
        String field = line.substring(0, line.indexOf(':'));
        List<String> lines = Files.readAllLines(fixture.path("s/stream.yaml"));
        fixture.yaml(
                "s",
                String.join(
                        "\n",
                        lines.stream().map(l -> l.startsWith(field + ":") ? line : l).toList()));

        assertThat(fixture.problems()).containsExactly("s/stream.yaml:" + problem);
    }

    @Test
    void listsTheProblemsOfAllStreamsInOneMessage() {
        fixture.stream("a", "id: app", "sinks: []")
                .streamWithSchema("b", "{\"type\": \"strng\"}")
                .stream("c");

        assertThatThrownBy(fixture::load)
                .isInstanceOf(BrokenContractsException.class)
                .hasMessageStartingWith("3 problems in the stream contracts:\n  ")
                .hasMessageContaining("a/stream.yaml:5: /id ")
                .hasMessageContaining("a/stream.yaml:6: /sinks ")
                .hasMessageContaining("b/v1.schema.json: /type is not a schema");
    }

    @Test
    void refusesANameTwiceInAFile() {
        fixture.stream("s", "limits: {", "  events: 5, events: 6", "}");

        assertThat(fixture.problems())
                .containsExactly("s/stream.yaml:6: says /limits/events twice");
    }

    @Test
    void refusesAnAliasBombBeforeItGrows() {
        fixture.yaml(
                "s",
                """
                name: s
                hints:
                  a: &a [x, x, x, x, x, x, x, x, x]
                  b: &b [*a, *a, *a, *a, *a, *a, *a, *a]
                  c: [*b, *b, *b, *b, *b, *b, *b, *b]
                """);

        assertThat(fixture.problems())
                .containsExactly(
                        "s/stream.yaml:3: uses a YAML anchor or alias; write the value out");
    }

    @Test
    void refusesTagsAndSecondDocuments() {
        fixture.stream("a", "title: !!binary aGVsbG8=").stream("b", "---", "name: c");

        assertThat(fixture.problems())
                .containsExactly(
                        "a/stream.yaml:5: uses a YAML tag; contracts have none",
                        "b/stream.yaml:6: holds more than one YAML document");
    }

    @Test
    void refusesNumbersThatJsonDoesNotHave() {
        fixture.stream("a", "limits: { events: .inf }").stream("b", "hints: { s3: { n: .nan } }");

        assertThat(fixture.problems())
                .containsExactly(
                        "a/stream.yaml:5: holds a number that is none in JSON",
                        "b/stream.yaml:5: holds a number that is none in JSON");
    }

    @Test
    void namesTheLineThatIsNotYaml() {
        fixture.yaml("s", "name: s\nauth: [hmac\nlistener: public\n");

        assertThat(fixture.problems())
                .singleElement()
                .asString()
                .matches("s/stream.yaml:[23]: is not YAML: .*");
    }

    @Test
    void refusesWhatIsNoContractAtAll() {
        fixture.yaml("empty", "").yaml("list", "- a\n").yaml("deep", "a: " + "[".repeat(2000));

        assertThat(fixture.problems()).hasSize(3).allMatch(line -> line.contains("stream.yaml"));
    }

    @Test
    void refusesFilesThatAreTooLarge() {
        fixture.stream("s", "# " + "x".repeat(1 << 20));

        assertThat(fixture.problems()).containsExactly("s/stream.yaml: is larger than 1 MiB");
    }

    @Test
    void refusesANameThatTwoFoldersClaim() {
        fixture.stream("s");
        fixture.write("t/v1.schema.json", StreamFixture.SCHEMA)
                .yaml("t", "name: s\nlistener: public\nschemas: {1: v1.schema.json}\nauth: none\n");

        assertThat(fixture.problems())
                .containsExactly("t/stream.yaml: the name s is taken by " + "s/stream.yaml");
    }

    @Test
    void refusesADialectThatTwoStreamsClaim() {
        fixture.stream("s", "dialects: [guardian]").stream("t", "dialects: [guardian]");

        assertThat(fixture.problems())
                .containsExactly("t/stream.yaml: the dialect guardian is taken by s/stream.yaml");
    }

    @Test
    void refusesFoldersWithoutStreams() {
        Path missing = folder.resolve("missing");
        Path empty = folder;

        assertThatThrownBy(() -> LoadedStreams.load(List.of(missing, empty), fixture.digests()))
                .hasMessageContaining(missing + ": is not a folder that can be read")
                .hasMessageContaining(empty + ": holds no stream");
    }

    @Test
    void doesNotOverlookAStreamWhoseFileHasAnotherName() {
        fixture.stream("s").write("t/stream.yml", "name: t");

        assertThat(fixture.problems())
                .containsExactly("t: looks like a stream, but has no stream.yaml");
    }
}
