package dev.headrace.auth;

import dev.headrace.auth.Remembered.Digest;
import dev.headrace.event.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Checks session tokens against one set of keys: form, signature, claims, in this order; what they
 * open now is asked at each call. It is made anew when the keys change, and what it remembers goes
 * with it.
 */
final class SessionVerifier {

    /** About 8 MiB when full. */
    static final int MAX_REMEMBERED = 20_000;

    private final HmacKeys keys;
    private final Remembered<Verified> remembered = new Remembered<>(MAX_REMEMBERED);

    SessionVerifier(HmacKeys keys) {
        this.keys = keys;
    }

    /** A token with a good signature. */
    record Verified(SessionClaims claims, Principal principal, Scope scope, HmacKey key) {

        /** A demoted key is good for what it had signed, and a token lives no longer than this. */
        boolean isUseless(Instant now) {
            return claims.isOverAt(now)
                    || !key.isLive(SessionClaims.LONGEST.plus(SessionClaims.SKEW), now);
        }
    }

    /** What a token says, if a key of these has signed it; it may be over, or not begun. */
    Optional<Verified> verify(String text, Instant now) {
        if (text.length() > SessionToken.LONGEST) {
            return Optional.empty();
        }
        Digest digest = remembered.digest(text);
        Optional<Verified> known = remembered.find(digest);
        if (known.isPresent()) {
            return known;
        }
        Optional<Verified> verified = SessionToken.parse(text).flatMap(this::verified);
        verified.filter(one -> !one.isUseless(now))
                .ifPresent(one -> remembered.remember(digest, one));
        return verified;
    }

    /** Whether the key is still live is asked at each call, so here every key counts. */
    private Optional<Verified> verified(SessionToken token) {
        return keys.verifying(
                        token.signature(),
                        key -> SessionToken.signature(token.signed(), key.signer()),
                        any -> true)
                .flatMap(key -> SessionClaims.parse(token.claims()).flatMap(said -> of(said, key)));
    }

    private static Optional<Verified> of(SessionClaims said, HmacKey key) {
        Scope allowed = Scope.of(key.organisations());
        if (!said.keyId().equals(key.id())
                || !(allowed.isNone() || allowed.holds(said.organisation()))) {
            return Optional.empty();
        }
        return Optional.of(
                new Verified(
                        said,
                        Principal.session(said.actor(), said.organisation()),
                        new Scope(Set.of(said.organisation()), Optional.of(said.session())),
                        key));
    }

    boolean uses(HmacKeys others) {
        return keys.isSameAs(others);
    }

    void forgetUseless(Instant now) {
        remembered.forget(one -> one.isUseless(now));
    }

    int rememberedTokens() {
        return remembered.size();
    }
}
