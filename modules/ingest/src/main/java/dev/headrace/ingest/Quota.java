package dev.headrace.ingest;

import dev.headrace.event.Contract.Rate;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * One caller's share of one stream, for one request: asked before the body is read, charged before
 * anything is made of its events. A refused request is not charged.
 */
record Quota(Optional<Limited> limited) {

    static final Quota UNLIMITED = new Quota(Optional.empty());

    private static final long SECOND = 1_000_000_000L;

    /** A share that ends. */
    record Limited(Rate rate, RateBucket bucket, LongSupplier nanoTime) {

        private void requireOne() {
            long now = nanoTime.getAsLong();
            long wait = bucket.waitForOne(rate, now);
            if (wait > 0) {
                throw refused(wait, now, "nothing is left");
            }
        }

        private Allowance charge(int events) {
            long now = nanoTime.getAsLong();
            long wait = bucket.take(rate, events, now);
            if (wait > 0) {
                throw refused(wait, now, "the request holds more events than are left");
            }
            return bucket.allowance(rate, now);
        }

        private RequestRefusedException refused(long wait, long now, String why) {
            return new RequestRefusedException(
                    "this caller may send "
                            + rate.events()
                            + " events "
                            + rate.per().words()
                            + " to this stream of this node, "
                            + rate.burst()
                            + " at once: "
                            + why
                            + "; nothing was stored",
                    new RequestRefusedException.Throttled(
                            bucket.allowance(rate, now), Math.ceilDiv(wait, SECOND)));
        }
    }

    /** Refuses the request when not even one event is left. */
    void requireSome() {
        limited.ifPresent(Limited::requireOne);
    }

    /**
     * Charges a request's events, or refuses the request.
     *
     * @param events counted only where there is a limit
     * @return what is left, where there is a limit
     */
    Optional<Allowance> charge(IntSupplier events) {
        return limited.map(share -> share.charge(events.getAsInt()));
    }
}
