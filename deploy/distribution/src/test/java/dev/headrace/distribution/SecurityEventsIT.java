package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.auth.HmacSigner;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From audit events to alerts, and what operators can do about them. */
class SecurityEventsIT {

    private static final String DOOR = "/v1/audit/ingest";
    private static final String EVENTS = "/admin/security/events";
    private static final String CORE = "the-secret-of-the-core-api-1";
    private static final String ADDRESS = "192.0.2.77";
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir static Path data;

    private static HeadraceProcess headrace;

    @BeforeAll
    static void start() throws Exception {
        ServiceKeys.write(data, ServiceKeys.core(CORE, "7", "9"));
        headrace =
                HeadraceProcess.start(
                        data,
                        Configurations.LAKE.replace(
                                "headrace:\n", "headrace:\n  store: embedded\n"),
                        Map.of());
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    @Test
    void failedLoginsAreOneOpenAlertUntilItIsAcknowledged() throws Exception {
        Instant at = Instant.now().minus(Duration.ofMinutes(20)).truncatedTo(ChronoUnit.SECONDS);
        attempts(7, at, 12);
        attempts(7, at, 12); // the core sends again
        attempts(9, at, 9); // one too few

        JsonNode alert = awaitAlert("brute-force-user", 3);
        assertThat(alert.path("organisation").asString()).isEqualTo("7");
        assertThat(alert.path("event").asString()).isEqualTo("authn_login_fail_max");
        assertThat(alert.path("severity").asString()).isEqualTo("high");
        assertThat(alert.path("first").asString()).isEqualTo(at.plusSeconds(9).toString());
        assertThat(alert.path("last").asString()).isEqualTo(at.plusSeconds(11).toString());
        assertThat(awaitAlert("brute-force-address", 3).path("organisation").asString())
                .isEqualTo("7");
        assertThat(ask("").body()).as("nothing of the events").doesNotContain(ADDRESS);
        assertThat(json(ask("?organisation=9")).path("events")).isEmpty();

        String id = alert.path("id").asString();
        assertThat(acknowledge(id, "viewer").statusCode()).isEqualTo(403);
        HttpResponse<String> done = acknowledge(id, "operator");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(json(done).path("state").asString()).isEqualTo("acknowledged");
        assertThat(acknowledge(id, "operator").statusCode()).isEqualTo(404);
        assertThat(ask("?state=acknowledged").body()).contains(id);
        assertThat(admin("/admin/journal", "operator").body())
                .contains("acknowledge-security-event", id);

        attempts(7, at.plusSeconds(60), 1);

        JsonNode next = awaitAlert("brute-force-user", 1);
        assertThat(next.path("id").asString()).isNotEqualTo(id);
        assertThat(next.path("first").asString()).isEqualTo(at.plusSeconds(60).toString());

        replayEverything();

        assertThat(awaitAlert("brute-force-user", 1)).isEqualTo(next);
        assertThat(json(ask("?state=acknowledged")).at("/events/0/hits").asInt()).isEqualTo(3);
    }

    @Test
    void whoeverIsRefusedInTwoOrganisationsIsAnAlertOfNone() throws Exception {
        Instant at = Instant.now().minus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.SECONDS);
        String refused =
                event(7, 4711, at).replace("401", "403").replace("{", "{\"actor_type\":\"staff\",");
        post(refused + "," + refused.replace("\"organization_id\":7", "\"organization_id\":9"));

        JsonNode alert = awaitAlert("cross-tenant", 1);

        assertThat(alert.has("organisation")).isFalse();
        assertThat(alert.path("severity").asString()).isEqualTo("critical");
        assertThat(alert.path("subject").asString()).startsWith("h1:");
        assertThat(alert.toString()).doesNotContain("4711");
    }

