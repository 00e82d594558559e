package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.ByteSize;
import dev.headrace.event.ChoiceRules;
import dev.headrace.event.Contract;
import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.Contract.Limits;
import dev.headrace.event.Contract.Listener;
import dev.headrace.event.Contract.SchemaVersion;
import dev.headrace.event.FieldRule;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.Purpose;
import dev.headrace.event.Signal;
import dev.headrace.event.StreamName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedStreamsTest {

    private static final String SCHEMA =
            StreamFixture.SCHEMA.replace(
                    "\"properties\": {", "\"properties\": {\"tags\": {\"type\": \"object\"},");

    private static final String FULL =
            """
            name: full
            title: All of it
            listener: internal
            readable: false
            schemas: { 1: v1.schema.json }
            id: /app
            occurred-at: /eventTime
            auth: [hmac, panda, signature, session, none]
            key: [/app]
            layout: [/app, /eventTime]
            limits: { request-bytes: 8MiB, events: 5000, event-bytes: 1024, events-per-second: 50, burst: 600 }
            privacy: { $principal/email: drop, $principal/name: hash, /app: keep, /eventTime: truncate-to-day, $request/gpc: suppress, $person/exclusion: suppress, $person/consent: pose }
            omit: { warehouse: [$principal/name, /tags] }
            dialects: [guardian]
            retention: 24h
            sinks: [archive, warehouse]
            acknowledge: [archive]
            signer: /app
            hints: { postgresql: { table: facts, columns: [a, b], rows: 500 } }
            """;

    /** The rest of an event that the first version accepts. */
    private static final String FIRST = "\"app\": \"a\", \"eventTime\": \"2026-11-22T07:51:27Z\"}";

    @TempDir Path folder;
    private StreamFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new StreamFixture(folder);
    }

    @Test
    void readsEveryFieldOfAContract() {
        fixture.write("full/v1.schema.json", SCHEMA).yaml("full", FULL);

        Contract contract = fixture.contract("full");

        assertThat(contract).isEqualTo(full());
    }

    private static Contract full() {
        return new Contract(
                new StreamName("full"),
                "All of it",
                Listener.INTERNAL,
                false,
                new TreeMap<>(Map.of(1, published(SCHEMA))),
                Optional.of("/app"),
                Contract.MissingId.NEW,
                Optional.of("/eventTime"),
                Set.of(AuthMethod.values()),
                Contract.Bound.NONE,
                List.of("/app"),
                List.of("/app", "/eventTime"),
                new Limits(
                        ByteSize.ofMebibytes(8),
                        5000,
                        new ByteSize(1024),
                        Optional.of(new Contract.Rate(50, 600))),
                new PrivacyRules(
                        EmailRule.DROP,
                        Optional.of(EmailRule.HASH),
                        new TreeMap<>(
                                Map.of(
                                        "/app",
                                        new FieldRule.Keep(),
                                        "/eventTime",
                                        new FieldRule.TruncateTime(FieldRule.Unit.DAY))),
                        Set.of(Signal.GPC),
                        Map.of("warehouse", Set.of("$principal/name", "/tags")),
                        new ChoiceRules(
                                ChoiceRules.Exclusion.SUPPRESS,
                                Optional.of(Purpose.POSE),
                                Optional.empty())),
                Set.of("guardian"),
                Optional.of(Duration.ofHours(24)),
                Optional.of(Set.of("archive", "warehouse")),
                Set.of("archive"),
                Map.of(
                        "postgresql",
                        Map.of("table", "facts", "columns", List.of("a", "b"), "rows", 500)),
                Optional.of("/app"),
                new LinkedHashMap<>());
    }

    private static SchemaVersion published(String json) {
        return new SchemaVersion(1, Fingerprint.digest(json), json);
    }

    @Test
    void givesARateTenSecondsOfBurst() {
        fixture.stream("plain", "limits: { events-per-second: 25 }");

        assertThat(fixture.contract("plain").limits().rate()).contains(new Contract.Rate(25, 250));
    }

    @Test
    void readsWhatBindsAnEventToItsSender() {
        fixture.stream(
                "plain",
                "id: /app",
                "missing-id: content",
                "bound: { organisation: /app }",
                "limits: { events-per-minute: 30, burst: 20 }");

        Contract contract = fixture.contract("plain");

        assertThat(contract.missingId()).isEqualTo(Contract.MissingId.CONTENT);
        assertThat(contract.bound())
                .isEqualTo(new Contract.Bound(Optional.of("/app"), Optional.empty()));
        assertThat(contract.limits().rate())
                .contains(new Contract.Rate(30, Contract.Rate.Per.MINUTE, 20));
    }

    @Test
    void readsTheFieldsThatNameAnEvent() {
        fixture.stream("plain", "missing-id: [/app, /eventTime]");

        assertThat(fixture.contract("plain").missingId())
                .isEqualTo(new Contract.MissingId.Named(List.of("/app", "/eventTime")));
    }

    @Test
    void fillsInWhatAContractLeavesOut() {
        Contract contract = fixture.stream("plain").contract("plain");

        assertThat(contract.title()).isEqualTo("plain");
        assertThat(contract.readable()).isTrue();
        assertThat(contract.id()).isEmpty();
        assertThat(contract.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(contract.principalEmail()).isEqualTo(EmailRule.HASH);
        assertThat(contract.retention()).isEmpty();
        assertThat(contract.sinks()).isEmpty();
        assertThat(contract.isRoutedTo("any")).isTrue();
    }

    @Test
    void takesAFolderThatIsItselfAStream() {
        fixture.stream("one");

        LoadedStreams streams = LoadedStreams.load(List.of(fixture.path("one")), fixture.digests());

        assertThat(streams.all()).hasSize(1);
    }

    @Test
    void listsStreamsOfAllFoldersByName() {
        fixture.stream("zebra").stream("ape");
        StreamFixture other = new StreamFixture(folder.resolve("other")).stream("mule");

        LoadedStreams streams =
                LoadedStreams.load(List.of(fixture.path(""), other.path("")), fixture.digests());

        assertThat(streams.all())
                .extracting(contract -> contract.name().value())
                .containsExactly("ape", "mule", "zebra");
    }

    @Test
    void followsLinksThatStayInsideAsMountedConfigurationHasThem() throws IOException {
        fixture.write("mounted/..data/v1.schema.json", StreamFixture.SCHEMA).stream("mounted");
        Files.delete(fixture.path("mounted/v1.schema.json"));
        Files.createSymbolicLink(
                fixture.path("mounted/v1.schema.json"), Path.of("..data/v1.schema.json"));

        assertThat(fixture.load().all()).hasSize(1);
    }

    @Test
    void choosesTheNewestVersionThatAccepts() {
        LoadedStreams streams = twoVersions();

        assertThat(judge(streams, OptionalInt.empty(), "{\"host\": 1, " + FIRST))
                .isEqualTo(new Verdict.Valid(2));
        assertThat(judge(streams, OptionalInt.empty(), "{" + FIRST))
                .isEqualTo(new Verdict.Valid(1));
        assertThat(judge(streams, OptionalInt.empty(), "{}"))
                .isEqualTo(judge(streams, OptionalInt.of(2), "{}"))
                .isNotEqualTo(judge(streams, OptionalInt.of(1), "{}"));
    }

    @Test
    void takesTheVersionThatTheClientNamesAndNoOther() {
        LoadedStreams streams = twoVersions();

        assertThat(judge(streams, OptionalInt.of(2), "{" + FIRST))
                .isInstanceOf(Verdict.Invalid.class);
        assertThat(judge(streams, OptionalInt.of(1), "{\"host\": 1, " + FIRST))
                .isEqualTo(new Verdict.Valid(1));
        assertThatThrownBy(() -> judge(streams, OptionalInt.of(3), "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 3");
    }

    private LoadedStreams twoVersions() {
        return fixture.stream("two")
                .write("two/v2.json", "{\"type\": \"object\", \"required\": [\"host\"]}")
                .yaml(
                        "two",
                        "{name: two, listener: public, auth: none, schemas: {1: v1.schema.json, 2: v2.json}}")
                .load();
    }

    /** Judges an event of the only stream. */
    private static Verdict judge(LoadedStreams streams, OptionalInt version, String event) {
        Contract contract = streams.all().iterator().next();
        return streams.validator().validate(contract, version, StrictJson.MAPPER.readTree(event));
    }

    @Test
    void resolvesReferencesToFilesOfTheSameFolder() {
        fixture.streamWithSchema(
                        "split",
                        """
                        {"$id": "https://schemas.example.org/split.json", "type": "object",
                         "properties": {"app": {"$ref": "parts/common.json#/$defs/label"}}}
                        """)
                .write(
                        "split/parts/common.json",
                        "{\"$defs\": {\"label\": {\"$ref\": \"label.json\"}}}")
                .write("split/parts/label.json", "{\"type\": \"string\"}");
        LoadedStreams streams = fixture.load();

        Verdict verdict = judge(streams, OptionalInt.empty(), "{\"app\": 1}");

        assertThat(verdict)
                .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Invalid.class))
                .extracting(Verdict.Invalid::pointer)
                .isEqualTo("/app");
    }
}
