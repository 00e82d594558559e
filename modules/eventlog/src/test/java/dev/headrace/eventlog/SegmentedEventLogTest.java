package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headrace.event.ByteSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentedEventLogTest {

    private static final Logger LOG = Logger.getLogger("dev.headrace.eventlog");

    private final FaultyStorage storage = new FaultyStorage();
    private final LogFixture fixture = new LogFixture(Drafts.settings(4096, 8));

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF); // the failures are made on purpose
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    @Test
    void readsBackEverythingThatWasAppended() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            Appended appended = log.append(Drafts.frames(100, "a", "b"));

            LogFrame frame = Drafts.readAll(log, log.start()).getFirst();

            assertThat(appended).isEqualTo(new Appended(LogFixture.at(0), 2));
            assertThat(frame.first()).isEqualTo(LogFixture.at(0));
            assertThat(frame.end()).isEqualTo(log.end());
            assertThat(frame.routeEpoch()).isEqualTo(42);
            FrameDraft draft = Drafts.frames(100, "a", "b").getFirst();
            assertThat(frame.stream()).isEqualTo(draft.stream());
            assertThat(frame.schemaVersion()).isEqualTo(draft.schemaVersion());
            assertThat(frame.schemaDigest()).isEqualTo(draft.schemaDigest());
            assertThat(frame.receivedAt()).isEqualTo(draft.receivedAt());
            assertThat(frame.principal()).isEqualTo(draft.principal());
            assertThat(frame.attributes()).isEqualTo(draft.attributes());
            assertIsSame(frame.records().get(1), draft.records().get(1));
            assertThat(frame.records().get(1).position()).isEqualTo(LogFixture.at(1));
        }
    }

    @Test
    void countsForcesNotRecords() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            log.append(Drafts.frames(100, "a", "b"));
            log.append(Drafts.frames(100, "c"));

            assertThat(log.status().forces()).isEqualTo(2);
        }
    }

    private static void assertIsSame(LogRecord record, RecordDraft sent) {
        assertThat(record.id()).isEqualTo(sent.id());
        assertThat(record.occurredAt()).isEqualTo(sent.occurredAt());
        assertThat(record.key()).isEqualTo(sent.key());
        assertThat(record.layout()).isEqualTo(sent.layout());
        assertThat(StandardCharsets.UTF_8.decode(record.json().duplicate()).toString())
                .isEqualTo(new String(sent.source(), 2, sent.length(), StandardCharsets.UTF_8));
    }

    @Test
    void givesOneAppendConsecutivePositionsOverItsFrames() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            log.append(Drafts.frames(10, "a"));

            Appended appended =
                    log.append(
                            List.of(
                                    Drafts.frame(Drafts.record("b", 10), Drafts.record("c", 10)),
                                    Drafts.frame(Drafts.record("d", 10))));

            assertThat(appended).isEqualTo(new Appended(LogFixture.at(1), 3));
            assertThat(Drafts.ids(Drafts.readAll(log, LogFixture.at(0))))
                    .containsExactly("0=a", "1=b", "2=c", "3=d");
        }
    }

    @Test
    void startsInTheMiddleOfAFrameAndOfTheLog() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            for (int i = 0; i < 30; i++) {
                log.append(Drafts.frames(300, "a" + i, "b" + i));
            }

            List<LogFrame> frames = Drafts.readAll(log, LogFixture.at(41));

            assertThat(frames.getFirst().first()).isEqualTo(LogFixture.at(40));
            assertThat(frames).hasSize(10);
            assertThat(log.status().segments()).isGreaterThan(4);
        }
    }

    @Test
    void countsTheBytesThatHoldRecordsAndNotThosePreparedForMore() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            long before = log.status().filledBytes();

            for (int i = 0; i < 30; i++) {
                log.append(Drafts.frames(300, "a" + i));
            }

            LogStatus status = log.status();
            assertThat(status.segments()).isGreaterThan(2);
            assertThat(status.filledBytes() - before)
                    .isGreaterThan(30 * 300)
                    .isLessThan(status.usedBytes());
        }
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int run = 0; run < 5; run++) {
            try (EventLog log = fixture.open(storage)) {
                for (int i = 0; i < 3; i++) {
                    expected.add(expected.size() + "=r" + run + i);
                    log.append(Drafts.frames(500, "r" + run + i));
                }
                assertThat(Drafts.ids(Drafts.readAll(log, log.start())))
                        .containsExactlyElementsOf(expected);
                assertThat(log.status().damage()).isEmpty();
            }
        }
    }

    @Test
    void refusesAnAppendThatNoSegmentHolds() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> log.append(Drafts.frames(4096, "a")))
                    .withMessageContaining("more than a segment holds");
            assertThatIllegalArgumentException().isThrownBy(() -> log.append(List.of()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> log.append(Drafts.frames(10, "not ascii: ü")));

            assertThat(log.append(Drafts.frames(3700, "fits")).first()).isEqualTo(LogFixture.at(0));
        }
    }

    @Test
    void keepsAllPositionsUniqueAndConsecutiveUnderConcurrency(@TempDir Path folder)
            throws Exception {
        LogSettings settings =
                new LogSettings(
                        folder, ByteSize.ofMebibytes(64), Duration.ZERO, ByteSize.ofKibibytes(256));
        ConcurrentLinkedQueue<Long> positions = new ConcurrentLinkedQueue<>();
        try (DataFolder data = DataFolder.open(folder, RandomGenerator.getDefault());
                EventLog log = data.openLog(settings, new FakeDelivery(), Clock.systemUTC())) {
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Boolean>> done = new ArrayList<>();
                for (int caller = 0; caller < 200; caller++) {
                    String name = "c" + caller;
                    done.add(callers.submit(() -> appendSome(log, name, positions)));
                }
                for (Future<Boolean> one : done) {
                    assertThat(one.get()).isTrue();
                }
            }

            assertThat(positions.stream().sorted().toList())
                    .containsExactlyElementsOf(LongStream.range(0, 4000).boxed().toList());
            assertThat(Drafts.ids(Drafts.readAll(log, log.start()))).hasSize(4000);
            assertThat(log.status().segments()).isGreaterThan(2);
        }
    }

    private static Boolean appendSome(EventLog log, String name, ConcurrentLinkedQueue<Long> into)
            throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            Appended appended = log.append(Drafts.frames(200, name + "-" + i, name + "+" + i));
            into.add(appended.first().sequence());
            into.add(appended.first().plus(1).sequence());
        }
        return true;
    }

    @Test
    void wakesAReaderThatWaits() throws Exception {
        try (EventLog log = fixture.open(storage);
                LogReader reader = log.read(log.end());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<LogFrame>> waiting =
                    threads.submit(() -> reader.next(Duration.ofSeconds(30)));

            log.append(Drafts.frames(10, "a"));

            assertThat(waiting.get()).map(LogFrame::first).contains(LogFixture.at(0));
            assertThat(reader.position()).isEqualTo(LogFixture.at(1));
        }
    }

    @Test
    void stopsForGoodAfterAFailedForce() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            log.append(Drafts.frames(10, "a"));
            storage.failWhen(SegmentedEventLogTest::failForce);
            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> log.append(Drafts.frames(10, "b")));
            storage.failWhen((operation, path) -> {});

            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> log.append(Drafts.frames(10, "c")));
            assertThat(log.status().failure()).get().asString().contains("no luck");
            assertThat(Drafts.ids(Drafts.readAll(log, log.start()))).containsExactly("0=a");
        }
        try (EventLog log = fixture.open(storage)) {
            assertThat(log.append(Drafts.frames(10, "d")).first().sequence()).isBetween(1L, 2L);
        }
    }

    @Test
    void showsNothingAfterARestartThatAPowerFailureCouldTakeBack() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            FaultyStorage disk = new FaultyStorage();
            try (EventLog log = fixture.open(disk)) {
                log.append(Drafts.frames(600, "a"));
                disk.failWhen(SegmentedEventLogTest::failForce);
                assertThatExceptionOfType(EventLogFailedException.class)
                        .isThrownBy(() -> log.append(Drafts.frames(600, "b")));
                disk.failWhen((operation, path) -> {});
            }

            List<String> seen;
            try (EventLog log = fixture.open(disk)) {
                seen = Drafts.ids(Drafts.readAll(log, log.start()));
            }

            try (EventLog log = fixture.open(disk.afterCrash(new SplittableRandom(seed)))) {
                assertThat(Drafts.ids(Drafts.readAll(log, log.start()))).isEqualTo(seen);
                assertThat(seen).containsExactly("0=a", "1=b");
            }
        }
    }

    private static void failForce(String operation, String path) throws IOException {
        if (operation.equals("force")) {
            throw new IOException("no luck");
        }
    }

    @Test
    void refusesAppendsAfterItWasClosed() throws Exception {
        EventLog log = fixture.open(storage);
        log.close();

        assertThatExceptionOfType(EventLogFailedException.class)
                .isThrownBy(() -> log.append(Drafts.frames(10, "a")))
                .withMessageContaining("closed");
    }

    @Test
    void preparesTheNextSegmentAhead() throws Exception {
        try (EventLog log = fixture.open(storage, SegmentedEventLog.Preparation.AHEAD)) {
            Awaitility.await().until(() -> storage.exists("log/spare"));

            for (int i = 0; i < 20; i++) {
                log.append(Drafts.frames(1000, "a" + i));
            }

            assertThat(Drafts.ids(Drafts.readAll(log, log.start()))).hasSize(20);
        }
    }
}
