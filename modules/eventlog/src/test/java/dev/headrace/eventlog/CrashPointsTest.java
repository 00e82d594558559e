package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random lives of a node, over a disk that loses what was not forced, checked at every step against
 * a model. {@code -Dheadrace.crash-points=100000} makes more of them; a failure names its seed, and
 * {@code -Dheadrace.crash.seed=N} lives that life alone.
 */
class CrashPointsTest {

    private static final Logger LOG = Logger.getLogger("dev.headrace.eventlog");

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF); // each of the failures would be logged
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    @Test
    void losesNothingThatWasAcknowledgedWhereverThePowerFails() throws InterruptedException {
        Long only = Long.getLong(CrashPoints.SEED);
        long wanted = only == null ? Long.getLong("headrace.crash-points", 10_000) : 1;
        CrashPoints points = new CrashPoints(Mutant.NONE);
        long begin = System.nanoTime();

        Optional<CrashPoints.Failure> failure = points.explore(only == null ? 1 : only, wanted);

        report(points, System.nanoTime() - begin);
        assertThat(failure.map(CrashPoints.Failure::report)).isEmpty();
        assertThat(points.count()).isGreaterThanOrEqualTo(wanted);
        assertThat(only != null || points.recycled() >= wanted / 500).isTrue();
    }

    @SuppressWarnings("SystemOut") // the figure belongs into the build's output
    private static void report(CrashPoints points, long nanos) {
        System.out.printf(
                Locale.ROOT,
                "%d crash points in %.1f s, %d of them where a segment's file is used again, up to"
                        + " %d steps a life%n",
                points.count(),
                nanos / 1e9,
                points.recycled(),
                points.longestLife());
    }
}
