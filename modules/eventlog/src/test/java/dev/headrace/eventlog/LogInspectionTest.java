package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.event.ByteSize;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real files: three records fill a segment. */
class LogInspectionTest {

    private static final Clock CLOCK = Clock.fixed(Drafts.NOW, ZoneOffset.UTC);
    private static final int FRAME =
            (int) new EncodedDraft(Drafts.frames(1000, "r0").getFirst()).size();

    @TempDir private Path folder;

    private EventLog openLog(DataFolder data) {
        return data.openLog(
                new LogSettings(
                        folder, new ByteSize(4096 * 64), Duration.ofHours(1), new ByteSize(4096)),
                new FakeDelivery(),
                CLOCK);
    }

    private void write(int records) throws InterruptedException {
        try (DataFolder data = DataFolder.open(folder, new SplittableRandom(1));
                EventLog log = openLog(data)) {
            for (int i = 0; i < records; i++) {
                log.append(Drafts.frames(1000, "r" + i));
            }
        }
    }

    private void keep(String... letters) {
        try (DataFolder data = DataFolder.open(folder, new SplittableRandom(1));
                Journal journal = data.openJournal("progress");
                DeadLetters dead = data.openDeadLetters()) {
            for (String letter : letters) {
                journal.append(List.of(letter.getBytes(StandardCharsets.UTF_8)));
                dead.append(List.of(DeadLettersTest.letter("lake", letter)));
            }
        }
    }

    private void damage(String path, long offset) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(path).toFile(), "rw")) {
            file.seek(offset);
            int old = file.read();
            file.seek(offset);
            file.write(old ^ 0x55);
        }
    }

    private LogSummary verify() {
        return LogInspection.of(folder).verify();
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        LogInspection.of(folder)
                .frames(
                        0,
                        frame -> {
                            ids.addAll(Drafts.ids(List.of(frame)));
                            return true;
                        });
        return ids;
    }

    @Test
    void findsAHealthyFolderClean() throws Exception {
        write(7);
        keep("a", "b");

        LogSummary found = verify();

        assertThat(found.problems()).isEmpty();
        assertThat(found.notes()).isEmpty();
        assertThat(found.segments()).isEqualTo(3);
        assertThat(found.frames()).isEqualTo(7);
        assertThat(found.records()).isEqualTo(7);
        assertThat(found.bytes()).isEqualTo(3 * 4096);
        assertThat(found.first().orElseThrow().position().sequence()).isZero();
        assertThat(found.last().orElseThrow().position().sequence()).isEqualTo(6);
        assertThat(found.last().orElseThrow().receivedAt())
                .isEqualTo(LogRepairTest.millis(Drafts.NOW));
        assertThat(found.journalEntries()).isEqualTo(2);
        assertThat(found.deadLetters()).isEqualTo(2);
    }

    @Test
    void namesSegmentOffsetAndRecordsOfEachDamage() throws Exception {
        write(9);
        damage(Segment.path(0), 64 + FRAME + 300);
        damage(Segment.path(3), 20);

        assertThat(verify().problems())
                .map(LogProblem::toString)
                .containsExactly(
                        Segment.path(0)
                                + ", offset "
                                + (64 + FRAME)
                                + ": cannot be read up to offset "
                                + (64 + 2 * FRAME)
                                + "; records 1 to 1 are lost",
                        Segment.path(3) + ", offset 0: the header is damaged");
        assertThat(ids()).hasSize(8).doesNotContain("1=r1");
    }

    @Test
    void findsAMissingSegment() throws Exception {
        write(9);
        Files.delete(folder.resolve(Segment.path(3)));

        assertThat(verify().problems())
                .map(LogProblem::toString)
                .anyMatch(line -> line.contains("records 3 to 5 are lost"))
                .anyMatch(line -> line.contains("the segment before it is missing"));
    }

    @Test
    void findsDamageInTheNewestSegment() throws Exception {
        write(3);
        damage(Segment.path(0), 64 + FRAME + 300);

        assertThat(verify().problems())
                .singleElement()
                .asString()
                .contains("records 1 to 1 are lost");
    }

    @Test
    void takesATornTailForWhatItIs() throws Exception {
        write(2);
        damage(Segment.path(0), 64 + FRAME + 300);

        LogSummary found = verify();

        assertThat(found.problems()).isEmpty();
        assertThat(found.records()).isEqualTo(1);
        assertThat(found.notes()).singleElement().asString().contains("no whole append");
    }

    @Test
    void findsDamageInJournalsAndDeadLetters() throws Exception {
        keep("a", "bbbb", "c");
        damage("state/progress.journal", 24 + 32 + 29);
        damage("dead-letters/lake.00000000", 24 + 50);

        LogSummary found = verify();

        assertThat(found.problems())
                .map(LogProblem::file)
                .contains("state/progress.journal", "dead-letters/lake.00000000");
        assertThat(found.journalEntries()).isEqualTo(2);
        assertThat(found.deadLetters()).isEqualTo(2);
    }

    @Test
    void changesNothingAndNeedsNoLock() throws Exception {
        write(2);
        damage(Segment.path(0), 64 + FRAME + 300);
        Map<Path, ByteBuffer> before = snapshot();

        try (FolderLock lock = FolderLock.take(folder)) {
            verify();
            ids();
        }

        assertThat(snapshot()).isEqualTo(before);
    }

    private Map<Path, ByteBuffer> snapshot() throws IOException {
        Map<Path, ByteBuffer> all = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(file, ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        }
        return all;
    }

    @Test
    void findsARunningNodeClean() throws Exception {
        try (DataFolder data = DataFolder.open(folder, new SplittableRandom(1));
                EventLog log = openLog(data)) {
            assertThat(problemsWhileAppending(log)).isEmpty();
            assertThat(verify().records()).isEqualTo(log.end().sequence());
        }
    }

    @Test
    void findsARunningNodeCleanThatUsesFilesAgain() throws Exception {
        FakeDelivery delivery = new FakeDelivery();
        delivery.needed.set(Long.MAX_VALUE);
        delivery.pinned.set(Long.MAX_VALUE);
        LogSettings small =
                new LogSettings(
                        folder, new ByteSize(4096 * 4), Duration.ofHours(1), new ByteSize(4096));
        try (DataFolder data = DataFolder.open(folder, new SplittableRandom(1));
                EventLog log = data.openLog(small, delivery, CLOCK)) {
            assertThat(problemsWhileAppending(log)).isEmpty();
            assertThat(log.start().sequence()).isPositive();
        }
        LogSummary stopped = verify();
        assertThat(stopped.problems()).isEmpty();
        assertThat(stopped.notes()).isEmpty();
    }

    private List<LogProblem> problemsWhileAppending(EventLog log) throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                for (int i = 0; i < 150 && !stop.get(); i++) {
                                    log.append(Drafts.frames(1000, "r" + i));
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        List<LogProblem> problems = new ArrayList<>();
        long seen = 0;
        while (writer.isAlive() || seen == 0) {
            LogSummary found = verify();
            problems.addAll(found.problems());
            seen = Math.max(seen, found.records());
        }
        stop.set(true);
        writer.join();
        return problems;
    }

    @Test
    void saysThatAFolderIsNone() {
        assertThatExceptionOfType(EventLogFailedException.class)
                .isThrownBy(() -> LogInspection.of(folder.resolve("nowhere")));
    }
}
