package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The use of applications, from outside: whose it is, and that nobody is counted who said no. */
class AnalyticsIT {

    private static final String PATH = "/v1/analytics/track";

    /** An id that only the token has. */
    private static final String ACTOR = "patient-4711-of-the-token";

    @TempDir static Path data;

    private static HeadraceProcess headrace;
    private static Sessions sessions;

    @BeforeAll
    static void start() {
        headrace = HeadraceProcess.start(data, Configurations.LAKE, Map.of());
        sessions = new Sessions(headrace, PATH);
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    private static String event(String name, String purposes, String more) {
        return """
        {"event_id":"%s","event":"feature_used","name":"%s","timestamp":"%s",
         "consent":{"purposes":[%s],"policy":"2026-05"}%s}\
        """
                .formatted(UUID.randomUUID(), name, Instant.now(), purposes, more);
    }

    private static String agreed(String name) {
        return event(name, "\"analytics\"", "");
    }

    private static String batch(String... events) {
        return "{\"events\":[" + String.join(",", events) + "]}";
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<JsonNode> inLake(String name) {
        try {
            return HeadraceProcess.lake(data.resolve("lake")).stream()
                    .filter(line -> line.at("/event/name").asString("").equals(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode awaitOne(String name) {
        return await().atMost(Duration.ofSeconds(120))
                .until(() -> inLake(name), found -> found.size() == 1)
                .getFirst();
    }

    @Test
    void organisationAndActorAreTheTokensAndNoActorIsStoredInClear() throws Exception {
        String token = sessions.token(ACTOR, "7", UUID.randomUUID());

        HttpResponse<String> answer =
                HeadraceProcess.send(sessions.request(token, batch(agreed("whose"))).build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(json(answer).path("recorded").asBoolean()).isTrue();
        assertThat(json(answer).path("accepted").asInt()).isOne();
        JsonNode line = awaitOne("whose");
        assertThat(line.path("organisation").asString()).isEqualTo("7");
        assertThat(line.at("/principal/name").asString()).startsWith("h1:");
        assertThat(line.toString()).doesNotContain(ACTOR).doesNotContain("127.0.0.1");
        assertThat(headrace.log()).doesNotContain(ACTOR);
    }

    @Test
    void oneActorOfTwoOrganisationsHasTwoNames() throws Exception {
        sessions.post("7", batch(agreed("seven")));
        sessions.post("9", batch(agreed("nine")));

        assertThat(awaitOne("seven").at("/principal/name").asString())
                .isNotEqualTo(awaitOne("nine").at("/principal/name").asString());
        assertThat(awaitOne("nine").path("organisation").asString()).isEqualTo("9");
    }

    @ParameterizedTest
    @CsvSource({"organization_id, 9", "user_id, 42", "actor, 42"})
    void theBodyCannotNameThem(String member, String value) throws Exception {
        HttpResponse<String> answer =
                sessions.post(
                        "7",
                        batch(event("named", "\"analytics\"", ",\"" + member + "\":" + value)));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/rejected/0/message").asString()).isNotBlank();
    }

    @Test
    void withoutConsentNothingIsStoredByEitherPath() throws Exception {
        HttpResponse<String> answer = sessions.post("7", batch(event("refused", "\"errors\"", "")));
        HttpResponse<String> canonical =
                new Sessions(headrace, "/v1/streams/analytics/events")
                        .post("7", event("refused", "\"errors\"", ""));
        HttpResponse<String> mixed =
                sessions.post("7", batch(event("refused", "", ""), agreed("mixed")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json(answer).path("code").asString()).isEqualTo("consent-required");
        assertThat(json(canonical).at("/suppressed/0/reason").asString()).isEqualTo("consent");
        assertThat(mixed.statusCode()).isEqualTo(202);
        assertThat(json(mixed).path("suppressed")).hasSize(1);
        awaitOne("mixed");
        assertThat(inLake("refused")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-GPC", "DNT"})
    void whoeverSaysNoIsNotRecorded(String signal) throws Exception {
        String token = sessions.token("42", "7", UUID.randomUUID());
        String name = "said." + (signal.equals("DNT") ? "dnt" : "gpc");

        HttpResponse<String> answer =
                HeadraceProcess.send(
                        sessions.request(token, batch(agreed(name))).header(signal, "1").build());

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("recorded").asBoolean(true)).isFalse();
        sessions.post("7", batch(agreed(name + ".later")));
        awaitOne(name + ".later");
        assertThat(inLake(name)).isEmpty();
    }

    @Test
    void aRepeatIsCountedOnce() throws Exception {
        String token = sessions.token("42", "7", UUID.randomUUID());
        String body = batch(agreed("repeated"));
        HeadraceProcess.send(sessions.request(token, body).build());

        HttpResponse<String> again = HeadraceProcess.send(sessions.request(token, body).build());

        assertThat(json(again).path("duplicates").asInt()).isOne();
        awaitOne("repeated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{                               | 400",
                "[]                              | 400",
                "{\"events\":[],\"more\":1}      | 400",
                "{\"events\":[]}                 | 202",
                "{\"events\":[],\"sent_at\":\"2026-11-22T07:51:27Z\"} | 202",
                "{\"events\":[{}]}               | 422",
            })
    void answersAnotherBodyAsTheTableSays(String body, int status) throws Exception {
        assertThat(sessions.post("7", body).statusCode()).isEqualTo(status);
    }

    @Test
    void asksWhoItIsAndTakesNoMoreThanAHundred() throws Exception {
        String other = ",\"session_id\":\"%s\"".formatted(UUID.randomUUID());
        String many = Stream.generate(() -> "{}").limit(101).collect(Collectors.joining(","));
        HttpRequest nobody =
                HttpRequest.newBuilder(headrace.url(PATH))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(batch(agreed("nobody"))))
                        .build();

        assertThat(HeadraceProcess.send(nobody).statusCode()).isEqualTo(401);
        assertThat(sessions.post("7", batch(event("other", "\"analytics\"", other))).statusCode())
                .isEqualTo(403);
        assertThat(sessions.post("7", batch(many)).statusCode()).isEqualTo(413);
    }
}
