package dev.headrace.auth;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.Principal;
import java.time.Instant;
import java.util.Optional;

/** The answer to the question who is calling. */
public sealed interface Authentication {

    /**
     * The caller is known.
     *
     * @param principal who it is
     * @param method how it was shown
     * @param graceUntil set when the cookie has expired and is accepted only until then: the client
     *     should renew it
     * @param keyId the key that the credentials verified with: an id of the HMAC key file, or the
     *     short digest by which pan-domain names a public key
     * @param scope the organisations and the session that the credentials speak for
     */
    record Authenticated(
            Principal principal,
            AuthMethod method,
            Optional<Instant> graceUntil,
            Optional<String> keyId,
            Scope scope)
            implements Authentication {

        /** A caller known without a key. */
        public Authenticated(Principal principal, AuthMethod method, Optional<Instant> graceUntil) {
            this(principal, method, graceUntil, Optional.empty());
        }

        /** A caller who speaks for no organisation. */
        public Authenticated(
                Principal principal,
                AuthMethod method,
                Optional<Instant> graceUntil,
                Optional<String> keyId) {
            this(principal, method, graceUntil, keyId, Scope.NONE);
        }
    }

    /**
     * The caller is not known, or may not call.
     *
     * @param reason why
     */
    record Refused(Refusal reason) implements Authentication {}

    /** Why a caller was refused. */
    enum Refusal {
        /** Neither HMAC headers nor a session token nor the cookie. */
        NO_CREDENTIALS,
        /**
         * HMAC headers that do not verify: wrong key, wrong path, or a date outside of the window.
         */
        HMAC_INVALID,
        /** A session token that is malformed, or not signed by an accepted key. */
        TOKEN_INVALID,
        /** A session token past its end. */
        TOKEN_EXPIRED,
        /** A session token of a session or an actor that was revoked. */
        TOKEN_REVOKED,
        /** A cookie that is malformed, not signed by an accepted key, or incomplete. */
        COOKIE_INVALID,
        /** A cookie past its grace period. */
        COOKIE_EXPIRED,
        /** A good cookie of a person who may not call: e-mail domain or multifactor. */
        NOT_AUTHORISED
    }
}
