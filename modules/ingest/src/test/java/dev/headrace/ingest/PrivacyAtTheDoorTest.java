package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.FieldRule;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.Receipt;
import dev.headrace.event.Rejection;
import dev.headrace.event.Signal;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.LogRecord;
import dev.headrace.privacy.PrivacyKeyException;
import dev.headrace.privacy.PseudonymKeys;
import dev.headrace.privacy.Pseudonyms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the event log holds of events whose contract has privacy rules. */
class PrivacyAtTheDoorTest {

    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(1, new byte[32]);

    @TempDir Path folder;
    private Node node;

    @BeforeEach
    void open() {
        node = new Node(folder, PseudonymKeys.of(PSEUDONYMS));
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void changesWhatARuleNamesAndNoOtherByte() throws InterruptedException {
        contract(Map.of("/who", new FieldRule.Hash(), "/note", new FieldRule.Drop()));

        node.post("[{\"n\":1.0 , \"who\":\"ada\",\"note\":\"x\"}, {\"n\":2.00}]");

        assertThat(logged())
                .extracting(PrivacyAtTheDoorTest::json)
                .containsExactly(
                        "{\"n\":1.0 , \"who\":\"" + PSEUDONYMS.of("ada") + "\"}", "{\"n\":2.00}");
    }

    @Test
    void tellsNothingBesideTheEventThatTheEventDoesNotTell() throws InterruptedException {
        contract(
                Map.of(
                        "/who", new FieldRule.Hash(),
                        "/ip", new FieldRule.TruncateAddress(),
                        "/at", new FieldRule.TruncateTime(FieldRule.Unit.HOUR)));

        node.post("{\"who\":\"ada\",\"ip\":\"203.0.113.77\",\"at\":\"2026-11-22T07:51:27.5Z\"}");

        LogRecord record = logged().getFirst();
        assertThat(record.key()).isEqualTo(PSEUDONYMS.of("ada"));
        assertThat(record.layout()).containsExactly("203.0.113.0");
        assertThat(record.occurredAt()).isEqualTo(Instant.parse("2026-11-22T07:00:00Z"));
    }

    @Test
    void comparesRepeatsAsTheyAreKept() {
        contract(Map.of("/note", new FieldRule.Drop()));
        node.post("{\"id\":\"1\",\"a\":1,\"note\":\"first\"}");

        IngestAnswer again = node.post("{\"id\":\"1\",\"a\":1,\"note\":\"second\"}");
        IngestAnswer other = node.post("{\"id\":\"1\",\"a\":2,\"note\":\"first\"}");

        assertThat(again.receipt().duplicates()).isEqualTo(1);
        assertThat(other.receipt().rejected())
                .extracting(Rejection::code)
                .containsExactly(Rejection.Code.ID_CONFLICT);
    }

    /** An id of the whole event would tell everybody which of a few values was taken away. */
    @Test
    void makesTheIdOfTheContentThatIsKept() throws InterruptedException {
        contract(
                new PrivacyRules(
                        Contract.EmailRule.HASH,
                        Optional.empty(),
                        new TreeMap<>(Map.of("/note", new FieldRule.Drop()))),
                Contract.MissingId.CONTENT);

        node.post("{\"a\":1.50,\"note\":\"first\"}");
        IngestAnswer again = node.post("[{\"note\":\"second\",\"a\":1.5},{\"a\":15e-1}]");
        IngestAnswer other = node.post("{\"a\":1.51,\"note\":\"first\"}");

        assertThat(again.receipt().duplicates()).isEqualTo(2);
        assertThat(other.receipt().accepted()).isEqualTo(1);
        assertThat(logged()).extracting(LogRecord::id).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void namesThePlaceOfEachConflictThoughBytesWereMovedAround() {
        contract(Map.of("/note", new FieldRule.Drop()));
        node.post("[{\"id\":\"1\",\"a\":1,\"note\":0},{\"id\":\"2\",\"a\":1,\"note\":0}]");

        IngestAnswer answer =
                node.post(
                        "[{\"id\":\"3\",\"a\":1,\"note\":0},{\"id\":\"1\",\"a\":1,\"note\":9},"
                                + "{\"id\":\"2\",\"a\":2,\"note\":0}]");

        assertThat(answer.receipt().accepted()).isEqualTo(1);
        assertThat(answer.receipt().duplicates()).isEqualTo(1);
        assertThat(answer.receipt().rejected()).extracting(Rejection::index).containsExactly(2);
    }

    @Test
    void countsWhatItCopiesAmongTheBodiesInMemory() {
        String body = "{\"a\":1,\"note\":0}";
        node.close();
        node = new Node(folder, new FakeDeliveries(), 1, body.length() + 5);
        contract(Map.of("/note", new FieldRule.Drop()));

        assertThatThrownBy(() -> node.post(body))
                .isInstanceOfSatisfying(
                        RequestRefusedException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.OVERLOADED));
        assertThat(node.gauge("request_bodies_bytes")).isZero();
    }

    /** The log, its dedupe and all else that the node writes, searched for what rules take away. */
    @Test
    void noFileOfTheNodeHoldsWhatARuleTakesAway() throws IOException {
        contract(
                Map.of(
                        "/who", new FieldRule.Hash(),
                        "/ip", new FieldRule.TruncateAddress(),
                        "/at", new FieldRule.TruncateTime(FieldRule.Unit.HOUR),
                        "/note", FieldRule.Redact.EVERYTHING,
                        "/form/*", new FieldRule.Drop(),
                        "/form/kept", new FieldRule.Keep()));

        node.post(
                "[{\"id\":\"1\",\"who\":\"canary-who\",\"ip\":\"198.51.100.77\","
                        + "\"at\":\"2026-11-22T07:51:27.123Z\",\"note\":\"canary-note@example.org\","
                        + "\"form\":{\"a\":\"canary-a\",\"kept\":\"plain\",\"b\":[\"canary-b\"]}}]");
        node.close();

        String all = everyByte();
        assertThat(all).contains(PSEUDONYMS.of("canary-who"), "198.51.100.0", "plain", "(e-mail)");
        assertThat(all).doesNotContain("canary", "198.51.100.77", "07:51:27");
    }

    private String everyByte() throws IOException {
        var all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void turnsAPostAwayWhileItsKeyCannotBeHad() {
        node.close();
        node =
                new Node(
                        folder,
                        organisation -> {
                            throw new PrivacyKeyException("for the test");
                        });
        contract(Map.of("/who", new FieldRule.Hash()));

        assertThatThrownBy(() -> node.post("{\"who\":\"ada\"}"))
                .isInstanceOfSatisfying(
                        RequestRefusedException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.OVERLOADED));
        assertThat(node.gauge("request_bodies_bytes")).isZero();
    }

    @Test
    void keepsNothingOfAPersonWhoSaysNo() throws InterruptedException {
        contract(honouring(Signal.GPC));

        IngestAnswer answer = post("[{\"a\":1},2,{\"a\":3}]", Signal.DNT, Signal.GPC);

        assertThat(answer.receipt().suppressed())
                .containsExactly(
                        new Receipt.Suppression(0, "gpc"), new Receipt.Suppression(2, "gpc"));
        assertThat(answer.receipt().rejected()).extracting(Rejection::index).containsExactly(1);
        assertThat(answer.receipt().received()).isEqualTo(3);
        assertThat(node.counted("events_suppressed_total")).isEqualTo(2);
        assertThat(logged()).isEmpty();
    }

    @Test
    void honoursNoSignalThatTheContractDoesNotName() throws InterruptedException {
        contract(honouring(Signal.DNT));

        IngestAnswer answer = post("{\"a\":1}", Signal.GPC);

        assertThat(answer.receipt().accepted()).isEqualTo(1);
        assertThat(logged()).hasSize(1);
    }

    @Test
    void validatingSaysWhatWouldBeSuppressed() {
        contract(honouring(Signal.DNT));

        IngestAnswer answer = node.pipeline.validate(request("[{\"a\":1},{\"a\":2}]", Signal.DNT));

        assertThat(answer.receipt().accepted()).isZero();
        assertThat(answer.receipt().suppressed()).hasSize(2);
    }

    private static PrivacyRules honouring(Signal signal) {
        return new PrivacyRules(
                Contract.EmailRule.HASH,
                Optional.empty(),
                new TreeMap<>(),
                Set.of(signal),
                Map.of());
    }

    private IngestAnswer post(String body, Signal... signals) {
        return node.pipeline.ingest(request(body, signals));
    }

    private IngestRequest request(String body, Signal... signals) {
        IngestRequest plain = node.request(body, node.signedBy("service-a", "/v1/post"));
        return new IngestRequest(
                plain.stream(),
                plain.listener(),
                plain.schemaVersion(),
                plain.credentials(),
                plain.origin(),
                plain.contentType(),
                plain.contentEncoding(),
                plain.contentLength(),
                plain.traceparent(),
                plain.idempotencyKey(),
                () -> Set.of(signals),
                plain.sender(),
                plain.body());
    }

    private void contract(Map<String, FieldRule> rules) {
        contract(new PrivacyRules(Contract.EmailRule.HASH, Optional.empty(), new TreeMap<>(rules)));
    }

    private void contract(PrivacyRules rules) {
        contract(rules, Contract.MissingId.NEW);
    }

    private void contract(PrivacyRules rules, Contract.MissingId missingId) {
        var name = new StreamName(Node.STREAM);
        node.contracts.put(
                name,
                new Contract(
                        name,
                        "Private",
                        Contract.Listener.PUBLIC,
                        true,
                        new TreeMap<>(
                                Map.of(1, new Contract.SchemaVersion(1, "00".repeat(32), "{}"))),
                        Optional.of("/id"),
                        missingId,
                        Optional.of("/at"),
                        Set.of(AuthMethod.HMAC),
                        Contract.Bound.NONE,
                        List.of("/who"),
                        List.of("/ip"),
                        Contract.Limits.DEFAULT,
                        rules,
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        Map.of(),
                        Optional.empty(),
                        new LinkedHashMap<>()));
    }

    private List<LogRecord> logged() throws InterruptedException {
        var records = new ArrayList<LogRecord>();
        try (LogReader reader = node.log.read(node.log.start())) {
            Optional<LogFrame> frame = reader.next(Duration.ZERO);
            while (frame.isPresent()) {
                records.addAll(frame.get().records());
                frame = reader.next(Duration.ZERO);
            }
        }
        return records;
    }

    private static String json(LogRecord record) {
        return StandardCharsets.UTF_8.decode(record.json().duplicate()).toString();
    }
}
