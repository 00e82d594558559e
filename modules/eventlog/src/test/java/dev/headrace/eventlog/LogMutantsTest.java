package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.eventlog.CrashPoints.Failure;
import java.util.EnumSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Breaks the log on purpose, one way at a time, and shows that {@link CrashPoints} notices each and
 * names the promise that is broken.
 */
class LogMutantsTest {

    private static final Logger LOG = Logger.getLogger("dev.headrace.eventlog");
    private static final long MOST = 30_000;

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    private static Failure failureOf(Mutant mutant) throws InterruptedException {
        return new CrashPoints(mutant).explore(1, MOST).orElseThrow();
    }

    private static void assertCaught(Mutant mutant, Invariant... possible)
            throws InterruptedException {
        Failure failure = failureOf(mutant);

        Set<Invariant> expected = EnumSet.noneOf(Invariant.class);
        expected.addAll(Set.of(possible));
        assertThat(expected).as(failure.report()).contains(failure.broken().invariant());
    }

    @Test
    void catchesAnAcknowledgementBeforeTheForce() throws InterruptedException {
        assertCaught(
                LogMutants.acknowledgesBeforeTheForce(),
                Invariant.ACKNOWLEDGED_IS_THERE,
                Invariant.RECOVERY_IS_IDEMPOTENT);
    }

    @Test
    void catchesASegmentThatIsNeverForced() throws InterruptedException {
        assertCaught(LogMutants.doesNotForce(".seg"), Invariant.ACKNOWLEDGED_IS_THERE);
    }

    @Test
    void catchesASegmentThatIsDeletedTooEarly() throws InterruptedException {
        assertCaught(
                LogMutants.deletesASegmentTooEarly(),
                Invariant.LOST_WAS_EXPIRED,
                Invariant.NEEDED_IS_KEPT);
    }

    @Test
    void catchesADeletionThatWasNotDeclaredExpired() throws InterruptedException {
        assertCaught(LogMutants.deletesWithoutDeclaringItExpired(), Invariant.LOST_WAS_EXPIRED);
    }

    @Test
    void catchesARecordThatIsSkippedOnRead() throws InterruptedException {
        assertCaught(
                LogMutants.skipsOneRecordOnRead(),
                Invariant.NUMBERS_GO_UP_BY_ONE,
                Invariant.READERS_MISS_NOTHING);
    }

    @Test
    void catchesASegmentThatIsUsedBeforeItsFolderIsForced() throws InterruptedException {
        assertCaught(
                LogMutants.doesNotForceFolderAfterRename(Segment.FOLDER),
                Invariant.ACKNOWLEDGED_IS_THERE,
                Invariant.SPARE_HOLDS_NOTHING_NEW); // a crash gives it its old name back
    }

    @Test
    void catchesDeletionsThatAreNotForcedOneByOne() throws InterruptedException {
        assertCaught(
                LogMutants.doesNotForceFolder(Segment.FOLDER),
                Invariant.ACKNOWLEDGED_IS_THERE,
                Invariant.NO_DAMAGE_WITHOUT_ROT,
                Invariant.SPARE_HOLDS_NOTHING_NEW);
    }

    @Test
    void catchesATornTailThatIsNotCut() throws InterruptedException {
        assertCaught(LogMutants.doesNotCutTheTornTail(), Invariant.ZEROS_BEHIND_THE_END);
    }

    @Test
    void catchesASpareSegmentThatIsNotFullOfZeros() throws InterruptedException {
        assertCaught(
                LogMutants.doesNotFillTheSpareWithZeros(),
                Invariant.SPARE_HOLDS_NOTHING_NEW,
                Invariant.ZEROS_BEHIND_THE_END);
    }

    @Test
    void catchesOldFramesThatAreTakenForNew() throws InterruptedException {
        assertCaught(
                LogMutants.doesNotCompareTheNumbersOfOldFrames(),
                Invariant.NO_DAMAGE_WITHOUT_ROT,
                Invariant.NOTHING_BUT_WHAT_WAS_APPENDED,
                Invariant.NUMBERS_GO_UP_BY_ONE);
    }

    @Test
    void catchesAFileThatIsUsedAgainBeforeItsNameIsGone() throws InterruptedException {
        assertCaught(
                LogMutants.usesAFileAgainBeforeItsNameIsGone(),
                Invariant.NO_DAMAGE_WITHOUT_ROT, // the segment comes back with another header
                Invariant.LOST_WAS_EXPIRED);
    }

    @Test
    void catchesASpareSegmentThatGetsItsNameBeforeItIsForced() throws InterruptedException {
        assertCaught(LogMutants.doesNotForce("spare.tmp"), Invariant.SPARE_HOLDS_NOTHING_NEW);
    }

    @Test
    void catchesARecoveryThatTrustsThePageCache() throws InterruptedException {
        assertCaught(
                LogMutants.trustsThePageCache(),
                Invariant.ACKNOWLEDGED_IS_THERE,
                Invariant.RECOVERY_IS_IDEMPOTENT,
                Invariant.JOURNAL_KEEPS_ITS_WORD,
                Invariant.DEAD_LETTERS_ARE_THERE);
    }

    @Test
    void catchesASnapshotThatIsRenamedBeforeItIsForced() throws InterruptedException {
        assertCaught(
                LogMutants.replacesWithoutForce(".journal"),
                Invariant.JOURNAL_KEEPS_ITS_WORD,
                Invariant.NO_DAMAGE_WITHOUT_ROT);
    }

    @Test
    void catchesASnapshotWhoseFolderIsNotForced() throws InterruptedException {
        assertCaught(
                LogMutants.doesNotForceFolderAfterRename(FileJournal.FOLDER),
                Invariant.JOURNAL_KEEPS_ITS_WORD);
    }

    @Test
    void catchesAJournalThatIsNotForced() throws InterruptedException {
        assertCaught(LogMutants.doesNotForce(".journal"), Invariant.JOURNAL_KEEPS_ITS_WORD);
    }

    @Test
    void catchesDeadLettersThatAreNotForced() throws InterruptedException {
        assertCaught(LogMutants.doesNotForce(".00000000"), Invariant.DEAD_LETTERS_ARE_THERE);
    }
}
