package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.KeyUse;
import dev.headrace.eventlog.DataFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyUseJournalTest {

    private static final Instant MORNING = Instant.parse("2026-11-22T08:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir Path folder;

    private final List<KeyUse> uses = new ArrayList<>();

    @Test
    void keepsTheEvidenceOverARestart() {
        uses.add(new KeyUse("k1", MORNING, NOON, 42, Set.of("editor", "planner")));
        uses.add(new KeyUse("k2", NOON, NOON, 1, Set.of()));
        record();

        assertThat(reopened()).containsExactlyInAnyOrderElementsOf(uses);
    }

    @Test
    void writesOnlyWhatHasChanged() {
        uses.add(new KeyUse("k1", MORNING, NOON, 1, Set.of("editor")));
        try (DataFolder data = DataFolder.open(folder, new Random(1))) {
            try (var journal = new KeyUseJournal(data.openJournal("key-use"), () -> uses)) {
                journal.record();
                journal.record();
            }
            assertThat(data.openJournal("key-use").entries()).hasSize(1);
        }
    }

    @Test
    void replacesTheJournalWhenItHasGrown() {
        uses.add(new KeyUse("k1", MORNING, NOON, 0, Set.of()));
        try (DataFolder data = DataFolder.open(folder, new Random(1))) {
            try (var journal = new KeyUseJournal(data.openJournal("key-use"), () -> uses)) {
                for (int count = 1; count <= 3_000; count++) {
                    uses.set(0, new KeyUse("k1", MORNING, NOON, count, Set.of()));
                    journal.record();
                }
            }
            assertThat(data.openJournal("key-use").entries()).hasSizeLessThan(3_000);
        }
        assertThat(reopened()).extracting(KeyUse::count).containsExactly(3_000L);
    }

    @Test
    void passesOverWhatCannotBeRead() {
        try (DataFolder data = DataFolder.open(folder, new Random(1))) {
            data.openJournal("key-use")
                    .append(List.of("{\"key\":7".getBytes(StandardCharsets.UTF_8)));
        }
        uses.add(new KeyUse("k1", MORNING, NOON, 1, Set.of("editor")));
        record();

        assertThat(reopened()).containsExactlyElementsOf(uses);
    }

    private void record() {
        try (DataFolder data = DataFolder.open(folder, new Random(1));
                var journal = new KeyUseJournal(data.openJournal("key-use"), () -> uses)) {
            journal.record();
        }
    }

    private List<KeyUse> reopened() {
        try (DataFolder data = DataFolder.open(folder, new Random(1));
                var journal = new KeyUseJournal(data.openJournal("key-use"), List::of)) {
            return journal.before();
        }
    }
}
