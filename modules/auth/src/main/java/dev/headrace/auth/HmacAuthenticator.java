package dev.headrace.auth;

import dev.headrace.auth.Authentication.Authenticated;
import dev.headrace.auth.Authentication.Refusal;
import dev.headrace.auth.Authentication.Refused;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges the HMAC headers of services. The signature covers the date and the path, not the body: a
 * request can be repeated within the window, as upstream's can.
 */
final class HmacAuthenticator {

    /** A date this far off, or farther, is refused. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    static final String UNNAMED_SERVICE = "hmac-authed-service";

    private static final String PREFIX = "HMAC ";

    /** The prefix and 32 bytes in base64. */
    private static final int TOKEN_LENGTH = PREFIX.length() + 44;

    private static final int MAX_SERVICE_NAME = 128;

    private final KeySource<HmacKeys> source;
    private final Duration overlap;
    private final KeyUses uses = new KeyUses();

    private HmacAuthenticator(KeySource<HmacKeys> source, Duration overlap) {
        this.source = source;
        this.overlap = overlap;
    }

    KeyUses uses() {
        return uses;
    }

    static HmacAuthenticator open(HmacSettings settings, Instant now) {
        return new HmacAuthenticator(
                KeySource.open("hmac keys", settings.keysFile(), HmacKeyParser::parse, now),
                settings.overlap());
    }

    Authentication authenticate(Credentials credentials, String token, String date, Instant now) {
        return verify(source.keys(), new Signed(token, date, credentials.rawPath()), overlap, now)
                .<Authentication>map(key -> authenticated(credentials, key, now))
                .orElse(new Refused(Refusal.HMAC_INVALID));
    }

    /** The three texts of a signed request, as they came over the wire. */
    record Signed(String token, String date, String rawPath) {

        @Override
        public String toString() {
            return "Signed[" + rawPath + "]";
        }
    }

    /** The key that made the token, if the date is near and the key live. */
    static Optional<HmacKey> verify(HmacKeys keys, Signed signed, Duration overlap, Instant now) {
        if (!hasForm(signed.token()) || !isNear(signed.date(), now)) {
            return Optional.empty();
        }
        byte[] claimed =
                signed.token().substring(PREFIX.length()).getBytes(StandardCharsets.ISO_8859_1);
        return keys.verifying(
                claimed,
                HmacSigner.textToSign(signed.date(), signed.rawPath()),
                key -> key.isLive(overlap, now));
    }

    private static boolean hasForm(String token) {
        return token.length() == TOKEN_LENGTH && token.startsWith(PREFIX);
    }

    private static boolean isNear(String date, Instant now) {
        return HttpDate.parse(date)
                .filter(at -> Duration.between(at, now).abs().compareTo(WINDOW) < 0)
                .isPresent();
    }

    private Authenticated authenticated(Credentials credentials, HmacKey key, Instant now) {
        String service = key.service().orElseGet(() -> serviceName(credentials));
        uses.count(key.id(), service, now);
        Scope scope = Scope.of(key.organisations());
        Principal principal = Principal.service(service);
        return new Authenticated(
                scope.only().map(principal::within).orElse(principal),
                AuthMethod.HMAC,
                Optional.empty(),
                Optional.of(key.id()),
                scope);
    }

    private static String serviceName(Credentials credentials) {
        return credentials
                .serviceName()
                .filter(HmacAuthenticator::isServiceName)
                .orElse(UNNAMED_SERVICE);
    }

    private static boolean isServiceName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_SERVICE_NAME
                && name.chars().allMatch(letter -> letter > ' ' && letter < 0x7f);
    }

    void refresh(Instant now) {
        source.refresh(now);
    }

    AuthHealth health() {
        return source.health();
    }
}
