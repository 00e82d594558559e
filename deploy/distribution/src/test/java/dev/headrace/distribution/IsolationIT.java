package dev.headrace.distribution;

import static dev.headrace.distribution.TwoTenants.AGAIN;
import static dev.headrace.distribution.TwoTenants.ORGANISATIONS;
import static dev.headrace.distribution.TwoTenants.other;
import static dev.headrace.distribution.TwoTenants.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.distribution.TwoTenants.Posted;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two organisations post whatever a seed says. Then each asks for all that can be asked for: no
 * answer, no row and no line of one holds a word of the other. A seed is tried again by {@code
 * -Dheadrace.seed=N}.
 */
class IsolationIT {

    private static final Duration SOON = Duration.ofSeconds(180);

    /** Beside the lake and the warehouse: every form that other sinks write too. */
    private static final String SINKS =
            """
                flat: { type: file, path: "%1$s/flat", form: flattened, compression: gzip, linger: 50ms }
                tables: { type: parquet, path: "%1$s/tables", linger: 50ms }
                objects:
                  type: s3
                  bucket: lake
                  compression: zstd
                  linger: 50ms
                  region: eu-west-1
                  endpoint: http://127.0.0.1:%2$d
                  path-style: true
                  access-key-id: example
                  secret-access-key: example
            """;

    /** Where the stream of each organisation's own leads to. */
    private static final Map<String, Set<String>> WAYS =
            Map.of("7", Set.of("flat"), "9", Set.of("objects"));

    @TempDir static Path data;

    private static TinyBucket bucket;
    private static TwoTenants both;

    @BeforeAll
    static void bothPost() throws Exception {
        bucket = new TinyBucket();
        both = TwoTenants.start(data, SINKS.formatted(data, bucket.port()), WAYS);
        both.post();
    }

    @AfterAll
    static void stop() {
        both.close();
        bucket.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lake", "warehouse", "flat", "objects", "tables"})
    void whatASinkHoldsIsOfTheOrganisationThatItNames(String sink) throws Exception {
        List<Isolation.Sent> led = both.ledTo(sink);
        await().atMost(SOON).until(() -> held(sink).size() == led.size());

        assertThat(both.isolation().delivered(led, held(sink))).as(AGAIN).isEmpty();
    }

    private static List<String> held(String sink) throws Exception {
        return switch (sink) {
            case "lake" ->
                    HeadraceProcess.lake(data.resolve("lake")).stream()
                            .map(JsonNode::toString)
                            .toList();
            case "warehouse" -> TenantRows.inWarehouse(data);
            case "flat" -> Unpacked.lines(data.resolve("flat"));
            case "objects" -> bucket.lines();
            case "tables" -> Unpacked.rows(data.resolve("tables"));
            default -> throw new IllegalArgumentException(sink);
        };
    }

    /** Media, poses and audit events are closed by the contract; the read side all. */
    @Test
    void aReaderOfTheDatabaseSeesTheOrganisationThatItsSessionNamesAlone() throws Exception {
        for (String organisation : ORGANISATIONS) {
            await().atMost(SOON)
                    .until(() ->
                            !TenantRows.readInStore(data, Optional.of(organisation)).isEmpty());
            List<String> warehouse = TenantRows.readInWarehouse(data, Optional.of(organisation));
            List<String> store = TenantRows.readInStore(data, Optional.of(organisation));

            assertThat(String.join("\n", warehouse))
                    .as(AGAIN)
                    .contains(Tenant.markOf(organisation))
                    .doesNotContain(Tenant.markOf(other(organisation)));
            assertThat(String.join("\n", store))
                    .as(AGAIN)
                    .contains(Tenant.markOf(organisation))
                    .doesNotContain(Tenant.markOf(other(organisation)));
        }
        assertThat(TenantRows.readInWarehouse(data, Optional.empty())).as(AGAIN).isEmpty();
        assertThat(TenantRows.readInStore(data, Optional.empty())).as(AGAIN).isEmpty();
    }

    @Test
    void everyCountIsOfTheOwnEventsAlone() {
        for (Map.Entry<String, String> asked :
                Map.of(
                                "user-telemetry", "app",
                                "analytics", "name",
                                "errors", "release",
                                "media", "media_type")
                        .entrySet()) {
            String path = "/v1/query/counts?stream=" + asked.getKey() + "&by=" + asked.getValue();
            for (String organisation : ORGANISATIONS) {
                for (HttpRequest.Builder request : askers(organisation, path)) {
                    await().atMost(SOON)
                            .untilAsserted(() ->
                                    assertThat(
                                                    both.isolation()
                                                            .counted(
                                                                    organisation,
                                                                    isOn(asked.getKey()),
                                                                    total(
                                                                            ownAnswer(
                                                                                    organisation,
                                                                                    request))))
                                            .as(AGAIN + " " + path)
                                            .isEmpty());
                }
            }
        }
    }

    private static Predicate<Isolation.Sent> isOn(String stream) {
        return one -> one.stream().equals(stream);
    }

    /** Whoever asks, on whichever listener. */
    private static List<HttpRequest.Builder> askers(String organisation, String path) {
        Tenant tenant = both.tenant(organisation);
        var askers = new ArrayList<HttpRequest.Builder>();
        for (URI url : List.of(both.headrace().url(path), both.headrace().internal(path))) {
            askers.add(tenant.service(url));
            askers.add(tenant.session(url, UUID.randomUUID().toString()));
        }
        return askers;
    }

    private static String ownAnswer(String organisation, HttpRequest.Builder request) {
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).as(AGAIN + answer.body()).isEqualTo(200);
        assertThat(both.isolation().answered(organisation, answer.body())).as(AGAIN).isEmpty();
        return answer.body();
    }

