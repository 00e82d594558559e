package dev.headrace.auth;

import dev.headrace.auth.CookieVerdict.Refusal;
import dev.headrace.auth.Remembered.Digest;
import dev.headrace.auth.VerifiedCookie.Standing;
import dev.headrace.event.Principal;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks cookies against one set of keys: form, signature, payload, time, person, in this order. It
 * is made anew when the keys change, and what it remembers goes with it.
 */
final class CookieVerifier {

    /** Ten times what the largest real cookie takes. */
    static final int MAX_COOKIE_LENGTH = 8 << 10;

    /** About 4 MiB when full. */
    static final int MAX_REMEMBERED = 10_000;

    private final PandaKeys keys;
    private final PandaSettings settings;
    private final Remembered<VerifiedCookie> remembered = new Remembered<>(MAX_REMEMBERED);

    CookieVerifier(PandaKeys keys, PandaSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    CookieVerdict verify(String cookie, Instant now) {
        if (cookie.length() > MAX_COOKIE_LENGTH) {
            return Refusal.MALFORMED;
        }
        Digest digest = remembered.digest(cookie);
        Optional<VerifiedCookie> known = remembered.find(digest);
        return known.isPresent() ? known.get().at(now) : verifyAfresh(cookie, digest, now);
    }

    private CookieVerdict verifyAfresh(String text, Digest digest, Instant now) {
        Optional<PandaCookie> cookie = PandaCookie.parse(text);
        if (cookie.isEmpty()) {
            return Refusal.MALFORMED;
        }
        Optional<PandaKey> key = keys.signing(cookie.get());
        if (key.isEmpty()) {
            return Refusal.BAD_SIGNATURE;
        }
        Optional<PandaPayload> payload = PandaPayload.parse(cookie.get().payload());
        if (payload.isEmpty()) {
            return Refusal.BAD_PAYLOAD;
        }
        VerifiedCookie verified = verified(payload.get(), key.get());
        if (!verified.isPastGrace(now)) {
            remembered.remember(digest, verified);
        }
        return verified.at(now);
    }

    private VerifiedCookie verified(PandaPayload payload, PandaKey key) {
        return new VerifiedCookie(
                Principal.person(payload.email()),
                settings.allows(payload) ? Standing.MAY_CALL : Standing.MAY_NOT_CALL,
                payload.expires(),
                key.id());
    }

    boolean uses(PandaKeys others) {
        return keys.equals(others);
    }

    void forgetPastGrace(Instant now) {
        remembered.forget(cookie -> cookie.isPastGrace(now));
    }

    int rememberedCookies() {
        return remembered.size();
    }
}
