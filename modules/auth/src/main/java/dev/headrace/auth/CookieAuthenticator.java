package dev.headrace.auth;

import dev.headrace.auth.Authentication.Authenticated;
import dev.headrace.auth.Authentication.Refused;
import dev.headrace.auth.CookieVerdict.Grace;
import dev.headrace.auth.CookieVerdict.Refusal;
import dev.headrace.auth.CookieVerdict.Valid;
import dev.headrace.event.AuthMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges the pan-domain cookies of people. */
final class CookieAuthenticator {

    /** More than this in all {@code Cookie} headers together is not even looked at. */
    static final int MAX_HEADER_LENGTH = 16 << 10;

    private final PandaSettings settings;
    private final KeySource<PandaKeys> source;
    private volatile CookieVerifier verifier;

    private CookieAuthenticator(PandaSettings settings, KeySource<PandaKeys> source) {
        this.settings = settings;
        this.source = source;
        this.verifier = new CookieVerifier(source.keys(), settings);
    }

    static CookieAuthenticator open(PandaSettings settings, Instant now) {
        return new CookieAuthenticator(
                settings,
                KeySource.open(
                        "panda settings",
                        settings.settingsFile(),
                        PandaSettingsParser::parse,
                        now));
    }

    Authentication authenticate(Credentials credentials, Instant now) {
        return switch (verdict(credentials.cookies(), now)) {
            case Valid(VerifiedCookie cookie) -> authenticated(cookie, Optional.empty());
            case Grace(VerifiedCookie cookie, Instant until) ->
                    authenticated(cookie, Optional.of(until));
            case Refusal refusal -> new Refused(reason(refusal));
        };
    }

    CookieVerdict verdict(List<String> headers, Instant now) {
        if (length(headers) > MAX_HEADER_LENGTH) {
            return Refusal.MALFORMED;
        }
        return CookieHeader.find(headers, settings.cookieName())
                .map(cookie -> verifier.verify(cookie, now))
                .orElse(Refusal.NONE);
    }

    private static long length(List<String> headers) {
        long length = 0;
        for (String header : headers) {
            length += header.length();
        }
        return length;
    }

    private static Authentication authenticated(
            VerifiedCookie cookie, Optional<Instant> graceUntil) {
        return new Authenticated(
                cookie.principal(), AuthMethod.PANDA, graceUntil, Optional.of(cookie.keyId()));
    }

    private static Authentication.Refusal reason(Refusal refusal) {
        return switch (refusal) {
            case NONE -> Authentication.Refusal.NO_CREDENTIALS;
            case MALFORMED, BAD_SIGNATURE, BAD_PAYLOAD -> Authentication.Refusal.COOKIE_INVALID;
            case NOT_AUTHORISED -> Authentication.Refusal.NOT_AUTHORISED;
            case EXPIRED -> Authentication.Refusal.COOKIE_EXPIRED;
        };
    }

    /** Other keys mean another verifier: what the old one remembers counts no more. */
    void refresh(Instant now) {
        source.refresh(now);
        if (verifier.uses(source.keys())) {
            verifier.forgetPastGrace(now);
        } else {
            verifier = new CookieVerifier(source.keys(), settings);
        }
    }

    AuthHealth health() {
        return source.health();
    }
}
