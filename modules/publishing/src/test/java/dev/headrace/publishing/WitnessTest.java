package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.publishing.Witness.Evidence;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WitnessTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(15);

    private final Witness witness = new Witness(LONG);

    @Test
    void asksOnceForEachFailure() {
        assertThat(witness.takeQuestion()).isFalse();
        witness.suspect(7);

        assertThat(witness.takeQuestion()).isTrue();
        assertThat(witness.takeQuestion()).isFalse();
    }

    @Test
    void wantsSeveralPassesOverSomeTime() {
        pass(7, NOW);
        pass(7, NOW.plusSeconds(1));
        assertThat(witness.evidence(7, NOW.plus(LONG))).isEqualTo(Evidence.NONE);
        pass(7, NOW.plusSeconds(2));

        assertThat(witness.evidence(7, NOW.plus(LONG).minusMillis(1))).isEqualTo(Evidence.NONE);
        assertThat(witness.evidence(7, NOW.plus(LONG))).isEqualTo(Evidence.TARGET_IS_FINE);
        assertThat(witness.evidence(8, NOW.plus(LONG))).isEqualTo(Evidence.NONE);
    }

    @Test
    void beginsAnewAfterADoubt() {
        convince(7, NOW);
        witness.doubt();
        pass(7, NOW.plus(LONG));

        assertThat(witness.evidence(7, NOW.plus(LONG))).isEqualTo(Evidence.NONE);
    }

    @Test
    void looksAtOneRecordAfterTheOther() {
        pass(7, NOW);
        witness.suspect(8);

        assertThat(witness.takeQuestion()).isFalse();
        pass(7, NOW.plusSeconds(1));
        pass(7, NOW.plusSeconds(2));
        assertThat(witness.evidence(7, NOW.plus(LONG))).isEqualTo(Evidence.TARGET_IS_FINE);
    }

    @Test
    void speaksOnceUntilARecordIsDelivered() {
        convince(7, NOW);
        witness.spend();
        convince(8, NOW);
        assertThat(witness.evidence(8, NOW.plus(LONG))).isEqualTo(Evidence.NONE);

        witness.delivered();
        convince(8, NOW);

        assertThat(witness.evidence(8, NOW.plus(LONG))).isEqualTo(Evidence.TARGET_IS_FINE);
    }

    private void convince(long sequence, Instant from) {
        for (int i = 0; i < 3; i++) {
            pass(sequence, from.plusSeconds(i));
        }
    }

    private void pass(long sequence, Instant at) {
        witness.suspect(sequence);
        if (witness.takeQuestion()) {
            witness.passed(at);
        }
    }
}
