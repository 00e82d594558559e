package dev.headrace.publishing;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Tells a poisonous record from a bad target where no other record can: when one record alone
 * answers nothing, again and again. The sink's own check then speaks for the target, but it has to
 * do so after several failures in a row and over some time, without a single doubt; and only once
 * until the target has taken another record, so that an outage which the check does not see costs
 * no second record. No I/O, no clock; for one thread at a time.
 */
final class Witness {

    private static final int PASSES = 3;

    private final Duration atLeast;
    private OptionalLong suspect = OptionalLong.empty();
    private Instant since = Instant.MAX;
    private int passes;
    private boolean asked;
    private boolean spent;

    Witness(Duration atLeast) {
        this.atLeast = atLeast;
    }

    /** Whether the target is fine although a record fails. */
    enum Evidence {
        NONE,
        TARGET_IS_FINE
    }

    /**
     * A record that is alone has failed once more, by itself: now the check should be asked. Where
     * there are several, one after the other is looked at.
     */
    void suspect(long sequence) {
        if (suspect.isEmpty()) {
            suspect = OptionalLong.of(sequence);
        }
        asked = suspect.getAsLong() == sequence;
    }

    /** Whether the check should be asked; true once for each failure. */
    boolean takeQuestion() {
        boolean was = asked && !spent;
        asked = false;
        return was;
    }

    /** The check has found the target in order. */
    void passed(Instant now) {
        if (suspect.isPresent()) {
            since = passes == 0 ? now : since;
            passes++;
        }
    }

    /** Anything that could mean that the target is at fault. */
    void doubt() {
        suspect = OptionalLong.empty();
        passes = 0;
        since = Instant.MAX;
        asked = false;
    }

    /** The target has taken a record. */
    void delivered() {
        doubt();
        spent = false;
    }

    Evidence evidence(long sequence, Instant now) {
        boolean fine =
                !spent
                        && suspect.isPresent()
                        && suspect.getAsLong() == sequence
                        && passes >= PASSES
                        && !since.plus(atLeast).isAfter(now);
        return fine ? Evidence.TARGET_IS_FINE : Evidence.NONE;
    }

    /** A record was refused on this evidence. */
    void spend() {
        doubt();
        spent = true;
    }
}
