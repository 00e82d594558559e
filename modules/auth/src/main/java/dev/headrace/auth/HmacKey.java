package dev.headrace.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One secret that services sign with.
 *
 * @param id its name in the key file
 * @param signer signs with it
 * @param demotedAt when it stopped being the current one; empty for the current one
 */
record HmacKey(String id, HmacSigner signer, Optional<Instant> demotedAt) {

    /**
     * Counted from the demotion, not from the key's birth: a key that served for years still gets
     * its full overlap.
     */
    boolean isLive(Duration overlap, Instant now) {
        return demotedAt
                .map(since -> Duration.between(since, now).compareTo(overlap) < 0)
                .orElse(true);
    }
}
