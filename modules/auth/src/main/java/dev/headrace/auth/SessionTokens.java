package dev.headrace.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tokens of sessions, {@code v1.<base64url JSON>.<signature>}, as an issuer makes them:
 *
 * <pre>{@code
 * {"kid":"k1","principal_id":42,"org_id":7,
 *  "exercise_session_id":"3f0f0d4e-1c40-4d9e-8f0b-2a6f3f1c9a55","iat":1795348800,"exp":1795352400}
 * }</pre>
 *
 * <p>The claims are a text or a whole number for {@code principal_id} and {@code org_id}, a UUID
 * for the session, and seconds since 1970 for the times. The signature is HMAC-SHA-256 over {@code
 * v1.<base64url JSON>} by the key that {@code kid} names, in base64url without padding.
 */
public final class SessionTokens {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SessionTokens() {}

    /**
     * What a token shall say.
     *
     * @param actor who acts in the session: 1 to 128 printable ASCII characters without a space
     * @param organisation 1 to 64 letters, digits, dots, dashes or underscores, with a letter or
     *     digit among them
     * @param session a UUID
     * @param life until it ends: more than nothing, at most four hours
     */
    public record Wanted(String actor, String organisation, String session, Duration life) {

        public Wanted {
            require(SessionClaims.isActor(actor), "the actor is 1 to 128 printable characters");
            require(
                    KeyJson.isOrganisation(organisation),
                    "an organisation is 1 to 64 letters, digits, dots, dashes or underscores, with"
                            + " a letter or digit in it");
            require(SessionClaims.uuid(session).isPresent(), "the session is a UUID");
            require(
                    life.isPositive() && life.compareTo(SessionClaims.LONGEST) <= 0,
                    "a token lives more than 0 s and at most 4 h");
        }

        private static void require(boolean good, String rule) {
            if (!good) {
                throw new IllegalArgumentException(rule);
            }
        }
    }

    /**
     * Makes a token with the file's current key.
     *
     * @throws AuthSettingsException when the file cannot be read, or its key may not sign for this
     *     organisation
     */
    public static String make(Path keysFile, Wanted wanted, Clock clock) {
        HmacKey key = HmacKeyParser.parse(keysFile, KeySource.text(keysFile)).current();
        Scope allowed = Scope.of(key.organisations());
        if (!allowed.isNone() && !allowed.holds(wanted.organisation())) {
            throw new AuthSettingsException(
                    keysFile, "the current key may not sign for this organisation");
        }
        return SessionToken.text(claims(key.id(), wanted, clock.instant()), key.signer());
    }

    private static byte[] claims(String keyId, Wanted wanted, Instant now) {
        var claims = JSON.createObjectNode();
        claims.put("kid", keyId);
        claims.put("principal_id", wanted.actor());
        claims.put("org_id", wanted.organisation());
        claims.put("exercise_session_id", SessionClaims.uuid(wanted.session()).orElseThrow());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(wanted.life()).getEpochSecond());
        return JSON.writeValueAsBytes(claims);
    }

    /**
     * Writes an empty list of revocations, unless there is a file already:
     *
     * <pre>{@code
     * {"sessions":["3f0f0d4e-1c40-4d9e-8f0b-2a6f3f1c9a55"],
     *  "actors":[{"organisation":"7","actor":"42","before":"2026-11-22T10:00:00Z"}]}
     * }</pre>
     *
     * @throws AuthSettingsException when the file cannot be written
     */
    public static void createRevokedIfMissing(Path file) {
        if (Files.exists(file)) {
            return;
        }
        try {
            NewKeyFile.write(file.toAbsolutePath(), "{\"sessions\":[],\"actors\":[]}\n");
        } catch (IOException e) {
            throw new AuthSettingsException(
                    file, "cannot be written (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
