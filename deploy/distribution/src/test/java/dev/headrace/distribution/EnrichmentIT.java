package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.auth.HmacSigner;
import dev.headrace.auth.SessionTokens;
import dev.headrace.privacy.MmdbWriter;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Places by the operator's file and families of browsers, from the request to the answers. */
class EnrichmentIT {

    private static final String MEDIA = "/v1/media/events";
    private static final String AUDIT = "/v1/audit/ingest";
    private static final String CORE = "the-secret-of-the-core-api-1";
    private static final String LONDON = "192.0.2.7";
    private static final String SYDNEY = "198.51.100.7";
    private static final String FIREFOX =
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir static Path data;

    private static Path places;
    private static HeadraceProcess headrace;

    @BeforeAll
    static void start() throws Exception {
        places = data.resolve("places.mmdb");
        world().moveTo(places);
        ServiceKeys.write(data, ServiceKeys.core(CORE, "7"));
        headrace =
                HeadraceProcess.start(
                        data,
                        Configurations.LAKE.replace(
                                "headrace:\n",
                                "headrace:\n  store: embedded\n"
                                        + "  privacy: { trusted-proxies: 127.0.0.1, places-file: %s }\n"
                                                .formatted(places)),
                        Map.of());
    }

    private static MmdbWriter world() {
        return new MmdbWriter("GeoLite2-City")
                .network(
                        "192.0.2.0",
                        24,
                        MmdbWriter.city("GB", "ENG", "London", 51.51, -0.09, "Europe/London"))
                .network(
                        "198.51.100.0",
                        24,
                        MmdbWriter.city("AU", "NSW", "Sydney", -33.86, 151.2, "Australia/Sydney"));
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    @Test
    void aPlayerIsKnownByFamilyAndCountryAndNothingElse() throws Exception {
        UUID session = UUID.randomUUID();
        play(session, LONDON);

        await().atMost(SOON).until(() -> !inLake(session).isEmpty());
        JsonNode event = inLake(session).getFirst().path("event");
        assertThat(event.path("country").asString()).isEqualTo("GB");
        assertThat(event.path("browser").asString()).isEqualTo("Firefox");
        assertThat(event.path("os").asString()).isEqualTo("Linux");
        assertThat(event.path("device_type").asString()).isEqualTo("desktop");
        assertThat(inLake(session).toString()).doesNotContain("Mozilla", LONDON, "\"London\"");
        await().atMost(SOON)
                .until(
                        () -> stats("country_code", session),
                        body -> body.contains("\"country_code\":\"GB\""));
        assertThat(stats("browser_family", session)).contains("\"browser_family\":\"Firefox\"");
        assertThat(stats("device_type", session)).contains("\"device_type\":\"desktop\"");
    }

    @Test
    void nobodyIsInLondonAndInSydneyWithinAnHour() throws Exception {
        Instant at = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.SECONDS);
        audit(42, SYDNEY, at.plusSeconds(3_600)); // late: the earlier one comes after it
        audit(42, LONDON, at);
        audit(43, LONDON, at);
        audit(43, LONDON, at.plusSeconds(60));

        await().atMost(SOON).until(() -> travels().size() == 1);
        JsonNode alert = travels().getFirst();
        assertThat(alert.path("severity").asString()).isEqualTo("critical");
        assertThat(alert.path("event").asString()).isEqualTo("authn_impossible_travel");
        assertThat(alert.path("hits").asInt()).isOne();
        assertThat(alert.path("first").asString()).isEqualTo(at.plusSeconds(3_600).toString());
        assertThat(alert.toString()).doesNotContain(LONDON, SYDNEY, "51.5", "151.2");
    }

    @Test
    void aFileThatReplacesTheOneInUseIsTakenOver() throws Exception {
        world().network(
                        "203.0.113.0",
                        24,
                        MmdbWriter.city("FR", "IDF", "Paris", 48.86, 2.35, "Europe/Paris"))
                .moveTo(places);

        await().atMost(SOON).until(() -> headrace.log().contains("Took over the changed"));
        UUID session = UUID.randomUUID();
        play(session, "203.0.113.9");

        await().atMost(SOON).until(() -> !inLake(session).isEmpty());
        assertThat(inLake(session).getFirst().at("/event/country").asString()).isEqualTo("FR");
    }

