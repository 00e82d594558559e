package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code headrace replay} against the packaged server: what a sink has written to a lake in an
 * earlier run is delivered to a sink that was not there then.
 */
class ReplayFromLakeIT {

    private static final int EVENTS = 400;

    /** Slow enough to be killed midway on any machine. */
    private static final int RATE = 40;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir private Path folder;

    @Test
    void whatTheFileSinkWroteIsRedeliveredAndGoesOnAfterAKill() throws Exception {
        Path lake = folder.resolve("node/lake");
        writeLake(Configurations.LAKE, () -> HeadraceProcess.lake(lake).size());

        HeadraceProcess headrace = start(Configurations.LAKE);
        try (headrace) {
            assertThat(order(headrace, lake.toString(), "--dry-run").output())
                    .contains(EVENTS + " events", "user-telemetry: " + EVENTS);
            Launched refused = order(headrace, lake.toString(), "--yes");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output()).contains("duplicates").doesNotContain("\tat ");
            assertThat(copied()).isEmpty();

            begin(headrace, lake.toString(), "--rate", String.valueOf(RATE));
            await().atMost(PATIENCE).until(() -> !copied().isEmpty());
            headrace.kill();
        }
        int before = copied().size();
        assertThat(before).isBetween(1, EVENTS - 1);

        try (var again = start(Configurations.LAKE)) {
            awaitCopies(again);
            assertThat(byId(copied())).isEqualTo(byId(HeadraceProcess.lake(lake)));
        }
    }

    @Test
    void whatTheS3SinkWroteIsRedelivered() throws Exception {
        try (var bucket = RemoteTarget.start("s3", folder.resolve("s3.log"))) {
            String configuration = Configurations.LAKE + bucket.configuration();
            writeLake(configuration, () -> bucket.stored().size());

            try (var headrace = start(configuration)) {
                begin(headrace, "s3://example-lake", "--rate", "10000");
                awaitCopies(headrace);
                assertThat(copied().stream().map(one -> one.path("id").asString()).sorted())
                        .isEqualTo(bucket.stored().stream().sorted().toList());
            }
        }
    }

    /** How many events are at their place. */
    @FunctionalInterface
    private interface Count {
        int now() throws Exception;
    }

    private void writeLake(String configuration, Count written) throws Exception {
        List<String> ids = IntStream.range(0, EVENTS).mapToObj("lake-%04d"::formatted).toList();
        try (var headrace =
                HeadraceProcess.start(folder.resolve("node"), configuration, Map.of())) {
            for (int from = 0; from < EVENTS; from += EVENTS / 8) {
                HttpResponse<String> receipt =
                        headrace.post(
                                "/v1/streams/user-telemetry/events",
                                Events.batch(ids.subList(from, from + EVENTS / 8)));
                assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(202);
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(written.now()).isEqualTo(EVENTS));
        }
    }

    /** With a sink that was not there when the lake was written. */
    private HeadraceProcess start(String configuration) {
        return HeadraceProcess.start(
                folder.resolve("node"),
                configuration
                        + "    copy: { type: file, path: \"%s\", linger: 50ms }\n"
                                .formatted(folder.resolve("copy")),
                Map.of());
    }

    private static Launched order(HeadraceProcess headrace, String place, String... more)
            throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        var arguments =
                new ArrayList<>(
                        List.of(
                                "replay",
                                "--from",
                                place,
                                "--stream",
                                "user-telemetry",
                                "--dates",
                                today.minusDays(1) + ".." + today.plusDays(1),
                                "--to",
                                "copy"));
        arguments.addAll(List.of(more));
        return Launched.against(headrace, arguments.toArray(String[]::new));
    }

    private static void begin(HeadraceProcess headrace, String place, String... more)
            throws Exception {
        var arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--allow-duplicates", "--yes"));
        Launched begun = order(headrace, place, arguments.toArray(String[]::new));
        assertThat(begun.exitCode()).as(begun.output()).isZero();
        assertThat(begun.output()).contains("copy", String.valueOf(EVENTS));
    }

    /** Every event once, with its own id, accounted as redelivered and as nothing else. */
    private void awaitCopies(HeadraceProcess headrace) throws Exception {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    JsonNode replay =
                            answer(headrace, "admin", "replay", "list").path("replays").path(0);
                    assertThat(replay.path("state").asString()).isEqualToIgnoringCase("done");
                    assertThat(replay.path("delivered").asInt()).isEqualTo(EVENTS);
                });
        assertThat(copied()).hasSize(EVENTS);
        assertThat(headrace.takenAccounts()).as("unaccounted").isZero();
        JsonNode accounts = answer(headrace, "admin", "accounts").path("accounts");
        assertThat(accounts.valueStream().filter(one -> one.path("sink").asString().equals("copy")))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.path("stream").asString()).isEqualTo("user-telemetry");
                    assertThat(one.path("redelivered").asInt()).isEqualTo(EVENTS);
                    assertThat(one.path("delivered").asInt()).isZero();
                    assertThat(one.path("unaccounted").asInt()).isZero();
                });
    }

    private static JsonNode answer(HeadraceProcess headrace, String... command) throws Exception {
        var arguments = new ArrayList<>(List.of(command));
        arguments.add("--json");
        Launched asked = Launched.against(headrace, arguments.toArray(String[]::new));
        assertThat(asked.exitCode()).as(asked.output()).isZero();
        return JsonMapper.shared().readTree(asked.output());
    }

    private List<JsonNode> copied() throws Exception {
        return HeadraceProcess.lake(folder.resolve("copy"));
    }

    /** Envelopes whole: times, caller, position and the event are the first delivery's. */
    private static Map<String, JsonNode> byId(List<JsonNode> envelopes) {
        return envelopes.stream()
                .collect(Collectors.toMap(one -> one.path("id").asString(), Function.identity()));
    }
}
