package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headrace.event.ByteSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir private Path parent;

    private static LogSettings settings(Path folder) {
        return new LogSettings(
                folder, ByteSize.ofMebibytes(4), Duration.ZERO, ByteSize.ofKibibytes(64));
    }

    @Test
    void makesTheFolderAndKeepsTheNodesId() {
        Path folder = parent.resolve("deep/data");
        String node;
        try (DataFolder data = DataFolder.open(folder, new Random(1))) {
            node = data.node();
        }

        try (DataFolder data = DataFolder.open(folder, new Random(2))) {
            assertThat(data.node()).isEqualTo(node).matches("[a-z0-9]{12}");
        }
    }

    @Test
    void refusesASecondUserInTheSameProcess() {
        try (DataFolder data = DataFolder.open(parent, RandomGenerator.getDefault())) {
            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> DataFolder.open(parent, RandomGenerator.getDefault()))
                    .withMessageContaining("in use by this process");
            assertThat(data.path()).isEqualTo(parent);
        }

        DataFolder.open(parent, RandomGenerator.getDefault()).close();
    }

    @Test
    void refusesANodeIdThatIsNone() throws Exception {
        Files.writeString(parent.resolve("node"), "Not an id");

        assertThatExceptionOfType(EventLogFailedException.class)
                .isThrownBy(() -> DataFolder.open(parent, RandomGenerator.getDefault()))
                .withMessageContaining("does not hold a node id");
        Files.delete(parent.resolve("node"));
        DataFolder.open(parent, RandomGenerator.getDefault()).close();
    }

    @Test
    void refusesSettingsForAnotherFolder() {
        try (DataFolder data = DataFolder.open(parent, RandomGenerator.getDefault())) {
            LogSettings other = settings(parent.resolve("other"));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> data.openLog(other, new FakeDelivery(), Clock.systemUTC()));
        }
    }

    @Test
    void opensTheLogJournalsAndDeadLettersOnRealFiles() throws Exception {
        byte[] entry = "entry".getBytes(StandardCharsets.UTF_8);
        for (int run = 0; run < 2; run++) {
            try (DataFolder data = DataFolder.open(parent, RandomGenerator.getDefault());
                    EventLog log =
                            data.openLog(settings(parent), new FakeDelivery(), Clock.systemUTC());
                    Journal journal = data.openJournal("Sink/../x");
                    DeadLetters letters = data.openDeadLetters()) {
                assertThat(log.end().sequence()).isEqualTo(run);
                assertThat(journal.entries()).hasSize(run);

                log.append(Drafts.frames(100, "r" + run));
                journal.append(List.of(entry));
                letters.append(List.of(DeadLettersTest.letter("lake", "d" + run)));
                journal.replace(List.of(entry));
            }
        }

        assertThat(parent.resolve("state/%53ink%2f%2e%2e%2fx.journal")).isRegularFile();
        assertThat(parent.resolve("log/0000000000000000.seg")).hasSize(64 << 10);
        assertThat(parent.resolve("dead-letters/lake.00000000")).isRegularFile();
    }

    @Test
    void keepsWorkingForAnInterruptedCaller() {
        try (DataFolder data = DataFolder.open(parent, RandomGenerator.getDefault());
                Journal journal = data.openJournal("progress")) {
            Thread.currentThread().interrupt();
            journal.append(List.of(new byte[3]));
            assertThat(Thread.interrupted()).isTrue();

            journal.append(List.of(new byte[3]));
            assertThat(journal.size()).isEqualTo(24 + 2 * 32);
        }
    }
}
