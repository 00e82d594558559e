package dev.headrace.auth;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a session token says.
 *
 * @param keyId the key that signed it
 * @param actor the issuer's id of whoever acts in the session
 * @param organisation the organisation that the session belongs to
 * @param session the session, a UUID in lower case
 * @param issuedAt from when on it is good
 * @param expires when it ends; at most {@link #LONGEST} later
 */
record SessionClaims(
        String keyId,
        String actor,
        String organisation,
        String session,
        Instant issuedAt,
        Instant expires) {

    /** A token lives no longer, so a revocation need not be remembered for longer. */
    static final Duration LONGEST = Duration.ofHours(4);

    /** How far the issuer's clock may be off. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final int LONGEST_ACTOR = 128;
    private static final int UUID_LENGTH = 36;
    private static final long LAST_SECOND = 253_402_300_799L; // the end of the year 9999

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** Reads the claims; what else stands there is the issuer's business. */
    static Optional<SessionClaims> parse(byte[] json) {
        return StrictUtf8.decode(ByteBuffer.wrap(json)).flatMap(SessionClaims::parse);
    }

    private static Optional<SessionClaims> parse(String text) {
        try {
            JsonNode claims = JSON.readTree(text);
            return claims.isObject() ? of(claims) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<SessionClaims> of(JsonNode claims) {
        Optional<String> keyId = text(claims.path("kid")).filter(KeyJson::isId);
        Optional<String> actor = name(claims.path("principal_id")).filter(SessionClaims::isActor);
        Optional<String> organisation = name(claims.path("org_id")).filter(KeyJson::isOrganisation);
        Optional<String> session =
                text(claims.path("exercise_session_id")).flatMap(SessionClaims::uuid);
        Optional<Instant> issued = second(claims.path("iat"));
        Optional<Instant> expires = second(claims.path("exp"));
        if (keyId.isEmpty() || actor.isEmpty() || organisation.isEmpty()) {
            return Optional.empty();
        }
        if (session.isEmpty() || issued.isEmpty() || expires.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                        new SessionClaims(
                                keyId.get(),
                                actor.get(),
                                organisation.get(),
                                session.get(),
                                issued.get(),
                                expires.get()))
                .filter(SessionClaims::isShortLived);
    }

    private boolean isShortLived() {
        Duration life = Duration.between(issuedAt, expires);
        return life.isPositive() && life.compareTo(LONGEST) <= 0;
    }

    static boolean isActor(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_ACTOR
                && text.chars().allMatch(letter -> letter > ' ' && letter < 0x7f);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.asString()) : Optional.empty();
    }

    /** An id is a text, or a whole number that is not negative. */
    private static Optional<String> name(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.asLong() >= 0
                ? Optional.of(Long.toString(node.asLong()))
                : text(node);
    }

    private static Optional<Instant> second(JsonNode node) {
        boolean good =
                node.isIntegralNumber()
                        && node.canConvertToLong()
                        && node.asLong() >= 0
                        && node.asLong() <= LAST_SECOND;
        return good ? Optional.of(Instant.ofEpochSecond(node.asLong())) : Optional.empty();
    }

    /** The usual form and no other: the JDK's reader takes shorter groups too. */
    static Optional<String> uuid(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            boolean good =
                    text.length() == UUID_LENGTH && UUID.fromString(lower).toString().equals(lower);
            return good ? Optional.of(lower) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isEarlyAt(Instant now) {
        return issuedAt.isAfter(now.plus(SKEW));
    }

    boolean isOverAt(Instant now) {
        return !now.isBefore(expires.plus(SKEW));
    }

    /** Only when it ends: who acts where is nobody's business. */
    @Override
    public String toString() {
        return "SessionClaims[" + expires + "]";
    }
}
