package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.event.ByteSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real files: three records fill a segment. */
class LogRepairTest {

    private static final Clock CLOCK = Clock.fixed(Drafts.NOW, ZoneOffset.UTC);
    private static final int FRAME =
            (int) new EncodedDraft(Drafts.frames(1000, "r0").getFirst()).size();

    @TempDir private Path folder;

    static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }

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

    private byte[] damage(String path, int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(path));
        bytes[offset] ^= 0x55;
        Files.write(folder.resolve(path), bytes);
        return bytes;
    }

    private LogRepair.Report repair() {
        return LogRepair.repair(folder, CLOCK);
    }

    @Test
    void copiesWhatIsReadableStatesWhatIsLostAndKeepsTheOriginal() throws Exception {
        write(9);
        byte[] first = damage(Segment.path(0), 64 + FRAME + 300);
        damage(Segment.path(3), 20);

        LogRepair.Report report = repair();

        assertThat(report.lost())
                .singleElement()
                .asString()
                .contains(Segment.path(0), "offset " + (64 + FRAME), "records 1 to 1 are lost");
        assertThat(report.done()).hasSize(2);
        assertThat(folder.resolve(Segment.path(0) + ".damaged")).hasBinaryContent(first);
        assertThat(folder.resolve(Segment.path(3) + ".damaged")).exists();
        assertThat(Files.readString(folder.resolve("log/repaired")))
                .contains(Segment.path(0) + " lost 1 1");
    }

    @Test
    void leavesAFolderThatIsCleanAndThatANodeReadsToTheEnd() throws Exception {
        write(10);
        damage(Segment.path(0), 64 + 300);
        damage(Segment.path(3), 64 + 2 * FRAME + 300);
        Files.delete(folder.resolve(Segment.path(6)));

        LogRepair.Report report = repair();

        LogSummary found = LogInspection.of(folder).verify();
        assertThat(found.problems()).isEmpty();
        assertThat(found.notes()).hasSize(report.lost().size());
        try (DataFolder data = DataFolder.open(folder, new SplittableRandom(1));
                EventLog log = openLog(data)) {
            assertThat(Drafts.ids(Drafts.readAll(log, log.start())))
                    .containsExactly("1=r1", "2=r2", "3=r3", "4=r4", "9=r9");
            assertThat(log.append(Drafts.frames(10, "new")).first().sequence()).isEqualTo(10);
        }
    }

    @Test
    void repairsTheNewestSegmentSoThatNumbersGoOn() throws Exception {
        write(3);
        damage(Segment.path(0), 64 + FRAME + 300);

        repair();

        try (DataFolder data = DataFolder.open(folder, new SplittableRandom(1));
                EventLog log = openLog(data)) {
            assertThat(Drafts.ids(Drafts.readAll(log, log.start())))
                    .containsExactly("0=r0", "2=r2");
            assertThat(log.end().sequence()).isEqualTo(3);
        }
        assertThat(LogInspection.of(folder).verify().problems()).isEmpty();
    }

    @Test
    void repairsJournalsAndDeadLetters() throws Exception {
        try (DataFolder data = DataFolder.open(folder, new SplittableRandom(1));
                Journal journal = data.openJournal("progress");
                DeadLetters dead = data.openDeadLetters()) {
            for (String name : List.of("a", "b", "c")) {
                journal.append(List.of(name.getBytes(StandardCharsets.UTF_8)));
                dead.append(List.of(DeadLettersTest.letter("lake", name)));
            }
        }
        damage("state/progress.journal", 24 + 32 + 28);
        damage("dead-letters/lake.00000000", 24 + 50);

        repair();

        LogSummary found = LogInspection.of(folder).verify();
        assertThat(found.problems()).isEmpty();
        assertThat(found.journalEntries()).isEqualTo(2);
        assertThat(found.deadLetters()).isEqualTo(2);
        assertThat(folder.resolve("state/progress.journal.damaged")).exists();
        assertThat(folder.resolve("dead-letters/lake.00000000.damaged")).exists();
    }

    @Test
    void touchesNothingOfAHealthyFolder() throws Exception {
        write(4);
        byte[] before = Files.readAllBytes(folder.resolve(Segment.path(0)));

        LogRepair.Report report = repair();

        assertThat(report.done()).isEmpty();
        assertThat(report.lost()).isEmpty();
        assertThat(folder.resolve(Segment.path(0))).hasBinaryContent(before);
        assertThat(folder.resolve("log/repaired")).doesNotExist();
    }

    @Test
    void refusesWhileANodeRuns() throws Exception {
        write(4);
        damage(Segment.path(0), 64 + 300);

        try (DataFolder data = DataFolder.open(folder, new SplittableRandom(1))) {
            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(this::repair)
                    .withMessageContaining("in use");
            assertThat(data.path()).isEqualTo(folder);
        }
        assertThat(folder.resolve(Segment.path(0) + ".damaged")).doesNotExist();
    }

    @Test
    void keepsEachOriginalOfTwoRepairs() throws Exception {
        write(4);
        damage(Segment.path(0), 64 + 300);
        repair();
        damage(Segment.path(0), 64 + 300);

        repair();

        assertThat(folder.resolve(Segment.path(0) + ".damaged")).exists();
        assertThat(folder.resolve(Segment.path(0) + ".damaged-2")).exists();
        assertThat(LogInspection.of(folder).verify().records()).isEqualTo(2);
    }
}