    @Test
    void aGrantThatNobodyHasReviewedIsAnAlertUntilAReviewIsTold() throws Exception {
        Instant at = Instant.now().minus(Duration.ofHours(40)).truncatedTo(ChronoUnit.SECONDS);
        String use =
                event(9, 21, at)
                        .replace("401", "200")
                        .replace(
                                "{",
                                "{\"actor_type\":\"staff\",\"action_context\":\"break_glass\","
                                        + "\"break_glass_id\":77,");
        post(use);
        JsonNode alert = awaitAlert("unreviewed-break-glass", 1);
        assertThat(alert.path("last").asString())
                .isEqualTo(at.plus(Duration.ofHours(24)).toString());

        post(
                event(9, 22, at.plus(Duration.ofHours(3)))
                        .replace("401", "200")
                        .replace("CREATE", "REVIEW")
                        .replace(
                                "\"entity_type\":\"session\"",
                                "\"entity_type\":\"break_glass\",\"entity_id\":77"));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ask("").body()).doesNotContain("unreviewed-break-glass"));
    }

    /** Nothing of what the trail holds; and it is the same after a replay. */
    @Test
    void theAuditTrailIsWholeAndShowsNothingOfItself() throws Exception {
        Instant at = Instant.now().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS);
        attempts(7, at, 3);
        attempts(9, at, 2);

        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(rows("?organisation=7")).isGreaterThanOrEqualTo(3);
                    assertThat(rows("?organisation=9")).isGreaterThanOrEqualTo(2);
                });
        HttpResponse<String> before = verify("", "operator");
        replayEverything();
        HttpResponse<String> after = verify("", "operator");

        for (HttpResponse<String> answer : java.util.List.of(before, after)) {
            assertThat(json(answer).path("whole").asBoolean(false)).as(answer.body()).isTrue();
            assertThat(answer.body()).doesNotContain(ADDRESS).doesNotContain("/v1/login");
        }
        assertThat(verify("", "viewer").statusCode()).isEqualTo(403);
        assertThat(verify("?organization=7", "operator").statusCode()).isEqualTo(400);
        assertThat(HeadraceProcess.get(headrace.url("/admin/audit/verify")).statusCode())
                .isEqualTo(404);
        assertThat(admin("/admin/journal", "operator").body()).contains("verify-audit");
    }

    private static long rows(String query) throws Exception {
        return json(verify(query, "operator"))
                .path("chains")
                .valueStream()
                .mapToLong(chain -> chain.path("rows").asLong(0))
                .sum();
    }

    private static HttpResponse<String> verify(String query, String role) throws Exception {
        return HeadraceProcess.send(
                request("/admin/audit/verify" + query, role).POST(BodyPublishers.noBody()).build());
    }

    @Test
    void strangersAndOtherQuestionsAreRefused() throws Exception {
        assertThat(HeadraceProcess.get(headrace.internal(EVENTS)).statusCode()).isEqualTo(401);
        assertThat(HeadraceProcess.get(headrace.url(EVENTS)).statusCode()).isEqualTo(404);
        assertThat(ask("?state=closed").statusCode()).isEqualTo(400);
        assertThat(ask("?rule=x").statusCode()).isEqualTo(400);
        assertThat(acknowledge("0".repeat(32), "operator").statusCode()).isEqualTo(404);
    }

    private static JsonNode awaitAlert(String rule, int hits) {
        return await().atMost(SOON)
                .until(
                        () ->
                                json(ask(""))
                                        .path("events")
                                        .valueStream()
                                        .filter(one -> one.path("rule").asString().equals(rule))
                                        .filter(one -> one.path("hits").asInt() == hits)
                                        .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static void attempts(int organisation, Instant from, int count) throws Exception {
        post(
                IntStream.range(0, count)
                        .mapToObj(i -> event(organisation, 42, from.plusSeconds(i)))
                        .collect(Collectors.joining(",")));
    }

    private static void post(String list) throws Exception {
        String events = "{\"events\":[" + list + "]}";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(headrace.internal(DOOR))
                        .timeout(SOON)
                        .header("Content-Type", "application/json");
        new HmacSigner(CORE).headers(Instant.now(), DOOR).forEach(request::header);
        HttpResponse<String> answer =
                HeadraceProcess.send(request.POST(BodyPublishers.ofString(events)).build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** A failed login. */
    private static String event(int organisation, int user, Instant at) {
        return """
        {"action":"CREATE","entity_type":"session","user_id":%d,"organization_id":%d,
         "ip_address":"%s","user_agent":"x","request_path":"/v1/login","status_code":401,
         "timestamp":"%s"}\
        """
                .formatted(user, organisation, ADDRESS, at);
    }

    private static void replayEverything() throws Exception {
        String range =
                """
                {"sink":"insight","source":{"log":{"from":"%s","until":"%s"}},"dryRun":false}
                """
                        .formatted(
                                Instant.now().minus(Duration.ofHours(1)),
                                Instant.now().plusSeconds(1));
        HttpResponse<String> begun =
                HeadraceProcess.send(
                        request("/admin/replays", "operator")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(range))
                                .build());
        assertThat(begun.statusCode()).as(begun.body()).isBetween(200, 299);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(admin("/admin/replays", "operator").body())
                                .contains("\"done\""));
    }

    private static HttpResponse<String> ask(String query) throws Exception {
        return admin(EVENTS + query, "viewer");
    }

    private static HttpResponse<String> acknowledge(String id, String role) throws Exception {
        return HeadraceProcess.send(
                request(EVENTS + "/" + id + "/acknowledge", role)
                        .POST(BodyPublishers.noBody())
                        .build());
    }

    private static HttpResponse<String> admin(String path, String role) throws Exception {
        return HeadraceProcess.send(request(path, role).build());
    }

    private static HttpRequest.Builder request(String path, String role) throws Exception {
        URI url = headrace.internal(path);
        JsonNode file =
                JsonMapper.shared().readTree(Files.readAllBytes(data.resolve("keys/admin.json")));
        for (JsonNode token : file.path("tokens")) {
            if (token.path("role").asString().equals(role)) {
                return HttpRequest.newBuilder(url)
                        .timeout(SOON)
                        .header("Authorization", "Bearer " + token.path("token").asString());
            }
        }
        throw new AssertionError("no " + role);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
