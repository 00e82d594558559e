package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Credentials;
import dev.headrace.event.ByteSize;
import dev.headrace.event.Contract;
import dev.headrace.event.Meters;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.Dedupe;
import dev.headrace.eventlog.DeliveryState;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogSettings;
import dev.headrace.privacy.Pseudonyms;
import dev.headrace.privacy.Refinery;
import dev.headrace.validation.LoadedStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Received = accepted + duplicates + rejected + suppressed, against what was really sent. */
class DoorAccountsTest {

    private static final String CONTRACT =
            """
            name: numbers
            title: Numbers
            listener: public
            readable: true
            schemas:
              1: event.v1.schema.json
            id: /id
            auth: [none]
            limits: { request-bytes: 1MiB, events: 1000, event-bytes: 200B }
            retention: 1d
            sinks: all
            """;

    private static final String SCHEMA =
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "$id": "https://headrace.dev/streams/numbers/event.v1.schema.json",
              "type": "object",
              "required": ["id", "n"],
              "properties": {
                "id": {"type": "string"}, "n": {"type": "integer"}, "pad": {"type": "string"}
              }
            }
            """;

    @TempDir Path folder;

    private final Counted meters = new Counted();
    private final Random random = new Random(11);
    private long sent;
    private long ids;

    @Test
    void receivedIsWhatWasSentAndEveryEventEndsInExactlyOneOfTheFour() throws Exception {
        Path data = folder.resolve("data");
        try (DataFolder opened = DataFolder.open(data, random);
                EventLog log =
                        opened.openLog(
                                logSettings(data), DeliveryState.keepingAll(1), Clock.systemUTC());
                SlowBodyWatch watch = new SlowBodyWatch(Duration.ofSeconds(60))) {
            IngestPipeline pipeline = pipeline(opened.node(), log, watch);

            for (int request = 0; request < 100; request++) {
                pipeline.ingest(request(body()));
            }

            assertThat(meters.sum("events_received_total")).isEqualTo(sent);
            assertThat(
                            meters.sum("events_accepted_total")
                                    + meters.sum("events_duplicate_total")
                                    + meters.sum("events_rejected_total")
                                    + meters.sum("events_suppressed_total"))
                    .isEqualTo(sent);
            assertThat(meters.sum("events_accepted_total"))
                    .isEqualTo(log.end().sequence())
                    .isPositive();
            assertThat(meters.sum("events_rejected_total")).isPositive();
        }
    }

    private String body() {
        var lines = new StringBuilder();
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            lines.append(line()).append('\n');
            sent++;
        }
        return lines.toString();
    }

    private String line() {
        ids++;
        return switch (random.nextInt(6)) {
            case 0 -> "{\"id\":\"e" + ids + "\"}";
            case 1 -> "{\"id\":\"e" + ids + "\",\"n\":";
            case 2 -> "{\"id\":\"e" + ids + "\",\"n\":1,\"pad\":\"" + "x".repeat(300) + "\"}";
            case 3 -> "{\"id\":\"e" + (ids / 2) + "\",\"n\":1}";
            default -> "{\"id\":\"e" + ids + "\",\"n\":" + random.nextInt() + "}";
        };
    }

    private IngestPipeline pipeline(String node, EventLog log, SlowBodyWatch watch)
            throws IOException {
        Path stream = Files.createDirectories(folder.resolve("streams").resolve("numbers"));
        Files.writeString(stream.resolve("stream.yaml"), CONTRACT);
        Files.writeString(stream.resolve("event.v1.schema.json"), SCHEMA);
        LoadedStreams streams =
                LoadedStreams.load(List.of(stream.getParent()), folder.resolve("digests"));
        return new IngestParts(
                        streams,
                        Authenticator.open(Optional.empty(), Optional.empty(), Clock.systemUTC()),
                        new AllowedOrigins(List.of()),
                        streams.validator(),
                        new Refinery(new Pseudonyms(1, new byte[32])),
                        log,
                        new FakeRejectLog(),
                        new RateLimits(Optional.empty(), System::nanoTime),
                        Dedupe.off(),
                        new FakeDeliveries(),
                        Duration.ofSeconds(1),
                        1,
                        watch,
                        1 << 20,
                        new byte[32],
                        node,
                        meters,
                        Clock.systemUTC(),
                        random,
                        DialectParts.NONE)
                .pipeline();
    }

    private static IngestRequest request(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new IngestRequest(
                "numbers",
                Contract.Listener.PUBLIC,
                Optional.empty(),
                new Credentials(
                        Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "/"),
                Optional.empty(),
                Optional.of("application/x-ndjson"),
                Optional.empty(),
                bytes.length,
                Optional.empty(),
                Optional.empty(),
                Set::of,
                Sender.UNKNOWN,
                new ByteArrayInputStream(bytes));
    }

    private static LogSettings logSettings(Path data) {
        return new LogSettings(
                data, ByteSize.ofMebibytes(8), Duration.ofHours(1), ByteSize.ofMebibytes(2));
    }

    /** Counters by name, whatever their tags. */
    private static final class Counted implements Meters {

        private final Map<String, Long> sums = new ConcurrentHashMap<>();

        @Override
        public Counter counter(String name, Map<String, String> tags) {
            return amount -> sums.merge(name, amount, Long::sum);
        }

        @Override
        public void gauge(String name, Map<String, String> tags, LongSupplier value) {
            // only counters matter here
        }

        private long sum(String name) {
            return sums.getOrDefault(name, 0L);
        }
    }
}
