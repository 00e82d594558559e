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
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two organisations post whatever a seed says. Then each asks for all that can be asked for: no
 * answer, no row and no line of one holds a word of the other. A seed is tried again by {@code
 * -Dheadrace.seed=N}.
 */
class IsolationIT {

    private static final Duration SOON = Duration.ofSeconds(180);

    @TempDir static Path data;

    private static TwoTenants both;

    @BeforeAll
    static void bothPost() throws Exception {
        both = TwoTenants.start(data);
        both.post();
        await().atMost(SOON)
                .until(() ->
                        HeadraceProcess.lake(data.resolve("lake")).size() == both.posted().size());
        for (String organisation : ORGANISATIONS) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(TenantRows.inWarehouse(data, organisation))
                                    .as(AGAIN)
                                    .hasSize((int) both.of(organisation).count()));
        }
    }

    @AfterAll
    static void stop() {
        both.close();
    }

    @Test
    void everyLineOfTheLakeIsOfTheOrganisationThatPostedIt() throws Exception {
        List<JsonNode> lines = HeadraceProcess.lake(data.resolve("lake"));

        for (String organisation : ORGANISATIONS) {
            List<JsonNode> own =
                    lines.stream()
                            .filter(line ->
                                    line.path("organisation").asString("").equals(organisation))
                            .toList();
            assertThat(own).as(AGAIN).hasSize((int) both.of(organisation).count());
            assertThat(own.toString())
                    .as(AGAIN)
                    .doesNotContain(Tenant.markOf(other(organisation)))
                    .contains(both.of(organisation).map(one -> one.event().mark()).toList());
        }
    }

    @Test
    void everyFileAndObjectNamesTheOrganisationThatPostedIt() throws Exception {
        await().atMost(SOON)
                .until(() ->
                        Unpacked.lines(data.resolve("flat")).size() == both.posted().size()
                                && both.bucket().lines().size() == both.posted().size()
                                && Unpacked.rows(data.resolve("tables")).size()
                                        == both.posted().size());
        List<List<String>> all =
                List.of(
                        Unpacked.lines(data.resolve("flat")),
                        both.bucket().lines(),
                        Unpacked.rows(data.resolve("tables")));
        for (List<String> lines : all) {
            for (String organisation : ORGANISATIONS) {
                List<String> own =
                        lines.stream()
                                .filter(line -> line.contains(Tenant.markOf(organisation)))
                                .toList();
                assertThat(own)
                        .as(AGAIN)
                        .hasSize((int) both.of(organisation).count())
                        .allSatisfy(line ->
                                assertThat(line)
                                        .as(AGAIN)
                                        .containsPattern(
                                                "[\"']?organisation[\"']?\\s*[:=]\\s*[\"']?"
                                                        + organisation
                                                        + "\\b"));
            }
        }
    }

    @Test
    void everyRowOfTheWarehouseIsOfTheOrganisationThatPostedIt() throws Exception {
        for (String organisation : ORGANISATIONS) {
            assertThat(String.join("\n", TenantRows.inWarehouse(data, organisation)))
                    .as(AGAIN)
                    .doesNotContain(Tenant.markOf(other(organisation)))
                    .contains(both.of(organisation).map(one -> one.event().mark()).toList());
        }
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
                long expected =
                        both.of(organisation)
                                .filter(one -> one.door().stream().equals(asked.getKey()))
                                .count();
                for (HttpRequest.Builder request : askers(organisation, path)) {
                    await().atMost(SOON)
                            .untilAsserted(() ->
                                    assertThat(total(ownAnswer(organisation, request)))
                                            .as(AGAIN + " " + path)
                                            .isEqualTo(expected));
                }
            }
        }
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
        assertThat(answer.body()).as(AGAIN).doesNotContain(Tenant.markOf(other(organisation)));
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
            long expected =
                    both.of(organisation).filter(one -> one.door() == TenantDoor.MEDIA).count();
            await().atMost(SOON)
                    .untilAsserted(() -> {
                        assertThat(sessions(tenant, "")).as(AGAIN).isEqualTo(expected);
                        assertThat(bandwidth(tenant)).as(AGAIN).isEqualTo(expected);
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
                assertThat(answer.statusCode()).as(AGAIN).isIn(401, 403, 404);
                assertThat(answer.body()).as(AGAIN).doesNotContain(one.event().id().toString());
            }
            assertThat(askers(owner, path).stream().map(TwoTenants::send))
                    .as(AGAIN + " " + one.door())
                    .anyMatch(answer -> answer.statusCode() == 200);
        }
    }

    /** What operators see is for no organisation's credentials, and open pages tell of nobody. */
    @Test
    void nothingElseOnEitherListenerShowsAnEvent() throws Exception {
        for (String path : TenantRows.everyOtherPath(both.headrace())) {
            for (String organisation : ORGANISATIONS) {
                for (HttpRequest.Builder request : askers(organisation, path)) {
                    HttpResponse<String> answer = send(request);

                    assertThat(answer.body())
                            .as(AGAIN + " " + path)
                            .doesNotContain(Tenant.markOf("7"))
                            .doesNotContain(Tenant.markOf("9"));
                    if (path.startsWith("/admin")) {
                        assertThat(answer.statusCode()).as(path).isIn(401, 404, 405, 429);
                    }
                }
            }
        }
    }
}
