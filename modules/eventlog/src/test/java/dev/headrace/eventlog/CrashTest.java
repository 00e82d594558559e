package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Lets the power fail at every step of a scripted history, and in the recovery after it, and checks
 * what a restart finds. The seed and the step are in the message of a failure.
 */
class CrashTest {

    private static final int SEEDS = 8;
    private static final Logger LOG = Logger.getLogger("dev.headrace.eventlog");

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF); // each of the crashes would be logged
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    @Test
    void losesNothingThatWasAcknowledgedWhereverThePowerFails() throws Exception {
        int steps = stepsOfTheWholeHistory();
        for (int seed = 0; seed < SEEDS; seed++) {
            for (int step = 0; step < steps; step++) {
                crashOnce(seed, step);
            }
        }

        assertThat(steps).isGreaterThan(150);
    }

    private static int stepsOfTheWholeHistory() throws Exception {
        FaultyStorage storage = new FaultyStorage();
        History history = new History(new Random(0));
        history.run(storage);
        assertThat(history.isComplete()).isTrue();
        history.check(storage);
        return storage.steps();
    }

    private static void crashOnce(int seed, int step) throws Exception {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003L + step);
        History history = new History(new Random(0));
        FaultyStorage storage = new FaultyStorage();
        storage.crashAtStep(step, random);
        try {
            history.run(storage);
            storage = storage.afterCrash(random);
            storage = crashInRecovery(storage, history, random);
            history.check(storage);
        } catch (AssertionError | IOException | RuntimeException e) {
            throw new AssertionError("seed " + seed + ", step " + step, e);
        }
    }

    /** Now and then the power fails again while the node recovers. */
    private static FaultyStorage crashInRecovery(
            FaultyStorage storage, History history, RandomGenerator random) throws Exception {
        FaultyStorage left = storage;
        while (random.nextInt(3) == 0) {
            left.crashAtStep(random.nextInt(12), random);
            history.openAndClose(left);
            left = left.afterCrash(random);
        }
        return left;
    }
}
