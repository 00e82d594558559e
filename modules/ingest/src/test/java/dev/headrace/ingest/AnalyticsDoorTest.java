package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.Credentials;
import dev.headrace.event.Signal;
import dev.headrace.eventlog.LogFrame;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is answered to the use of applications, and kept of it. */
class AnalyticsDoorTest {

    private static final String AGREED = "\"analytics\"";

    @TempDir Path folder;
    private BoundNode node;
    private AnalyticsDoor door;

    @BeforeEach
    void open() {
        node = new BoundNode(folder, Path.of("../../contracts/streams"));
        door = new AnalyticsDoor(() -> node.pipeline, node.streams);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static String event(String purposes, String more) {
        return """
        {"event_id":"%s","event":"click","timestamp":"2026-11-22T09:59:00Z",
         "consent":{"purposes":[%s],"policy":"2026-05"}%s}\
        """
                .formatted(UUID.randomUUID(), purposes, more);
    }

    private Credentials session() {
        return node.session("42", "7", BoundNode.SESSION);
    }

    private Answer track(Credentials who, String... events) {
        return door.take(
                node.request("analytics", who, "{\"events\":[" + String.join(",", events) + "]}"));
    }

    private static JsonNode json(Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private List<String> stored() {
        return node.frames().stream()
                .map(LogFrame::records)
                .flatMap(List::stream)
                .map(record -> StandardCharsets.UTF_8.decode(record.json().duplicate()).toString())
                .toList();
    }

    @Test
    void organisationAndActorAreTheTokensAndTheActorIsHashed() {
        Answer answer = track(session(), event(AGREED, ",\"page\":\"/exercises/7\""));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(json(answer).path("recorded").asBoolean()).isTrue();
        assertThat(json(answer).path("accepted").asInt()).isOne();
        LogFrame frame = node.frames().getFirst();
        assertThat(frame.principal().organisation()).contains("7");
        assertThat(frame.principal().name()).startsWith("h1:").doesNotContain("42");
        assertThat(stored().getFirst()).contains("\"page\":\"/exercises/7\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"organization_id\":9",
                "\"user_id\":42",
                "\"actor\":\"ada\"",
            })
    void theBodyCannotNameThem(String member) {
        Answer answer = track(session(), event(AGREED, "," + member));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(json(answer).at("/rejected/0/message").asString()).isNotBlank();
        assertThat(node.frames()).isEmpty();
    }

    @Test
    void nothingIsKeptWithoutConsent() {
        Answer answer = track(session(), event("", ""), event("\"errors\",\"pose\"", ""));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(json(answer).path("code").asString()).isEqualTo("consent-required");
        assertThat(node.frames()).isEmpty();
    }

    @Test
    void anEventWithoutConsentIsLeftOutOfABatch() {
        Answer answer = track(session(), event("", ""), event(AGREED, ""));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(json(answer).at("/suppressed/0/index").asInt()).isZero();
        assertThat(json(answer).at("/suppressed/0/reason").asString()).isEqualTo("consent");
        assertThat(stored()).hasSize(1);
    }

    /** What the dialect's path keeps out, the canonical path keeps out too. */
    @Test
    void theCanonicalPathAsksForConsentToo() {
        IngestAnswer answer = node.post("analytics", session(), event("", ""));

        assertThat(answer.receipt().suppressed()).hasSize(1);
        assertThat(node.frames()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void aBrowsersNoIsAnsweredAsNotRecorded(Signal said) {
        String body = "{\"events\":[" + event(AGREED, "") + "]}";
        IngestRequest plain = node.request("analytics", session(), body);
        Answer answer =
                door.take(
                        new IngestRequest(
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
                                () -> Set.of(said),
                                plain.sender(),
                                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(json(answer).path("recorded").asBoolean(true)).isFalse();
        assertThat(node.frames()).isEmpty();
    }

    @Test
    void asksForASessionAndItsOwnEvents() {
        String other = ",\"session_id\":\"00000000-0000-0000-0000-000000000001\"";

        assertThat(track(PipelineFixture.nobody(), event(AGREED, "")).status()).isEqualTo(401);
        assertThat(track(BoundNode.service("all"), event(AGREED, "")).status()).isEqualTo(403);
        assertThat(track(session(), event(AGREED, other)).status()).isEqualTo(403);
        assertThat(node.frames()).isEmpty();
    }

    @Test
    void countsARepeatOnce() {
        String event = event(AGREED, "");
        track(session(), event);

        Answer again = track(session(), event);

        assertThat(json(again).path("duplicates").asInt()).isOne();
        assertThat(json(again).path("recorded").asBoolean()).isTrue();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void takesWhatIsPersonalOutOfTexts() {
        track(
                session(),
                event(
                        AGREED,
                        ",\"element\":\"mail to ada@mail.example\",\"properties\":{\"note\":\"call 0171 2345678\",\"n\":1}"));

        assertThat(stored().getFirst())
                .contains("\"element\":\"mail to (e-mail)\"")
                .contains("\"note\":\"call (digits)\",\"n\":1");
    }
}
