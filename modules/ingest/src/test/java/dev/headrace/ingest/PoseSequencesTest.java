package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.ingest.PoseSequences.Gap;
import dev.headrace.ingest.PoseSequences.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoseSequencesTest {

    private final PoseSequences sequences = new PoseSequences();

    @Test
    void countsOnAndTellsWhatIsMissingUntilItComes() {
        assertThat(note(0, 1)).isEqualTo(new Standing(2, List.of()));
        assertThat(note(5)).isEqualTo(new Standing(6, List.of(new Gap(2, 4))));
        assertThat(note(3)).isEqualTo(new Standing(6, List.of(new Gap(2, 2), new Gap(4, 4))));
        assertThat(note(8))
                .isEqualTo(new Standing(9, List.of(new Gap(2, 2), new Gap(4, 4), new Gap(6, 7))));
        assertThat(note(2, 4, 7)).isEqualTo(new Standing(9, List.of(new Gap(6, 6))));
        assertThat(note(6)).isEqualTo(new Standing(9, List.of()));
    }

    @Test
    void aRepeatChangesNothing() {
        note(0, 2);

        assertThat(note(2)).isEqualTo(new Standing(3, List.of(new Gap(1, 1))));
        assertThat(note(0)).isEqualTo(new Standing(3, List.of(new Gap(1, 1))));
    }

    @Test
    void aSessionBeginsWithTheFirstBatchThatThisNodeSees() {
        assertThat(sequences.note("7/a", 40)).isEqualTo(new Standing(41, List.of()));
        assertThat(sequences.note("7/a", 39)).isEqualTo(new Standing(41, List.of()));
        assertThat(sequences.note("8/a", 3)).isEqualTo(new Standing(4, List.of()));
    }

    @Test
    void remembersTheLatestHolesAndNoMore() {
        for (long sequence = 0; sequence < 200; sequence += 2) {
            sequences.note("7/a", sequence);
        }

        Standing standing = sequences.note("7/a", 200);

        assertThat(standing.missing()).hasSize(PoseSequences.MOST_GAPS);
        assertThat(standing.missing().getLast()).isEqualTo(new Gap(199, 199));
    }

    @Test
    void forgetsTheSessionThatWasSilentForLongest() {
        sequences.note("7/first", 5);
        sequences.note("7/second", 5);
        for (int i = 0; i < PoseSequences.MOST_SESSIONS - 1; i++) {
            sequences.note("7/" + i, 0);
            sequences.note("7/second", 5);
        }

        assertThat(sequences.note("7/second", 7).missing()).containsExactly(new Gap(6, 6));
        assertThat(sequences.note("7/first", 7).missing()).isEmpty();
    }

    private Standing note(long... numbers) {
        Standing last = new Standing(0, List.of());
        for (long number : numbers) {
            last = sequences.note("7/session", number);
        }
        return last;
    }
}
