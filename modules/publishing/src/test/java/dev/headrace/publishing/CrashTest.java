package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets the power fail at every step of a node's life, many times over, with {@code
 * -Dheadrace.crash-points=} as many as are wanted. Seed and step are in the message of a failure.
 */
class CrashTest {

    private static final int POINTS = Integer.getInteger("headrace.crash-points", 600);
    private static final Logger LOG = Logger.getLogger("dev.headrace");

    @TempDir Path folder;

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF); // each of the crashes would be logged
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    @Test
    void whereverThePowerFailsEveryAcceptedEventIsDeliveredAndTheAccountsClose() throws Exception {
        Instant begun = Instant.now();
        int steps = CrashLife.stepsOfALife(Files.createDirectory(folder.resolve("first")));

        new CrashPoints(folder, () -> CrashLife.Variant.SOUND, steps).run(POINTS);

        assertThat(steps).isGreaterThan(150);
        System.out.printf(
                "figures: %d losses of power over %d steps, nothing lost, accounts 0, in %s%n",
                POINTS, steps, Duration.between(begun, Instant.now()));
    }
}
