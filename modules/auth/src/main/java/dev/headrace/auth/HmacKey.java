package dev.headrace.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One secret that services sign with.
 *
 * @param id its name in the key file
 * @param signer signs with it
 * @param demotedAt when it stopped being the current one; empty for the current one
 * @param service the one service that has it; empty: whoever has it says which service it is
 * @param organisations those that whoever has it may speak for; {@link Scope#ANY} is every one
 */
record HmacKey(
        String id,
        HmacSigner signer,
        Optional<Instant> demotedAt,
        Optional<String> service,
        Set<String> organisations) {

    /** A key of any service that speaks for no organisation. */
    HmacKey(String id, HmacSigner signer, Optional<Instant> demotedAt) {
        this(id, signer, demotedAt, Optional.empty(), Set.of());
    }

    /**
     * Counted from the demotion, not from the key's birth: a key that served for years still gets
     * its full overlap.
     */
    boolean isLive(Duration overlap, Instant now) {
        return demotedAt
                .map(since -> Duration.between(since, now).compareTo(overlap) < 0)
                .orElse(true);
    }

    boolean isSameAs(HmacKey other) {
        return id.equals(other.id())
                && demotedAt.equals(other.demotedAt())
                && service.equals(other.service())
                && organisations.equals(other.organisations())
                && signer.isSameAs(other.signer());
    }
}
