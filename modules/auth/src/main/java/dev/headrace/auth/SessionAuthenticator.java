package dev.headrace.auth;

import dev.headrace.auth.Authentication.Authenticated;
import dev.headrace.auth.Authentication.Refusal;
import dev.headrace.auth.Authentication.Refused;
import dev.headrace.auth.SessionVerifier.Verified;
import dev.headrace.event.AuthMethod;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges the tokens of sessions. */
final class SessionAuthenticator {

    private static final String BEARER = "Bearer ";

    private final KeySource<HmacKeys> keys;
    private final KeySource<RevokedSessions> revoked;
    private volatile SessionVerifier verifier;

    private SessionAuthenticator(KeySource<HmacKeys> keys, KeySource<RevokedSessions> revoked) {
        this.keys = keys;
        this.revoked = revoked;
        this.verifier = new SessionVerifier(keys.keys());
    }

    static SessionAuthenticator open(SessionSettings settings, Instant now) {
        return new SessionAuthenticator(
                KeySource.open("session keys", settings.keysFile(), HmacKeyParser::parse, now),
                KeySource.open(
                        "revoked sessions",
                        settings.revokedFile(),
                        RevokedSessionsParser::parse,
                        now));
    }

    /** The token of a bearer, if the header holds one; the scheme's case does not count. */
    static Optional<String> token(Credentials credentials) {
        return credentials
                .authorization()
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    Authentication authenticate(String token, Instant now) {
        return verifier.verify(token, now)
                .map(known -> at(known, now))
                .orElse(new Refused(Refusal.TOKEN_INVALID));
    }

    /** Time and revocation are asked at each call, also of a token that is remembered. */
    private Authentication at(Verified known, Instant now) {
        if (known.claims().isEarlyAt(now)) {
            return new Refused(Refusal.TOKEN_INVALID);
        }
        if (known.isUseless(now)) {
            return new Refused(Refusal.TOKEN_EXPIRED);
        }
        if (revoked.keys().holds(known.claims())) {
            return new Refused(Refusal.TOKEN_REVOKED);
        }
        return new Authenticated(
                known.principal(),
                AuthMethod.SESSION,
                Optional.empty(),
                Optional.of(known.key().id()),
                known.scope());
    }

    /** Other keys mean another verifier: what the old one remembers counts no more. */
    void refresh(Instant now) {
        keys.refresh(now);
        revoked.refresh(now);
        if (verifier.uses(keys.keys())) {
            verifier.forgetUseless(now);
        } else {
            verifier = new SessionVerifier(keys.keys());
        }
    }

    Stream<AuthHealth> health() {
        return Stream.of(keys.health(), revoked.health());
    }
}
