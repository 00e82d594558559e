package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One Headrace with every sink that there is, each against its real target: a hundred thousand
 * events, one target away in the middle, and every sink holds every event.
 */
@Tag("real-server")
class AllSinksIT {

    private static final int EVENTS = Integer.getInteger("headrace.all-sinks-events", 100_000);
    private static final int BATCH = 500;
    private static final int CLIENTS = 4;
    private static final Duration DELIVERED_WITHIN = Duration.ofMinutes(10);

    /** The sink whose target goes away. */
    private static final String STRUCK = "kafka";

    @TempDir Path data;

    private final Map<String, RemoteTarget> targets = new TreeMap<>();

    @Test
    void everySinkHoldsEveryEventThoughOneWasAway() throws Exception {
        try {
            for (String type : RemoteTarget.CONTRACTS.keySet()) {
                targets.put(type, RemoteTarget.start(type, data.resolve(type + ".log")));
            }
            assertThat(plugins()).as("every plugin has a target here").isEqualTo(targets.keySet());
            try (var headrace =
                    HeadraceProcess.start(data.resolve("node"), configuration(), Map.of())) {
                deliver(headrace);
            }
        } finally {
            for (RemoteTarget target : targets.values()) {
                target.close();
            }
        }
    }

    private static Set<String> plugins() {
        String[] folders = HeadraceProcess.home().resolve("plugins").toFile().list();
        return Set.of(folders == null ? new String[0] : folders);
    }

    private String configuration() throws Exception {
        Path stream = Files.createDirectories(data.resolve("streams/conformance"));
        var hints = new ArrayList<String>();
        var sinks = new StringBuilder();
        for (RemoteTarget target : targets.values()) {
            hints.add("\"" + target.type() + "\": " + target.hints());
            sinks.append(target.configuration());
        }
        Files.writeString(
                stream.resolve("stream.yaml"),
                """
                name: conformance
                title: Numbered events
                listener: public
                schemas: { 1: event.v1.schema.json }
                id: /id
                auth: [hmac]
                sinks: all
                hints: { %s }
                """
                        .formatted(String.join(", ", hints)));
        Files.writeString(
                stream.resolve("event.v1.schema.json"),
                """
                {"$schema": "https://json-schema.org/draft/2020-12/schema",
                 "type": "object", "required": ["n"],
                 "properties": {"n": {"type": "integer"}, "text": {"type": "string"},
                                "id": {"type": "string"}}}
                """);
        return """
        headrace:
          public: { host: 127.0.0.1 }
          accounts: { every: 1s }
          streams: { folders: ["%s"] }
          sinks:
        %s\
        """
                .formatted(data.resolve("streams"), sinks);
    }

    private void deliver(HeadraceProcess headrace) throws Exception {
        List<String> ids = IntStream.range(0, EVENTS).mapToObj("all-%06d"::formatted).toList();
        post(headrace, ids.subList(0, EVENTS / 3));
        RemoteTarget struck = Objects.requireNonNull(targets.get(STRUCK));
        struck.goDown();
        post(headrace, ids.subList(EVENTS / 3, 2 * EVENTS / 3));
        struck.comeBack();
        post(headrace, ids.subList(2 * EVENTS / 3, EVENTS));

        Set<String> all = new HashSet<>(ids);
        for (RemoteTarget target : targets.values()) {
            await().atMost(DELIVERED_WITHIN)
                    .pollInterval(Duration.ofSeconds(3))
                    .untilAsserted(() ->
                            assertThat(missing(all, target.stored()))
                                    .as("missing in " + target.type())
                                    .isEmpty());
            if (!target.mayDouble()) {
                assertThat(target.stored()).as("copies in " + target.type()).hasSize(EVENTS);
            }
        }
        assertThat(headrace.takenAccounts()).as("unaccounted").isZero();
    }

    private static Set<String> missing(Set<String> all, List<String> stored) {
        var missing = new HashSet<>(all);
        stored.forEach(missing::remove);
        return missing;
    }

    private static void post(HeadraceProcess headrace, List<String> ids) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            var answers = new ArrayList<Future<HttpResponse<String>>>();
            for (int from = 0; from < ids.size(); from += BATCH) {
                List<String> batch = ids.subList(from, Math.min(from + BATCH, ids.size()));
                answers.add(
                        clients.submit(() ->
                                headrace.post("/v1/streams/conformance/events", body(batch))));
            }
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(202);
            }
        }
    }

    private static String body(List<String> ids) {
        var body = new StringBuilder("[");
        for (String id : ids) {
            int number = Integer.parseInt(id.substring(id.indexOf('-') + 1));
            body.append(body.length() == 1 ? "" : ",")
                    .append(
                            "{\"id\":\"%s\",\"n\":%d,\"text\":\"event %d\"}"
                                    .formatted(id, number, number));
        }
        return body.append(']').toString();
    }
}
