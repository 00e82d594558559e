package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.event.ByteSize;
import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.EventLogFullException;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.LogSettings;
import dev.headrace.eventlog.RecordDraft;
import dev.headrace.publishing.Accounts.Account;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits.Idempotency;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The accounts over the real log in a real folder. */
@Timeout(120)
class AccountsOnDiskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void closeInNormalLife(long seed) throws Exception {
        var random = new Random(seed);
        var planned = new Target("planned", Idempotency.BY_BATCH, new Random(seed));
        var loose = new Target("loose", Idempotency.NONE, new Random(seed + 1));
        for (int run = 0; run < 4; run++) {
            try (var node = new Node(8, planned.sink(), loose.sink())) {
                for (int turn = 0; turn < 60; turn++) {
                    node.append(random.nextBoolean() ? "web" : "app", 1 + random.nextInt(5));
                    if (random.nextInt(10) == 0) {
                        node.assertClosed();
                    }
                }
                if (run == 3) {
                    node.awaitDelivered();
                }
                node.assertClosed();
            }
        }
    }

    @Test
    void deletingASegmentWithPendingRecordsIsUnaccounted() throws Exception {
        var down = down();
        try (var node = new Node(64, down)) {
            node.append("web", 200);
            await().until(() -> World.status(node.publishing, "down").pending() == 200);
            node.assertClosed();

            List<Path> segments = segments();
            assertThat(segments).hasSizeGreaterThan(8);
            Files.delete(segments.get(4));

            Account account = node.take().accounts().getFirst();
            assertThat(account.unaccounted()).isBetween(1L, 50L);
            assertThat(account.pending() + account.unaccounted()).isEqualTo(200);
        }
        try (var node = new Node(64, down())) {
            assertThat(node.take().unaccounted()).isBetween(1L, 50L);
        }
    }

    @Test
    void deletingTheOldestSegmentWithPendingRecordsWhileStoppedIsUnaccounted() throws Exception {
        try (var node = new Node(64, down())) {
            node.append("web", 200);
            node.assertClosed();
        }
        Files.delete(segments().getFirst());

        try (var node = new Node(64, down())) {
            assertThat(node.take().unaccounted()).isBetween(1L, 50L);
        }
    }

    @Test
    void deletingADeliveredSegmentChangesNothing() throws Exception {
        try (var node = new Node(64, new FakeSink("fake"))) {
            node.append("web", 200);
            node.awaitDelivered();
            node.assertClosed();

            Files.delete(segments().get(3));

            node.assertClosed();
        }
    }

    private static FakeSink down() {
        var down = new FakeSink("down");
        down.writing =
                batch -> {
                    throw new SinkException.Unavailable("down");
                };
        return down;
    }

    private List<Path> segments() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("log"))) {
            return files.filter(file -> file.toString().endsWith(".seg")).sorted().toList();
        }
    }

    /** One run of the process; all its sinks are required. */
    private final class Node implements AutoCloseable {

        private final DataFolder data = DataFolder.open(folder, new Random(1));
        private final DeliveryProgress progress = DeliveryProgress.open(data, World.FAST);
        private final EventLog log;
        private final DeadLetters letters = data.openDeadLetters();
        private final Publishing publishing;

        private Node(int segments, FakeSink... sinks) {
            var segment = ByteSize.ofKibibytes(2);
            log =
                    data.openLog(
                            new LogSettings(
                                    folder,
                                    new ByteSize(segments * segment.bytes()),
                                    Duration.ZERO,
                                    segment),
                            progress,
                            Clock.systemUTC());
            publishing =
                    Publishing.start(
                            World.FAST,
                            Stream.of(sinks).map(sink -> World.required(sink.type())).toList(),
                            SinkPlugins.of(sinks),
                            progress,
                            new Surroundings(
                                    log,
                                    letters,
                                    FakeCatalog.of("web", "app"),
                                    Clock.systemUTC(),
                                    new Random(7)));
            publishing.keepAccounts(Duration.ofDays(1));
        }

        private void append(String stream, int records) throws InterruptedException {
            for (int i = 0; i < records; i++) {
                var frame = frame(stream, log.end().sequence());
                boolean stored = false;
                while (!stored) {
                    try {
                        log.append(List.of(frame));
                        stored = true;
                    } catch (EventLogFullException e) {
                        Thread.onSpinWait(); // the sinks make room
                    }
                }
            }
        }

        private void awaitDelivered() {
            await().atMost(PATIENCE).until(() -> progress.neededFrom() == log.end().sequence());
        }

        private Accounts take() throws InterruptedException {
            return publishing.takeAccounts(PATIENCE);
        }

        private void assertClosed() throws InterruptedException {
            Accounts accounts = take();
            assertThat(accounts.accounts()).isNotEmpty();
            assertThat(accounts.unaccounted()).as("unaccounted in %s", accounts).isZero();
        }

        @Override
        public void close() {
            publishing.close();
            log.close();
            progress.close();
            letters.close();
            data.close();
        }
    }

    private static FrameDraft frame(String stream, long id) {
        byte[] json = "{\"some\":\"thing\"}".getBytes(StandardCharsets.UTF_8);
        return new FrameDraft(
                new StreamName(stream),
                1,
                "0123456789abcdef".repeat(4),
                Instant.EPOCH,
                Principal.service("test"),
                Map.of(),
                List.of(
                        new RecordDraft(
                                "e" + id, Instant.EPOCH, "", List.of(), json, 0, json.length)));
    }
}
