package dev.headrace.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.auth.AdminRole;
import dev.headrace.auth.Administrator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdminJournalTest {

    private static final AdminCaller ANN =
            new AdminCaller(new Administrator("ann", AdminRole.OPERATOR), "10.0.0.7");

    private final TestClock clock = new TestClock();
    private final FailingJournal disk = new FailingJournal();
    private final List<String> done = new ArrayList<>();

    private String change(AdminJournal journal, String sink) {
        return journal.change(
                ANN,
                new AdminJournal.Asked("pause-sink", sink, Map.of("why", "a \"reason\"")),
                () -> {
                    done.add(sink + " after " + disk.texts().size() + " entries");
                    return sink;
                });
    }

    @Test
    void writesAChangeDownBeforeItIsDoneAndItsResultAfter() {
        AdminJournal journal = AdminJournal.open(disk, clock);

        assertThat(change(journal, "lake")).isEqualTo("lake");

        assertThat(done).containsExactly("lake after 1 entries");
        assertThat(disk.texts()).hasSize(2);
        assertThat(disk.texts().getFirst())
                .contains("\"action\":\"pause-sink\"")
                .doesNotContain("result");
        AdminChange seen = journal.newest(10).getFirst();
        assertThat(seen.who()).isEqualTo("ann");
        assertThat(seen.role()).isEqualTo("operator");
        assertThat(seen.from()).isEqualTo("10.0.0.7");
        assertThat(seen.end().orElseThrow().result()).isEqualTo("done");
    }

    @Test
    void doesNotMakeAChangeThatCannotBeWrittenDown() {
        AdminJournal journal = AdminJournal.open(disk, clock);
        disk.failAfter(0);

        assertThatThrownBy(() -> change(journal, "lake"))
                .isInstanceOfSatisfying(
                        AdminRefusedException.class,
                        refused ->
                                assertThat(refused.problem()).isEqualTo(AdminProblem.DISK_FAILED));

        assertThat(done).isEmpty();
        assertThat(journal.newest(10)).isEmpty();
    }

    @Test
    void aChangeWhoseResultCannotBeWrittenDownStandsWithoutOne() {
        AdminJournal journal = AdminJournal.open(disk, clock);
        disk.failAfter(1);

        assertThat(change(journal, "lake")).isEqualTo("lake");

        assertThat(journal.newest(10).getFirst().end()).isEmpty();
    }

    @Test
    void notesWhyAChangeFailedAndThrowsOn() {
        AdminJournal journal = AdminJournal.open(disk, clock);

        assertThatThrownBy(() ->
                        journal.change(
                                ANN,
                                AdminJournal.Asked.of("pause-sink", "lake"),
                                () -> {
                                    throw new IllegalArgumentException("no such sink");
                                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(journal.newest(1).getFirst().end().orElseThrow().result())
                .isEqualTo("failed: no such sink");
    }

    @Test
    void isReadBackWholeAfterARestartAndNumbersGoOn() {
        AdminJournal before = AdminJournal.open(disk, clock);
        change(before, "lake");
        clock.step(Duration.ofSeconds(5));
        change(before, "warehouse");

        AdminJournal after = AdminJournal.open(disk, clock);

        assertThat(after.newest(10)).isEqualTo(before.newest(10));
        change(after, "lake");
        assertThat(after.newest(10)).extracting(AdminChange::number).containsExactly(3L, 2L, 1L);
    }

    @Test
    void keepsTheNewestChangesInMemoryAndOnDisk() {
        AdminJournal journal =
                AdminJournal.open(disk, clock, new AdminJournal.Bounds(3, Duration.ofDays(400)));

        for (int i = 1; i <= 40; i++) {
            change(journal, "sink-" + i);
            assertThat(disk.texts().size()).isLessThan(16);
        }

        assertThat(journal.newest(100))
                .extracting(AdminChange::target)
                .containsExactly("sink-40", "sink-39", "sink-38");
        AdminJournal after =
                AdminJournal.open(disk, clock, new AdminJournal.Bounds(3, Duration.ofDays(400)));
        assertThat(after.newest(100)).isEqualTo(journal.newest(100));
    }

    @Test
    void forgetsWhatIsOlderThanItsAge() {
        AdminJournal journal = AdminJournal.open(disk, clock);
        change(journal, "old");
        clock.step(Duration.ofDays(401));
        change(journal, "new");

        assertThat(AdminJournal.open(disk, clock).newest(10))
                .extracting(AdminChange::target)
                .containsExactly("new");
    }

    @Test
    void saysThatAnEntryIsNotUnderstoodAndShowsTheRest() {
        change(AdminJournal.open(disk, clock), "lake");
        disk.append(List.of("{".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        AdminJournal after = AdminJournal.open(disk, clock);

        assertThat(after.newest(10)).hasSize(1);
        assertThat(after.damage()).singleElement().asString().startsWith("1 entries");
    }
}
