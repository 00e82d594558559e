package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients are told when the log is full, and when they send more than they may. */
class BackPressureIT {

    private static final String EVENTS = "/v1/streams/user-telemetry/events";

    /** The smallest that there is: four segments of 16 MiB. */
    private static final String SMALL_LOG =
            "  log: { quota: 64MiB, segment-size: 16MiB, keep: 1s }\n";

    private static final int EVENTS_OF_A_POST = 40;
    private static final String FILL = "x".repeat(100_000);

    /** Ten times the quota, in posts of 4 MiB. */
    private static final int POSTS = 160;

    private static final int CALLERS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir Path data;

    private static String large(String prefix) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < EVENTS_OF_A_POST; i++) {
            ids.add(prefix + "-" + i);
        }
        return Events.batch(ids).replace("{\"a\":\"x\"}", "{\"a\":\"" + FILL + "\"}");
    }

    private static String configuration(StoppableDatabase database) {
        return Configurations.LAKE.replace("headrace:\n", "headrace:\n" + SMALL_LOG)
                + "    warehouse: { type: postgresql, url: \"%s\", user: %s, password: \"%s\", linger: 50ms }\n"
                        .formatted(
                                database.warehouse().url(),
                                database.warehouse().user(),
                                database.warehouse().password());
    }

    @Test
    void answersAFullLogWith503StaysUpAndRecoversByItself() throws Exception {
        try (var database = new StoppableDatabase(data.resolve("database"));
                var headrace =
                        HeadraceProcess.start(
                                data.resolve("node"), configuration(database), Map.of())) {
            database.stop();
            Set<String> acknowledged = pushTenTimesTheQuota(headrace);
            await().atMost(PATIENCE).until(() -> postOne(headrace, "probe").statusCode() == 503);

            HttpResponse<String> full = postOne(headrace, "probe");
            assertThat(full.statusCode()).isEqualTo(503);
            assertThat(full.body()).contains("\"code\":\"log-full\"");
            assertThat(full.headers().firstValue("Retry-After")).contains("10");
            assertThat(HeadraceProcess.get(headrace.url("/health/live")).statusCode())
                    .isEqualTo(200);
            assertThat(metric(headrace, "log_full")).isEqualTo(1);
            assertThat(metric(headrace, "request_bodies_bytes")).isZero();
            assertThat(headrace.log()).doesNotContain("OutOfMemoryError");

            database.start();
            await().atMost(PATIENCE).until(() -> postOne(headrace, "again").statusCode() == 202);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(missing(acknowledged, database.warehouse().ids("full-%")))
                                    .isEmpty());
        }
    }

    private static HttpResponse<String> postOne(HeadraceProcess headrace, String id)
            throws IOException, InterruptedException {
        return headrace.post(EVENTS, Events.batch(List.of(id)));
    }

    /** Posts from many callers; the ids of the events that were acknowledged. */
    private static Set<String> pushTenTimesTheQuota(HeadraceProcess headrace)
            throws InterruptedException {
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        Queue<Integer> other = new ConcurrentLinkedQueue<>();
        var next = new AtomicInteger();
        var callers = new ArrayList<Thread>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(Thread.ofVirtual().start(() -> push(headrace, next, acknowledged, other)));
        }
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(acknowledged).isNotEmpty();
        assertThat(other).isNotEmpty().containsOnly(503);
        return Set.copyOf(acknowledged);
    }

    private static void push(
            HeadraceProcess headrace,
            AtomicInteger next,
            Queue<String> acknowledged,
            Queue<Integer> other) {
        for (int post = next.getAndIncrement(); post < POSTS; post = next.getAndIncrement()) {
            String prefix = "full-" + post;
            try {
                HttpResponse<String> answer = headrace.post(EVENTS, large(prefix));
                if (answer.statusCode() == 202) {
                    for (int i = 0; i < EVENTS_OF_A_POST; i++) {
                        acknowledged.add(prefix + "-" + i);
                    }
                } else {
                    other.add(answer.statusCode());
                }
            } catch (IOException e) {
                other.add(503); // refused early: the connection was closed while the body was sent
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Set<String> missing(Set<String> acknowledged, List<String> found) {
        var missing = new HashSet<>(acknowledged);
        found.forEach(missing::remove);
        return missing;
    }

    private static long metric(HeadraceProcess headrace, String name)
            throws IOException, InterruptedException {
        String metrics = HeadraceProcess.get(headrace.internal("/metrics")).body();
        Matcher line =
                Pattern.compile("(?m)^headrace_" + name + "(?:\\{[^}]*})? ([0-9.E]+)$")
                        .matcher(metrics);
        assertThat(line.find()).as(name + " in\n" + metrics).isTrue();
        return (long) Double.parseDouble(line.group(1));
    }

    @Test
    void tellsACallerBeyondItsRateWhenToComeAgainOnEveryDoor() throws Exception {
        String configuration =
                Configurations.LAKE.replace(
                        "limits: { body-timeout: 2s",
                        "limits: { body-timeout: 2s, events-per-second: 1, event-burst: 60");
        try (var headrace = HeadraceProcess.start(data, configuration, Map.of())) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                ids.add("rate-" + i);
            }
            HttpResponse<String> taken = headrace.post(EVENTS, Events.batch(ids));
            HttpResponse<String> refused = headrace.post(EVENTS, Events.batch(ids));
            HttpResponse<String> guardian = headrace.post("/event", Events.batch(ids));

            assertThat(taken.statusCode()).isEqualTo(202);
            assertThat(taken.headers().firstValue("RateLimit-Policy"))
                    .contains("\"default\";q=60;qu=\"events\";w=60");
            assertThat(taken.headers().firstValue("RateLimit").orElseThrow())
                    .matches("\"default\";r=\\d;t=\\d+");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("\"code\":\"rate-limited\"");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.headers().firstValue("RateLimit")).isPresent();
            assertThat(guardian.statusCode()).isEqualTo(429);
            assertThat(guardian.body()).contains("\"status\":\"error\"");
            assertThat(guardian.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void keepsRejectsOverARestart() throws Exception {
        String bad = "{\"app\":\"canary-value\"}";
        try (var headrace = HeadraceProcess.start(data, Configurations.LAKE, Map.of())) {
            assertThat(headrace.post(EVENTS, bad).statusCode()).isEqualTo(422);
            headrace.terminate();
        }

        Path rejects = data.resolve("rejects/00000000");
        assertThat(rejects)
                .content(java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains("lacks the property")
                .doesNotContain("canary-value");
    }
}
