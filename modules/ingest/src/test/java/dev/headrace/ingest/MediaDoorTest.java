package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.Signal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The media door over the stream that ships. */
class MediaDoorTest {

    private static final Path STREAMS = Path.of("../../contracts/streams");
    private static final String EVENT =
            """
            {"event":"%s","session_id":"%s","media_id":"m","media_type":"video",\
            "timestamp":"2026-11-22T09:59:00Z"%s}\
            """;

    @TempDir private Path folder;

    private BoundNode node;

    @BeforeEach
    void start() {
        node = new BoundNode(folder, STREAMS);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void answersOneEventWithItsIdAndItsSession() {
        Answer answer =
                post(event("play", ",\"event_id\":\"0b7f2f9e-93a5-4c61-9d5a-5d9a1f6f3c01\""));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(text(answer))
                .isEqualTo(
                        "{\"status\":\"accepted\",\"event_id\":\"0b7f2f9e-93a5-4c61-9d5a-5d9a1f6f3c01\","
                                + "\"session_id\":\""
                                + BoundNode.SESSION
                                + "\"}");
    }

    @Test
    void aRepeatWithoutAnIdHasTheAnswerOfTheFirstTimeAndIsStoredOnce() {
        Answer first = post(event("play", ""));
        Answer again = post(" " + event("play", "").replace(",", " , "));

        assertThat(text(again)).isEqualTo(text(first));
        assertThat(json(first).path("event_id").asString())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-.*");
        assertThat(node.frames()).hasSize(1);
    }

    @Test
    void saysOfAListWhatBecameOfEach() {
        Answer answer =
                post(
                        "["
                                + String.join(
                                        ",",
                                        event("stop", ""),
                                        event("play", ""),
                                        event("play", ""),
                                        event("pause", ""))
                                + "]");

        JsonNode said = json(answer);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(said.path("accepted").asInt()).isEqualTo(2);
        assertThat(said.path("duplicates").asInt()).isEqualTo(1);
        assertThat(said.path("rejected")).hasSize(1);
        assertThat(said.at("/rejected/0/index").asInt()).isZero();
        assertThat(said.at("/rejected/0/field").asString()).isEqualTo("/event");
        assertThat(said.path("event_ids")).hasSize(3);
        assertThat(said.at("/event_ids/0")).isEqualTo(said.path("event_id"));
        assertThat(said.at("/event_ids/1")).isEqualTo(said.at("/event_ids/0"));
        assertThat(said.at("/event_ids/2")).isNotEqualTo(said.at("/event_ids/0"));
    }

    @Test
    void anIdThatIsTakenByAnotherEventIsRefusedAndNotAnsweredAsKnown() {
        String id = ",\"event_id\":\"0b7f2f9e-93a5-4c61-9d5a-5d9a1f6f3c01\"";
        post(event("play", id));

        Answer answer = post(event("pause", id));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(json(answer).path("status").asString()).isEqualTo("rejected");
        assertThat(json(answer).at("/rejected/0/code").asString()).isEqualTo("id-conflict");
    }

    @Test
    void anEventThatBreaksItsContractIsNamedWithItsField() {
        Answer answer = post(event("milestone", ",\"data\":{\"percent\":30}"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(json(answer).at("/rejected/0/code").asString()).isEqualTo("schema");
        assertThat(json(answer).at("/rejected/0/field").asString()).isEqualTo("/data/percent");
        assertThat(json(answer).at("/rejected/0").has("further")).isFalse();
        assertThat(node.frames()).isEmpty();
    }

    @Test
    void anEventWithSeveralFaultsIsToldAllOfThem() {
        Answer answer = post(event("dance", ",\"data\":{\"percent\":\"all\"}"));

        JsonNode rejected = json(answer).at("/rejected/0");
        assertThat(rejected.path("field").asString()).isEqualTo("/event");
        assertThat(rejected.at("/further/0/field").asString()).isEqualTo("/data/percent");
        assertThat(rejected.at("/further/0/message").asString()).isNotBlank();
    }

    @Test
    void anEmptyListIsTaken() {
        Answer answer = post("[]");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(json(answer).path("accepted").asInt()).isZero();
        assertThat(json(answer).has("event_id")).isFalse();
    }

    @Test
    void anEventOfAnotherSessionIsForbidden() {
        Answer answer =
                post(
                        event("play", "")
                                .replace(
                                        BoundNode.SESSION, "3f0f0d4e-1c40-4d9e-8f0b-2a6f3f1c9a56"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(json(answer).path("code").asString()).isEqualTo("wrong-session");
        assertThat(node.frames()).isEmpty();
    }

    @Test
    void aServicesKeyIsNoToken() {
        Answer answer =
                door().take(node.request("media", BoundNode.service("all"), event("play", "")));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void whoWantsNotToBeTrackedIsAnsweredAndNotRecorded() {
        for (Signal signal : List.of(Signal.GPC, Signal.DNT)) {
            Answer answer = door().take(request(event("play", ""), Set.of(signal)));

            assertThat(answer.status()).isEqualTo(202);
            assertThat(json(answer).path("recorded").isBoolean()).isTrue();
            assertThat(json(answer).path("recorded").asBoolean()).isFalse();
        }
        assertThat(node.frames()).isEmpty();
    }

    @Test
    void theActorIsKeptAsAHashAndItsOrganisationIsTheTokens() {
        post(event("play", ""));

        var principal = node.frames().getFirst().principal();
        assertThat(principal.organisation()).contains("7");
        assertThat(principal.name()).startsWith("h1:").doesNotContain("42");
    }

    private Answer post(String body) {
        return door().take(request(body, Set.of()));
    }

    private MediaDoor door() {
        return new MediaDoor(() -> node.pipeline, node.streams);
    }

    private IngestRequest request(String body, Set<Signal> signals) {
        IngestRequest plain =
                node.request("media", node.session("42", "7", BoundNode.SESSION), body);
        return new IngestRequest(
                plain.stream(),
                plain.listener(),
                Optional.empty(),
                plain.credentials(),
                Optional.empty(),
                plain.contentType(),
                Optional.empty(),
                plain.contentLength(),
                Optional.empty(),
                Optional.empty(),
                () -> signals,
                Sender.UNKNOWN,
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String event(String kind, String more) {
        return EVENT.formatted(kind, BoundNode.SESSION, more);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
