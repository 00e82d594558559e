package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.eventlog.DedupeFixture.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Lets the power fail at every step of a history of posts, turns, merges and deletions, and in the
 * recovery after it. The seed and the step are in the message of a failure.
 */
class DedupeCrashTest {

    private static final int SEEDS = 6;
    private static final Logger LOG = Logger.getLogger("dev.headrace.eventlog");

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    @Test
    void recognisesEveryAcknowledgedEventWhereverThePowerFails() throws Exception {
        int steps = stepsOfTheWholeLife();
        for (int seed = 0; seed < SEEDS; seed++) {
            for (int step = 0; step < steps; step++) {
                crashOnce(seed, step);
            }
        }

        assertThat(steps).isGreaterThan(150);
    }

    private static int stepsOfTheWholeLife() throws Exception {
        FaultyStorage storage = new FaultyStorage();
        Life life = new Life();
        life.run(storage);
        assertThat(life.complete).isTrue();
        life.check(storage);
        return storage.steps();
    }

    private static void crashOnce(int seed, int step) throws Exception {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003L + step);
        FaultyStorage storage = new FaultyStorage();
        storage.crashAtStep(step, random);
        Life life = new Life();
        try {
            life.run(storage);
            storage = storage.afterCrash(random);
            while (random.nextInt(3) == 0) {
                storage.crashAtStep(random.nextInt(20), random);
                life.openAndClose(storage);
                storage = storage.afterCrash(random);
            }
            life.check(storage);
        } catch (AssertionError | IOException | RuntimeException e) {
            throw new AssertionError("seed " + seed + ", step " + step, e);
        }
    }

    /** A node whose segments are deleted soon, whose ids go to disk often and are merged. */
    private static final class Life {

        private final DedupeFixture fixture =
                new DedupeFixture(
                        Drafts.settings(2048, 6), DedupeFixture.DAY, RememberedIds.TABLE_BYTES);
        private final List<String> acknowledged = new ArrayList<>();
        private List<String> underWay = List.of();
        private boolean complete;

        void run(FaultyStorage storage) throws InterruptedException {
            try (Node node = fixture.open(storage)) {
                for (int turn = 0; turn < 16; turn++) {
                    post(node, "e" + turn);
                    fixture.clock.advance(Duration.ofMinutes(1));
                    if (turn % 2 == 1) {
                        node.dedupe().keepAll();
                        node.dedupe().keep();
                    }
                    prune(node);
                }
                complete = true;
            } catch (IOException | EventLogFailedException | EventLogFullException e) {
                complete = false;
            }
        }

        private void post(Node node, String id) throws InterruptedException {
            underWay = List.of(id + "a", id + "b", id + "c");
            assertThat(node.post(fixture.ids(underWay.toArray(String[]::new)))).isEqualTo("3/0/0");
            acknowledged.addAll(underWay);
            underWay = List.of();
        }

        /** Sinks are quick, so that dedupe alone keeps segments. */
        private void prune(Node node) {
            fixture.logs.delivery.needed.set(
                    Math.min(node.log().end().sequence(), fixture.pin.get()));
            fixture.logs.delivery.pinned.set(fixture.logs.delivery.needed.get());
            node.log().prune();
        }

        void openAndClose(FaultyStorage storage) {
            try {
                fixture.open(storage).close();
            } catch (IOException | EventLogFailedException e) {
                complete = false;
            }
        }

        void check(FaultyStorage storage) throws Exception {
            try (Node node = fixture.open(storage)) {
                for (String id : acknowledged) {
                    assertThat(node.post(fixture.ids(id))).as(id).isEqualTo("0/1/0");
                }
                if (!underWay.isEmpty()) {
                    String[] again = underWay.toArray(String[]::new);
                    assertThat(node.post(fixture.ids(again))).isIn("3/0/0", "0/3/0");
                    assertThat(node.post(fixture.ids(again))).isEqualTo("0/3/0");
                }
                assertThat(node.dedupe().status().window()).isEqualTo(Duration.ofHours(24));
            }
            try (Node node = fixture.open(storage)) {
                for (String id : acknowledged) {
                    assertThat(node.post(fixture.ids(id))).as(id).isEqualTo("0/1/0");
                }
            }
        }
    }
}
