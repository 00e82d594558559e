package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.auth.HmacSigner;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit trail of the packaged process, and somebody with all rights over its database. */
class AuditTrailIT {

    private static final String DOOR = "/v1/audit/ingest";
    private static final String CORE = "the-secret-of-the-core-api-1";

    /** Stands in every event; whoever sees it has read one. */
    private static final String CANARY = "canary-of-a-patient";

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final Instant BEGUN = Instant.now().minus(Duration.ofHours(1));

    @TempDir Path data;

    @Test
    void theCommandSaysWhetherItIsWhatWasWrittenAlsoAfterARestart() throws Exception {
        ServiceKeys.write(data, ServiceKeys.core(CORE, "7"));
        try (HeadraceProcess headrace = start()) {
            post(headrace, 0, 5);
            awaitRows(headrace, 5);
        }
        try (HeadraceProcess headrace = start()) {
            post(headrace, 3, 8); // three of them are new
            awaitRows(headrace, 8);

            tamper("UPDATE audit.audit_logs SET status_code = 404 WHERE chain_number = 2");
            assertThat(verify(headrace, 1)).containsPattern(" 2 +changed ").doesNotContain(CANARY);

            tamper("UPDATE audit.audit_logs SET status_code = 200 WHERE chain_number = 2");
            assertThat(verify(headrace, 0)).contains("whole: every row is what was written");

            tamper("DELETE FROM audit.audit_logs; DELETE FROM audit.heads");
            assertThat(verify(headrace, 1)).contains("no-end");
            post(headrace, 20, 29); // a chain begins anew, and gets longer than the other
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(verify(headrace, 1))
                                    .containsPattern(" 8 +remembered-otherwise "));
        }
    }

    @Test
    void aNodeFindsABrokenChainByItselfAndStaysReady() throws Exception {
        ServiceKeys.write(data, ServiceKeys.core(CORE, "7"));
        try (HeadraceProcess headrace = start("  audit: { check-every: 200ms }\n")) {
            post(headrace, 0, 5);
            awaitRows(headrace, 5);
            awaitHealth(headrace, "\"brokenChains\":\"0\",\"chains\":\"1\",");

            tamper("UPDATE audit.audit_logs SET status_code = 404 WHERE chain_number = 2");

            awaitHealth(headrace, "\"brokenChains\":\"1\",");
            assertThat(headrace.log())
                    .contains("The audit chain of 7 by the node ", " is broken at the number 2: ")
                    .doesNotContain(CANARY);
            assertThat(HeadraceProcess.get(headrace.internal("/metrics")).body())
                    .containsPattern("(?m)^headrace_audit_broken_chains\\b.* 1(\\.0)?$");
            post(headrace, 5, 6);

            tamper("UPDATE audit.audit_logs SET status_code = 200 WHERE chain_number = 2");
            awaitHealth(headrace, "\"brokenChains\":\"0\",");
        }
    }

    private static void awaitHealth(HeadraceProcess headrace, String text) {
        await().atMost(SOON)
                .untilAsserted(() -> {
                    HttpResponse<String> health =
                            HeadraceProcess.get(headrace.internal("/health/ready"));
                    assertThat(health.statusCode()).isEqualTo(200);
                    assertThat(health.body()).contains(text).doesNotContain(CANARY);
                });
    }

    private HeadraceProcess start() {
        return start("");
    }

    private HeadraceProcess start(String more) {
        return HeadraceProcess.start(
                data,
                Configurations.LAKE.replace("headrace:\n", "headrace:\n  store: embedded\n" + more),
                Map.of());
    }

    private static void awaitRows(HeadraceProcess headrace, int rows) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(verify(headrace, 0))
                                .containsPattern("(?m)^7 +[a-z0-9]{12} +" + rows + " "));
    }

    private static String verify(HeadraceProcess headrace, int exitCode) throws Exception {
        Launched done = Launched.against(headrace, "audit", "verify");
        assertThat(done.exitCode()).as(done.output()).isEqualTo(exitCode);
        return done.output();
    }

    private void tamper(String change) throws Exception {
        try (Connection superuser = Warehouse.ofEmbedded(data).connect()) {
            execute(superuser, change);
        }
    }

    private static void execute(Connection connection, String change) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(change);
        }
    }

    private static void post(HeadraceProcess headrace, int from, int until) throws Exception {
        String events =
                IntStream.range(from, until)
                        .mapToObj(AuditTrailIT::event)
                        .collect(Collectors.joining(",", "{\"events\":[", "]}"));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(headrace.internal(DOOR))
                        .timeout(SOON)
                        .header("Content-Type", "application/json");
        new HmacSigner(CORE).headers(Instant.now(), DOOR).forEach(request::header);
        HttpResponse<String> answer =
                HeadraceProcess.send(request.POST(BodyPublishers.ofString(events)).build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static String event(int number) {
        return """
        {"event_id":"3f0f0d4e-1c40-4d9e-8f0b-2a6f3f1c9a%02d","action":"UPDATE","entity_type":"form",
         "user_id":42,"actor_type":"staff","organization_id":7,"ip_address":"192.0.2.7",
         "user_agent":"%s","request_path":"/v1/forms/1","status_code":200,
         "timestamp":"%s"}\
        """
                .formatted(number, CANARY, BEGUN.plusSeconds(number));
    }
}
