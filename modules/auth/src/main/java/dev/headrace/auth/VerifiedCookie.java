package dev.headrace.auth;

import dev.headrace.auth.CookieVerdict.Grace;
import dev.headrace.auth.CookieVerdict.Refusal;
import dev.headrace.auth.CookieVerdict.Valid;
import dev.headrace.event.Principal;
import java.time.Duration;
import java.time.Instant;

/**
 * A cookie whose signature and payload are good. What it opens depends on the time, so that is
 * asked at each call and never kept.
 *
 * @param principal the person
 * @param standing whether the person may call at all
 * @param expires when the cookie stops being fresh
 * @param keyId the key that signed it
 */
record VerifiedCookie(Principal principal, Standing standing, Instant expires, String keyId) {

    /** Upstream's default; third-party-cookie limits make the usual hour too short. */
    static final Duration GRACE = Duration.ofHours(24);

    /** What the user validation said: e-mail domain and multifactor. */
    enum Standing {
        MAY_CALL,
        MAY_NOT_CALL
    }

    /** The user validation holds in the grace period too. */
    CookieVerdict at(Instant now) {
        if (isPastGrace(now)) {
            return Refusal.EXPIRED;
        }
        return switch (standing) {
            case MAY_NOT_CALL -> Refusal.NOT_AUTHORISED;
            case MAY_CALL ->
                    now.isAfter(expires) ? new Grace(this, expires.plus(GRACE)) : new Valid(this);
        };
    }

    boolean isPastGrace(Instant now) {
        return now.isAfter(expires.plus(GRACE));
    }
}
