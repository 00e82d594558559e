package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SIGTERM does: once, and twice. */
class DrainIT {

    private static final String EVENTS = "/v1/streams/user-telemetry/events";

    @TempDir Path data;

    @Test
    void sigtermRefusesNewWorkAndFinishesWhatWasBegun() throws Exception {
        try (HeadraceProcess headrace = start("drain-delay: 6s, shutdown-grace: 20s")) {
            String body = Events.batch(List.of("begun"));
            try (RawSocket begun = beginPost(headrace, body)) {
                assertThat(begun.hearLine(Duration.ofSeconds(20))).contains("100 Continue");
                headrace.tellToStop();
                await().atMost(Duration.ofSeconds(5))
                        .untilAsserted(() -> assertThat(readiness(headrace)).isEqualTo(503));

                HttpResponse<String> refused = headrace.post(EVENTS, Events.batch(List.of("late")));

                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(refused.body()).contains("\"code\":\"stopping\"");
                assertThat(begun.send(body).hear(Duration.ofSeconds(10)).text())
                        .contains("HTTP/1.1 202", "\"accepted\":1");
            }
            assertThat(headrace.terminate()).isIn(130, 143);
        }
        assertThat(deliveredAfterARestart(Set.of("begun")))
                .contains("begun")
                .doesNotContain("late");
    }

    @Test
    void aSecondSigtermLeavesAtOnceWithoutLoss() throws Exception {
        Set<String> ids =
                IntStream.range(0, 200).mapToObj(i -> "second-" + i).collect(Collectors.toSet());
        try (HeadraceProcess headrace = start("drain-delay: 10m, shutdown-grace: 10m")) {
            assertThat(headrace.post(EVENTS, Events.batch(List.copyOf(ids))).statusCode())
                    .isEqualTo(202);
            headrace.tellToStop();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(readiness(headrace)).isEqualTo(503));

            headrace.tellToStop();

            await().atMost(Duration.ofSeconds(20)).until(headrace::isOver);
        }
        assertThat(deliveredAfterARestart(ids)).containsAll(ids);
    }

    private HeadraceProcess start(String limits) {
        return HeadraceProcess.start(
                data,
                """
                headrace:
                  public: { host: 127.0.0.1 }
                  limits: { body-timeout: 30s, %s }
                  sinks:
                    lake: { type: file, linger: 1s }
                """
                        .formatted(limits),
                Map.of());
    }

    private static int readiness(HeadraceProcess headrace) throws Exception {
        return HeadraceProcess.get(headrace.internal("/health/ready")).statusCode();
    }

    /** Sends the head, and nothing of the body. */
    private static RawSocket beginPost(HeadraceProcess headrace, String body) throws Exception {
        var head = new StringBuilder("POST " + EVENTS + " HTTP/1.1\r\nHost: localhost\r\n");
        head.append("Content-Type: application/json\r\n");
        new dev.headrace.auth.HmacSigner(headrace.secret())
                .headers(Instant.now(), EVENTS)
                .forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n");
        RawSocket socket = new RawSocket(headrace.port());
        return socket.send(head.toString());
    }

    private Set<String> deliveredAfterARestart(Set<String> wanted) throws Exception {
        try (HeadraceProcess headrace = start("drain-delay: 0s")) {
            assertThat(headrace.port()).isPositive();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(inLake()).containsAll(wanted));
            return inLake();
        }
    }

    private Set<String> inLake() throws Exception {
        var ids = new HashSet<String>();
        HeadraceProcess.lake(data.resolve("lake"))
                .forEach(one -> ids.add(one.path("id").asString()));
        return ids;
    }
}
