package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a second process can show. */
class KillIT {

    private static final int KILLS = 4;

    @Test
    void findsEverythingThatKilledProcessesHadAcknowledged(@TempDir Path folder) throws Exception {
        Set<String> acknowledged = new TreeSet<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            acknowledged.addAll(runAndKill(folder, 200 * kill));
        }

        try (DataFolder data = DataFolder.open(folder, RandomGenerator.getDefault());
                EventLog log =
                        data.openLog(
                                ChildProcess.settings(folder),
                                new FakeDelivery(),
                                Clock.systemUTC())) {
            List<String> found = Drafts.ids(Drafts.readAll(log, log.start()));

            assertThat(acknowledged).hasSizeGreaterThan(200 * KILLS);
            assertThat(found).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(found).hasSize((int) log.end().sequence());
            assertThat(log.status().damage()).isEmpty();
        }
    }

    /** Kills a process once it has said so many lines; a line that the kill cut does not count. */
    private static List<String> runAndKill(Path folder, int lines) throws Exception {
        Path output = Files.createTempFile(folder, "acknowledged", ".txt");
        Process child = ChildProcess.start(folder, output);
        try {
            Awaitility.await().until(() -> completeLines(output).size() >= lines);
        } finally {
            child.destroyForcibly().waitFor();
        }
        return completeLines(output);
    }

    private static List<String> completeLines(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    @Test
    void namesTheProcessThatHoldsTheFolder(@TempDir Path folder) throws Exception {
        Path output = Files.createTempFile(folder, "acknowledged", ".txt");
        Process child = ChildProcess.start(folder, output);
        try {
            Awaitility.await().until(() -> !completeLines(output).isEmpty());

            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> DataFolder.open(folder, RandomGenerator.getDefault()))
                    .withMessageContaining(folder.toRealPath().toString())
                    .withMessageContaining("pid " + child.pid());
        } finally {
            child.destroyForcibly().waitFor();
        }

        try (DataFolder data = DataFolder.open(folder, RandomGenerator.getDefault())) {
            assertThat(data.node()).matches("[a-z0-9]{12}");
        }
    }
}
