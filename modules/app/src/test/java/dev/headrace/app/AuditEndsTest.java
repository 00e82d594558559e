package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.eventlog.DataFolder;
import dev.headrace.insight.AuditWitness.End;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditEndsTest {

    private static final Optional<String> RED = Optional.of("red");
    private static final End NONE = new End(0, "0");

    @TempDir Path folder;

    @Test
    void remembersTheNewestEndOfEachChainOverARestart() {
        with(ends -> {
            ends.remember(RED, NONE, new End(3, "a"));
            ends.remember(RED, new End(3, "a"), new End(7, "b"));
            ends.remember(Optional.empty(), NONE, new End(1, "c"));
        });

        with(ends -> {
            assertThat(ends.end(RED)).contains(new End(7, "b"));
            assertThat(ends.end(Optional.empty())).contains(new End(1, "c"));
            assertThat(ends.organisations()).containsExactlyInAnyOrder(RED, Optional.empty());
            assertThat(ends.end(Optional.of("blue"))).isEmpty();
        });
    }

    /** A crash between the store's commit and this one. */
    @Test
    void anEndThatWasNotKeptIsMadeUpForByTheNextOne() {
        with(ends -> {
            ends.remember(RED, NONE, new End(3, "a"));
            ends.remember(RED, new End(5, "lost"), new End(7, "b"));

            assertThat(ends.end(RED)).contains(new End(7, "b"));
        });
    }

    @Test
    void aChainThatWasChangedOrHasLostRowsDoesNotChangeWhatIsRemembered() {
        with(ends -> {
            ends.remember(RED, NONE, new End(5, "a"));

            ends.remember(RED, new End(5, "forged"), new End(6, "b"));
            assertThat(ends.end(RED)).as("another end").contains(new End(5, "a"));
            ends.remember(RED, new End(2, "older"), new End(4, "b"));
            assertThat(ends.end(RED)).as("fewer rows").contains(new End(5, "a"));
            ends.remember(RED, new End(5, "b"), new End(9, "c"));
            assertThat(ends.end(RED)).as("for good").contains(new End(5, "a"));
        });
    }

    @Test
    void replacesTheJournalWhenItHasGrownAndPassesOverWhatCannotBeRead() {
        try (DataFolder data = DataFolder.open(folder, new Random(1))) {
            data.openJournal("audit-ends")
                    .append(List.of("{\"number\":[7".getBytes(StandardCharsets.UTF_8)));
        }
        with(ends -> {
            for (int number = 1; number <= 5_000; number++) {
                ends.remember(
                        RED, new End(number - 1, "h".repeat(64)), new End(number, "h".repeat(64)));
            }
        });

        with(ends -> assertThat(ends.end(RED).map(End::number)).contains(5_000L));
        try (DataFolder data = DataFolder.open(folder, new Random(1))) {
            assertThat(data.openJournal("audit-ends").entries()).hasSizeLessThan(5_000);
        }
    }

    private void with(Consumer<AuditEnds> work) {
        try (DataFolder data = DataFolder.open(folder, new Random(1));
                var ends = new AuditEnds(data.openJournal("audit-ends"))) {
            work.accept(ends);
        }
    }
}
