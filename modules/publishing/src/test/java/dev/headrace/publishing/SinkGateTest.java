package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.SinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
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
    void writesNothingWhilePausedWhateverElseHappens() {
        gate.opened(NOW);
        gate.pause(NOW);
        gate.answered(NOW);
        gate.failed(new SinkException.Unavailable("down"), NOW);

        assertThat(gate.state()).isEqualTo(SinkState.PAUSED);
        assertThat(gate.permits(NOW.plusSeconds(3600), 8)).isZero();
        gate.resume(NOW.plusSeconds(3600));
        assertThat(gate.state()).isEqualTo(SinkState.UNAVAILABLE);
        assertThat(gate.permits(NOW.plusSeconds(3600), 8)).isOne();
    }

    @Test
    void triesAParkedSinkAnewWhenResumed() {
        gate.failed(new SinkException.Misconfigured("no such table"), NOW);

        gate.resume(NOW);

        assertThat(gate.state()).isEqualTo(SinkState.STARTING);
        assertThat(gate.permits(NOW, 8)).isEqualTo(8);
    }

    @Test
    void writesNothingWhileTheBooksCannotBeWrittenAndTriesThemWithGrowingWaits() {
        gate.opened(NOW);
        gate.stalled(NOW);
        Instant due = gate.opensAt(NOW).orElseThrow();

        assertThat(gate.state()).isEqualTo(SinkState.STALLED);
        assertThat(gate.lastError()).hasValue("disk");
        assertThat(gate.permits(due, 8)).isZero();
        assertThat(gate.permitsBooks(NOW)).isFalse();
        assertThat(gate.permitsBooks(due)).isTrue();
        gate.booksWritten(due);
        assertThat(gate.state()).isEqualTo(SinkState.RUNNING);
        assertThat(gate.permits(due, 8)).isEqualTo(8);
    }

    @Test
    void asksForARestartWhenTheBooksAreLost() {
        gate.stalled(NOW);
        gate.broken(NOW);

        assertThat(gate.state()).isEqualTo(SinkState.PARKED);
        assertThat(gate.lastError()).hasValue("journal-failed");
        assertThat(gate.permitsBooks(NOW.plusSeconds(3600))).isFalse();
    }

    @Test
    void anOpeningDisprovesAFaultOfOpeningButNotOneOfWriting() {
        gate.openFailed();
        gate.failed(new SinkException.Unavailable("down"), NOW);
        gate.opened(NOW);
        assertThat(gate.state()).isEqualTo(SinkState.RUNNING);

        gate.failed(new SinkException.Unavailable("down"), NOW);
        gate.opened(NOW);

        assertThat(gate.state()).isEqualTo(SinkState.UNAVAILABLE);
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
    void theFirstWaitIsRandomToo() {
        List<Duration> firsts =
                Stream.generate(() -> backoff.after(Duration.ZERO)).limit(100).toList();

        assertThat(Set.copyOf(firsts)).hasSizeGreaterThan(50);
    }

    @Test
    void waitsWithJitterBetweenTheShortestAndThreeTimesTheLastAndNeverLongerThanTheCap() {
        Duration wait = Duration.ZERO;
        for (int i = 0; i < 1_000; i++) {
            Duration next = backoff.after(wait);
            Duration last = wait.isZero() ? SETTINGS.backoff() : wait;

            assertThat(next).isBetween(SETTINGS.backoff(), SETTINGS.longestBackoff());
            assertThat(next).isLessThanOrEqualTo(last.multipliedBy(3));
            wait = i % 100 == 99 ? Duration.ZERO : next;
        }
    }
}
