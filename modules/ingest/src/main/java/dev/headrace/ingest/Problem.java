package dev.headrace.ingest;

/**
 * Why a whole request was refused. Nothing of it was stored, but for {@link #NOT_YET_DELIVERED}.
 */
public enum Problem {
    NOT_JSON(400, "not-json", "The body is not JSON"),
    UNKNOWN_VERSION(400, "unknown-version", "The stream has no such schema version"),
    BAD_REQUEST(400, "bad-request", "The request is malformed"),
    UNAUTHENTICATED(401, "unauthenticated", "No valid credentials"),
    FORBIDDEN(403, "forbidden", "These credentials may not do this"),
    CONSENT_REQUIRED(403, "consent-required", "The person has not agreed to this"),
    FOREIGN_ORIGIN(403, "foreign-origin", "A cookie is not accepted from this origin"),
    WRONG_SESSION(403, "wrong-session", "An event belongs to another session"),
    UNKNOWN_STREAM(404, "unknown-stream", "There is no such stream"),
    UNKNOWN_RECEIPT(404, "unknown-receipt", "There is no such receipt for this caller"),
    NOT_FOUND(404, "not-found", "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "This method is not allowed here"),
    SLOW_BODY(408, "slow-body", "The body did not arrive in time"),
    RECEIPT_GONE(410, "receipt-gone", "The events of this receipt have left the event log"),
    TOO_LARGE(413, "too-large", "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "This content type is not taken"),
    BROKEN_CONTRACT(422, "broken-contract", "Every event breaks its contract"),
    STOPPING(503, "stopping", "This node is stopping"),
    RATE_LIMITED(429, "rate-limited", "This caller sends more than it may"),
    IDEMPOTENCY_KEY_REUSED(
            422, "idempotency-key-reused", "The Idempotency-Key stands for another request"),
    OVERLOADED(503, "overloaded", "More requests than can be served now"),
    LOG_FULL(503, "log-full", "The event log is full"),
    LOG_FAILED(503, "log-failed", "The event log cannot be written"),
    /** The events are in the event log and will be delivered; only the promised wait has failed. */
    NOT_YET_DELIVERED(503, "not-yet-delivered", "Stored, but not delivered yet"),
    UNEXPECTED(500, "unexpected", "Something went wrong here");

    private final int status;
    private final String word;
    private final String title;

    Problem(int status, String word, String title) {
        this.status = status;
        this.word = word;
        this.title = title;
    }

    /** The HTTP status of the canonical answer. */
    public int status() {
        return status;
    }

    /** The word that answers, logs and metrics use. */
    public String word() {
        return word;
    }

    /** One line for people. */
    public String title() {
        return title;
    }

    /** Whether the caller should come again by itself: then an answer says when. */
    public boolean isTemporary() {
        return status == 503 || status == 429;
    }
}