    @Test
    void tooManyTokensThatDoNotVerifyAreToldWhenToComeAgain() throws Exception {
        int refused = 0;
        HttpResponse<String> last = stranger();
        for (int i = 0; i < 200 && last.statusCode() != 429; i++) {
            assertThat(last.statusCode()).isEqualTo(401);
            refused++;
            last = stranger();
        }

        assertThat(refused).isGreaterThanOrEqualTo(30);
        assertThat(last.statusCode()).as(last.body()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
        assertThat(last.headers().firstValue("RateLimit-Policy").orElse(""))
                .startsWith("\"address\";q=30");
        play(UUID.randomUUID(), "192.0.2.200"); // the same address, and a token that verifies
    }

    /** A start with a file that is no database ends with one line that says so. */
    @Test
    void aBrokenFileStopsTheStart() throws Exception {
        Path other = Files.createDirectories(data.resolve("other"));
        Path broken = Files.writeString(other.resolve("broken.mmdb"), "no database");
        Path config = other.resolve("headrace.yaml");
        Files.writeString(config, "headrace:\n  privacy: { places-file: %s }\n".formatted(broken));
        var builder =
                new ProcessBuilder(
                        HeadraceProcess.home().resolve("bin/headrace").toString(),
                        "run",
                        "--config",
                        config.toString(),
                        "--data",
                        other.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectErrorStream(true);

        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said)
                .contains(broken + " is no readable MaxMind database (.mmdb)")
                .doesNotContain("\tat ");
    }

    private static HttpRequest.Builder as(UUID session, String path) {
        String token =
                SessionTokens.make(
                        data.resolve("keys/session.json"),
                        new SessionTokens.Wanted(
                                "patient-4711", "7", session.toString(), Duration.ofHours(1)),
                        Clock.systemUTC());
        return HttpRequest.newBuilder(headrace.url(path))
                .timeout(SOON)
                .header("Content-Type", "application/json")
                .header("User-Agent", FIREFOX)
                .header("Authorization", "Bearer " + token);
    }

    private static void play(UUID session, String from) throws Exception {
        String event =
                """
                {"event":"session_start","session_id":"%s","media_id":"m-1","media_type":"video",\
                "timestamp":"%s","data":{"ttfb_ms":340}}\
                """
                        .formatted(session, Instant.now());
        HttpResponse<String> answer =
                HeadraceProcess.send(
                        as(session, MEDIA)
                                .header("X-Forwarded-For", from)
                                .POST(BodyPublishers.ofString(event))
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static String stats(String group, UUID session) throws Exception {
        return HeadraceProcess.send(
                        as(session, "/v1/media/bandwidth/stats?group_by=" + group).GET().build())
                .body();
    }

    private static HttpResponse<String> stranger() throws Exception {
        return HeadraceProcess.send(
                HttpRequest.newBuilder(headrace.url(MEDIA))
                        .timeout(SOON)
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", "192.0.2.200")
                        .header("Authorization", "Bearer v1.e30.AAAA")
                        .POST(BodyPublishers.ofString("{}"))
                        .build());
    }

    private static void audit(int user, String address, Instant at) throws Exception {
        String event =
                """
                {"events":[{"action":"UPDATE","entity_type":"form","user_id":%d,"organization_id":7,
                 "ip_address":"%s","user_agent":"x","request_path":"/v1/forms/1","status_code":200,
                 "timestamp":"%s","actor_type":"staff"}]}\
                """
                        .formatted(user, address, at);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(headrace.internal(AUDIT))
                        .timeout(SOON)
                        .header("Content-Type", "application/json");
        new HmacSigner(CORE).headers(Instant.now(), AUDIT).forEach(request::header);
        HttpResponse<String> answer =
                HeadraceProcess.send(request.POST(BodyPublishers.ofString(event)).build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static List<JsonNode> travels() throws Exception {
        JsonNode file =
                JsonMapper.shared().readTree(Files.readAllBytes(data.resolve("keys/admin.json")));
        HttpResponse<String> answer =
                HeadraceProcess.send(
                        HttpRequest.newBuilder(headrace.internal("/admin/security/events"))
                                .timeout(SOON)
                                .header(
                                        "Authorization",
                                        "Bearer " + file.at("/tokens/0/token").asString())
                                .build());
        return JsonMapper.shared()
                .readTree(answer.body())
                .path("events")
                .valueStream()
                .filter(one -> one.path("rule").asString().equals("impossible-travel"))
                .toList();
    }

    private static List<JsonNode> inLake(UUID session) throws Exception {
        return HeadraceProcess.lake(data.resolve("lake")).stream()
                .filter(line ->
                        line.at("/event/session_id").asString("").equals(session.toString()))
                .toList();
    }
}
