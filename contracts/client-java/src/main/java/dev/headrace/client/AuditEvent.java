package dev.headrace.client;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Who did what to which record of an organisation: one event of the stream {@code audit}. An event
 * that its stream would refuse cannot be made, but for {@code changes} that are too large: an event
 * has at most 64 KiB. Immutable.
 *
 * <pre>{@code
 * AuditEvent event = AuditEvent.of("UPDATE", "appointment", clock.instant())
 *         .by(42, AuditEvent.ActorType.STAFF)
 *         .within(7)
 *         .entity(1001)
 *         .from("192.0.2.7", "Mozilla/5.0")
 *         .request("/v1/appointments/1001", 200)
 *         .make();
 * String json = event.toJson();
 * }</pre>
 *
 * @param eventId makes a repeat recognisable; without it the server makes one of the content
 * @param action {@code CREATE}, {@code UPDATE}, {@code DELETE} or another word of that form: 1 to
 *     64 upper-case letters, digits and underscores
 * @param entityType the kind of record: 1 to 64 lower-case letters, digits and underscores
 * @param entityId which record; not negative
 * @param userId who acted; 0 is nobody who was signed in, or the system itself
 * @param organizationId whose record it is; 0 is the platform itself
 * @param ipAddress the client's address, at most 45 characters
 * @param userAgent at most 1,024 characters
 * @param requestPath at most 2,048 characters
 * @param statusCode the HTTP status that was answered, 100 to 599
 * @param timestamp when it happened, in the years 0001 to 9999
 * @param changes what was changed, as JSON text of the caller's own; it is not checked here
 * @param context under which right it was done
 * @param actorType what {@code userId} is; without it the server protects it as a patient's
 */
public record AuditEvent(
        Optional<UUID> eventId,
        String action,
        String entityType,
        OptionalLong entityId,
        long userId,
        long organizationId,
        String ipAddress,
        String userAgent,
        String requestPath,
        int statusCode,
        Instant timestamp,
        Optional<String> changes,
        Context context,
        Optional<ActorType> actorType) {

    private static final int LONGEST_WORD = 64;
    private static final int LONGEST_ADDRESS = 45;
    private static final int LONGEST_USER_AGENT = 1_024;
    private static final int LONGEST_PATH = 2_048;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** Under which right something was done. */
    public sealed interface Context {

        /** Nothing is said. */
        record Unsaid() implements Context {}

        /** The actor's own. */
        record Normal() implements Context {}

        /**
         * An emergency.
         *
         * @param id of the break-glass session, at least 1
         */
        record BreakGlass(long id) implements Context {

            public BreakGlass {
                require(id >= 1, "the id of a break-glass session is at least 1");
            }
        }

        /**
         * In another's name.
         *
         * @param id of the impersonation, at least 1
         */
        record Impersonation(long id) implements Context {

            public Impersonation {
                require(id >= 1, "the id of an impersonation is at least 1");
            }
        }
    }

    /** What an actor is. */
    public enum ActorType {
        PATIENT,
        STAFF,
        SYSTEM
    }

    /**
     * Checks what the stream would.
     *
     * @throws IllegalArgumentException saying which field is wrong and what would be right
     */
    public AuditEvent {
        require(
                isWord(action, 'A', 'Z'),
                "action is 1 to 64 upper-case letters, digits and underscores, a letter first");
        require(
                isWord(entityType, 'a', 'z'),
                "entityType is 1 to 64 lower-case letters, digits and underscores, a letter first");
        require(entityId.orElse(0) >= 0, "entityId is not negative");
        require(userId >= 0, "userId is not negative");
        require(organizationId >= 0, "organizationId is not negative");
        requireText("ipAddress", ipAddress, LONGEST_ADDRESS);
        requireText("userAgent", userAgent, LONGEST_USER_AGENT);
        requireText("requestPath", requestPath, LONGEST_PATH);
        require(statusCode >= 100 && statusCode <= 599, "statusCode is 100 to 599");
        require(
                !timestamp.isBefore(FIRST) && !timestamp.isAfter(LAST),
                "timestamp is in the years 0001 to 9999");
    }

    /** Begins an event. */
    public static AuditEventBuilder of(String action, String entityType, Instant timestamp) {
        return new AuditEventBuilder(action, entityType, timestamp);
    }

    /** The event as the stream takes it: one line of JSON. */
    public String toJson() {
        return AuditEventJson.of(this);
    }

    private static boolean isWord(String text, char first, char last) {
        if (text.isEmpty() || text.length() > LONGEST_WORD || !isIn(text.charAt(0), first, last)) {
            return false;
        }
        return text.chars()
                .allMatch(one -> isIn(one, first, last) || isIn(one, '0', '9') || one == '_');
    }

    private static boolean isIn(int one, char first, char last) {
        return one >= first && one <= last;
    }

    /** JSON Schema counts characters as Unicode does; a lone half of one is none. */
    private static void requireText(String name, String text, int most) {
        require(
                text.codePointCount(0, text.length()) <= most,
                name + " has at most " + most + " characters");
        require(
                text.codePoints().noneMatch(one -> one >= 0xD800 && one <= 0xDFFF),
                name + " has half a character: a lone surrogate");
    }

    private static void require(boolean good, String rule) {
        if (!good) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** Only what kind of thing was done: the rest is nobody's business. */
    @Override
    public String toString() {
        return "AuditEvent[" + action + " " + entityType + "]";
    }
}
