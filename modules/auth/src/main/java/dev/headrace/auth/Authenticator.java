package dev.headrace.auth;

import dev.headrace.auth.Authentication.Refusal;
import dev.headrace.auth.Authentication.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Says who is calling. Safe for use by any number of threads; {@link #refresh} by one.
 *
 * <p>A request that carries both HMAC headers is judged by them alone, even when they are empty: a
 * good cookie does not rescue a bad signature. So is one with a bearer's token by that. Any other
 * request is judged by its cookie.
 */
public final class Authenticator implements KeyEvidence {

    private final Optional<HmacAuthenticator> hmac;
    private final Optional<CookieAuthenticator> cookies;
    private final Optional<SessionAuthenticator> sessions;
    private final Clock clock;

    private Authenticator(
            Optional<HmacAuthenticator> hmac,
            Optional<CookieAuthenticator> cookies,
            Optional<SessionAuthenticator> sessions,
            Clock clock) {
        this.hmac = hmac;
        this.cookies = cookies;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Reads the keys of services and persons for the first time; no session is known. */
    public static Authenticator open(
            Optional<HmacSettings> hmac, Optional<PandaSettings> panda, Clock clock) {
        return open(hmac, panda, Optional.empty(), clock);
    }

    /**
     * Reads the keys for the first time.
     *
     * @throws AuthSettingsException when a configured source cannot be read: a start without keys
     *     would refuse everybody. It lists the problems of all sources.
     */
    public static Authenticator open(
            Optional<HmacSettings> hmac,
            Optional<PandaSettings> panda,
            Optional<SessionSettings> sessions,
            Clock clock) {
        Instant now = now(clock);
        List<String> problems = new ArrayList<>();
        Authenticator opened =
                new Authenticator(
                        opened(hmac, settings -> HmacAuthenticator.open(settings, now), problems),
                        opened(
                                panda,
                                settings -> CookieAuthenticator.open(settings, now),
                                problems),
                        opened(
                                sessions,
                                settings -> SessionAuthenticator.open(settings, now),
                                problems),
                        clock);
        if (!problems.isEmpty()) {
            throw new AuthSettingsException(problems);
        }
        return opened;
    }

    private static <S, A> Optional<A> opened(
            Optional<S> settings, Function<S, A> open, List<String> problems) {
        try {
            return settings.map(open);
        } catch (AuthSettingsException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** Answers from memory: no I/O. */
    public Authentication authenticate(Credentials credentials) {
        if (credentials.hmacToken().isPresent() && credentials.hmacDate().isPresent()) {
            return authenticateHmac(
                    credentials, credentials.hmacToken().get(), credentials.hmacDate().get());
        }
        Optional<String> token = SessionAuthenticator.token(credentials);
        return token.isPresent()
                ? authenticateSession(token.get())
                : authenticateCookie(credentials);
    }

    private Authentication authenticateSession(String token) {
        return sessions.map(method -> method.authenticate(token, now(clock)))
                .orElse(new Refused(Refusal.TOKEN_INVALID));
    }

    private Authentication authenticateHmac(Credentials credentials, String token, String date) {
        return hmac.map(method -> method.authenticate(credentials, token, date, now(clock)))
                .orElse(new Refused(Refusal.HMAC_INVALID));
    }

    /** The answer by cookie alone, whatever other headers say; for doors that only people use. */
    public Authentication authenticateCookie(Credentials credentials) {
        return cookies.map(method -> method.authenticate(credentials, now(clock)))
                .orElse(new Refused(Refusal.NO_CREDENTIALS));
    }

    /**
     * Reads changed key files again; keeps the last good keys when that fails. Call every few
     * seconds. Never throws: what is wrong is logged once and shown by {@link #health}.
     */
    public void refresh() {
        Instant now = now(clock);
        hmac.ifPresent(method -> method.refresh(now));
        cookies.ifPresent(method -> method.refresh(now));
        sessions.ifPresent(method -> method.refresh(now));
    }

    /** Adds what was known of the keys' use before this process began; call once, at the start. */
    public void restoreUses(List<KeyUse> before) {
        hmac.ifPresent(method -> method.uses().restore(before));
    }

    /** Which HMAC keys requests were signed with. */
    @Override
    public List<KeyUse> uses() {
        return hmac.map(method -> method.uses().uses()).orElse(List.of());
    }

    /** How each source of keys stands. */
    public List<AuthHealth> health() {
        return Stream.of(
                        hmac.map(HmacAuthenticator::health).stream(),
                        cookies.map(CookieAuthenticator::health).stream(),
                        sessions.stream().flatMap(SessionAuthenticator::health))
                .flatMap(each -> each)
                .toList();
    }

    /** Cookies and dates count in milliseconds: the finer part of a clock must not decide. */
    private static Instant now(Clock clock) {
        return Instant.ofEpochMilli(clock.millis());
    }
}
