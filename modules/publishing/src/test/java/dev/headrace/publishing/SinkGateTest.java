package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.SinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SinkGateTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final PublishingSettings SETTINGS = PublishingSettings.DEFAULT;

    private final Backoff backoff =
            new Backoff(SETTINGS.backoff(), SETTINGS.longestBackoff(), new Random(3));
    private final SinkGate gate = new SinkGate(SETTINGS, backoff, NOW);

    @Test
    void letsOneWriteThroughAfterAnOutageAndAllAfterItSucceeds() {
        gate.failed(new SinkException.Unavailable("down"), NOW);
        Instant opens = gate.opensAt(NOW).orElseThrow();

        assertThat(gate.permits(NOW, 8)).isZero();
        assertThat(gate.permits(opens, 8)).isOne();
        gate.answered(opens);
        assertThat(gate.permits(opens, 8)).isEqualTo(8);
        assertThat(gate.state()).isEqualTo(SinkState.RUNNING);
        assertThat(gate.since()).isEqualTo(opens);
    }

    @Test
    void pausesAsLongAsAThrottlingTargetAsksWithoutOpeningTheBreaker() {
        gate.failed(new SinkException.Throttled("slower", Duration.ofSeconds(7)), NOW);

        assertThat(gate.opensAt(NOW)).hasValue(NOW.plusSeconds(7));
        assertThat(gate.permits(NOW.plusSeconds(7), 8)).isEqualTo(8);
    }

    @Test
    void boundsThePauseThatATargetCanAskFor() {
        gate.failed(new SinkException.Throttled("slower", Duration.ofDays(900)), NOW);

        assertThat(gate.opensAt(NOW)).hasValue(NOW.plus(SETTINGS.longestThrottle()));
    }

    @Test
    void triesRefusedCredentialsAgainAfterThePause() {
        gate.failed(new SinkException.Unauthorised("denied"), NOW);

        assertThat(gate.state()).isEqualTo(SinkState.UNAUTHORISED);
        assertThat(gate.permits(NOW.plus(SETTINGS.unauthorisedPause()), 8)).isOne();
    }

    @Test
    void parksForGoodWhenMisconfigured() {
        gate.failed(new SinkException.Misconfigured("no such table"), NOW);
        gate.answered(NOW);
        gate.failed(new SinkException.Unavailable("down"), NOW);

        assertThat(gate.state()).isEqualTo(SinkState.PARKED);
        assertThat(gate.permits(NOW.plus(Duration.ofDays(9)), 8)).isZero();
    }

    @Test
    void forgetsBugsAfterAnAnswer() {
        gate.opened(NOW);
        gate.bug(NOW);
        gate.bug(NOW);
        gate.answered(NOW);
        gate.bug(NOW);

        assertThat(gate.state()).isEqualTo(SinkState.RUNNING);
    }

    @Test
    void waitsWithJitterBetweenTheShortestAndThreeTimesTheLastAndNeverLongerThanTheCap() {
        Duration wait = Duration.ZERO;
        for (int i = 0; i < 1_000; i++) {
            Duration next = backoff.after(wait);
            Duration most = wait.isZero() ? SETTINGS.backoff() : wait.multipliedBy(3);

            assertThat(next).isBetween(SETTINGS.backoff(), SETTINGS.longestBackoff());
            assertThat(next)
                    .isLessThanOrEqualTo(
                            most.compareTo(SETTINGS.backoff()) > 0 ? most : SETTINGS.backoff());
            wait = i % 100 == 99 ? Duration.ZERO : next;
        }
    }
}
