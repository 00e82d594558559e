package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.ByteSize;
import dev.headrace.event.Contract;
import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.Contract.Limits;
import dev.headrace.event.Contract.Listener;
import dev.headrace.event.StreamName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedStreamsTest {

    @TempDir Path folder;
    private StreamFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new StreamFixture(folder);
    }

    @Test
    void readsEveryFieldOfAContract() {
        fixture.write("full/v1.schema.json", StreamFixture.SCHEMA)
                .yaml(
                        "full",
                        """
                        name: full
                        title: All of it
                        listener: internal
                        readable: false
                        schemas: { 1: v1.schema.json }
                        id: /app
                        occurred-at: /eventTime
                        auth: [hmac, panda, none]
                        key: [/app]
                        layout: [/app, /eventTime]
                        limits: { request-bytes: 8MiB, events: 5000, event-bytes: 1024 }
                        privacy: { $principal/email: drop, /tags/email: keep }
                        dialects: [guardian]
                        retention: 24h
                        sinks: [archive, warehouse]
                        hints: { postgresql: { table: facts, columns: [a, b] } }
                        """);

        Contract contract = fixture.contract("full");

        assertThat(contract.title()).isEqualTo("All of it");
        assertThat(contract.listener()).isEqualTo(Listener.INTERNAL);
        assertThat(contract.readable()).isFalse();
        assertThat(contract.newestSchema().json()).isEqualTo(StreamFixture.SCHEMA);
        assertThat(contract.newestSchema().digest())
                .isEqualTo(Fingerprint.digest(StreamFixture.SCHEMA));
        assertThat(contract.id()).contains("/app");
        assertThat(contract.occurredAt()).contains("/eventTime");
        assertThat(contract.auth()).containsExactlyInAnyOrder(AuthMethod.values());
        assertThat(contract.key()).containsExactly("/app");
        assertThat(contract.layout()).containsExactly("/app", "/eventTime");
        assertThat(contract.limits())
                .isEqualTo(new Limits(ByteSize.ofMebibytes(8), 5000, new ByteSize(1024)));
        assertThat(contract.principalEmail()).isEqualTo(EmailRule.DROP);
        assertThat(contract.dialects()).containsExactly("guardian");
        assertThat(contract.retention()).contains(Duration.ofHours(24));
        assertThat(contract.sinks()).contains(Set.of("archive", "warehouse"));
        assertThat(contract.hints())
                .isEqualTo(
                        Map.of(
                                "postgresql",
                                Map.of("table", "facts", "columns", List.of("a", "b"))));
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
        fixture.write("two/v2.json", "{\"type\": \"object\", \"required\": [\"host\"]}").stream(
                        "two")
                .yaml(
                        "two",
                        """
                        name: two
                        listener: public
                        schemas: { 1: v1.schema.json, 2: v2.json }
                        auth: none
                        """);
        LoadedStreams streams = fixture.load();
        Contract contract = streams.find(new StreamName("two")).orElseThrow();
        var old =
                StrictJson.MAPPER.readTree(
                        "{\"app\": \"a\", \"eventTime\": \"2026-11-22T07:51:27Z\"}");
        var both =
                StrictJson.MAPPER.readTree(
                        "{\"host\": 1, \"app\": \"a\", \"eventTime\": \"2026-11-22T07:51:27Z\"}");
        var none = StrictJson.MAPPER.readTree("{}");

        assertThat(streams.validator().validate(contract, OptionalInt.empty(), both))
                .isEqualTo(new Verdict.Valid(2));
        assertThat(streams.validator().validate(contract, OptionalInt.empty(), old))
                .isEqualTo(new Verdict.Valid(1));
        assertThat(streams.validator().validate(contract, OptionalInt.of(2), old))
                .isInstanceOf(Verdict.Invalid.class);
        assertThat(streams.validator().validate(contract, OptionalInt.of(1), both))
                .isEqualTo(new Verdict.Valid(1));
        assertThat(streams.validator().validate(contract, OptionalInt.empty(), none))
                .isEqualTo(streams.validator().validate(contract, OptionalInt.of(2), none));
        assertThatThrownBy(() -> streams.validator().validate(contract, OptionalInt.of(3), none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 3");
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
        Contract contract = streams.find(new StreamName("split")).orElseThrow();

        Verdict verdict =
                streams.validator()
                        .validate(
                                contract,
                                OptionalInt.empty(),
                                StrictJson.MAPPER.readTree("{\"app\": 1}"));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        invalid -> assertThat(invalid.pointer()).isEqualTo("/app"));
    }
}