    private static long total(String counts) {
        return JsonMapper.shared()
                .readTree(counts)
                .path("counts")
                .valueStream()
                .mapToLong(row -> row.path("count").asLong())
                .sum();
    }

    @Test
    void statisticsOfMediaKnowTheOwnSessionsAlone() {
        for (String organisation : ORGANISATIONS) {
            Tenant tenant = both.tenant(organisation);
            await().atMost(SOON)
                    .untilAsserted(() -> {
                        Isolation isolation = both.isolation();
                        assertThat(
                                        isolation.counted(
                                                organisation, isOn("media"), sessions(tenant, "")))
                                .as(AGAIN)
                                .isEmpty();
                        assertThat(
                                        isolation.counted(
                                                organisation, isOn("media"), bandwidth(tenant)))
                                .as(AGAIN)
                                .isEmpty();
                    });
            both.of(other(organisation))
                    .filter(one -> one.door() == TenantDoor.MEDIA)
                    .forEach(one ->
                            assertThat(sessions(tenant, "&media_id=" + one.event().mark()))
                                    .as(AGAIN)
                                    .isZero());
        }
    }

    private static long sessions(Tenant tenant, String more) {
        URI url = both.headrace().url("/v1/media/sessions/stats?period=1h" + more);
        return JsonMapper.shared()
                .readTree(ownAnswer(tenant.organisation(), tenant.service(url)))
                .path("total_sessions")
                .asLong();
    }

    private static long bandwidth(Tenant tenant) {
        URI url =
                both.headrace().url("/v1/media/bandwidth/stats?period=1h&group_by=connection_type");
        String answer =
                ownAnswer(tenant.organisation(), tenant.session(url, UUID.randomUUID().toString()));
        return JsonMapper.shared().readTree(answer).at("/stats/0/total_sessions").asLong();
    }

    @Test
    void aReceiptIsThereForTheOwnOrganisationAlone() {
        List<Posted> receipted =
                both.posted().stream().filter(one -> one.receipt().isPresent()).toList();
        assertThat(receipted).hasSizeGreaterThan(both.posted().size() / 2);
        for (Posted one : receipted) {
            String path = "/v1/receipts/" + one.receipt().orElseThrow();
            String owner = one.tenant().organisation();

            for (HttpRequest.Builder request : askers(other(owner), path)) {
                HttpResponse<String> answer = send(request);
                assertThat(
                                both.isolation()
                                        .foreignReceipt(
                                                one.sent(), answer.statusCode(), answer.body()))
                        .as(AGAIN)
                        .isEmpty();
            }
            assertThat(askers(owner, path).stream().map(TwoTenants::send))
                    .as(AGAIN + " " + one.door())
                    .anyMatch(answer -> answer.statusCode() == 200);
        }
    }

    /** What operators see is for no organisation's credentials, and open pages tell of nobody. */
    @Test
    void nothingElseOnEitherListenerShowsAnEvent() {
        for (Endpoints.Endpoint endpoint : Endpoints.pages()) {
            for (String organisation : ORGANISATIONS) {
                for (HttpRequest.Builder request : askers(organisation, endpoint.example())) {
                    HttpResponse<String> answer =
                            send(request.method(endpoint.method(), BodyPublishers.noBody()));

                    assertThat(both.isolation().shownToAnybody(answer.body()))
                            .as(AGAIN + " " + endpoint)
                            .isEmpty();
                    if (endpoint.path().startsWith("/admin")) {
                        assertThat(answer.statusCode())
                                .as(endpoint.toString())
                                .isIn(401, 404, 405, 429);
                    }
                }
            }
        }
    }
}
