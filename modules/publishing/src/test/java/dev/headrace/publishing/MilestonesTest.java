package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MilestonesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Milestones milestones = new Milestones();

    @Test
    void knowsToASecondWhenAPlaceWasReceived() {
        milestones.add(0, NOW);
        milestones.add(10, NOW.plusMillis(900));
        milestones.add(20, NOW.plusSeconds(60));

        assertThat(milestones.at(0)).hasValue(NOW);
        assertThat(milestones.at(15)).hasValue(NOW);
        assertThat(milestones.at(25)).hasValue(NOW.plusSeconds(60));
    }

    @Test
    void knowsNothingOfAnEmptyLog() {
        assertThat(milestones.at(0)).isEmpty();
    }

    @Test
    void staysCloseOverALongBacklogInBoundedMemory() {
        for (int second = 0; second < 200_000; second++) {
            milestones.add(second, NOW.plusSeconds(second));
        }

        for (int second = 0; second < 200_000; second += 9_999) {
            Instant said = milestones.at(second).orElseThrow();
            assertThat(Duration.between(said, NOW.plusSeconds(second)))
                    .isBetween(Duration.ZERO, Duration.ofSeconds(512));
        }
    }
}
