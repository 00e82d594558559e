package dev.headrace.operations;

/** Why an admin request was refused. Nothing was changed. */
enum AdminProblem {
    BAD_REQUEST(400, "bad-request", "The request is malformed"),
    UNAUTHENTICATED(401, "unauthenticated", "No valid admin token"),
    FORBIDDEN(403, "forbidden", "This token may look but not change"),
    FOREIGN_HOST(403, "foreign-host", "This host name is not allowed"),
    FOREIGN_ORIGIN(403, "foreign-origin", "Pages of this origin may not call"),
    NOT_FOUND(404, "not-found", "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "This method is not allowed here"),
    CONFLICT(409, "conflict", "This is not possible as things stand"),
    TOO_LARGE(413, "too-large", "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "This content type is not taken"),
    NOT_POSSIBLE(422, "not-possible", "What is asked for is not possible"),
    TOO_MANY_FAILURES(429, "too-many-failures", "Too many requests without a valid token"),
    UNEXPECTED(500, "unexpected", "Something went wrong here"),
    STORE_AWAY(503, "store-away", "What has to be kept in the store cannot be kept now"),
    DISK_FAILED(503, "disk-failed", "What must be kept cannot be written");

    private final int status;
    private final String word;
    private final String title;

    AdminProblem(int status, String word, String title) {
        this.status = status;
        this.word = word;
        this.title = title;
    }

    int status() {
        return status;
    }

    /** The word that answers and metrics use. */
    String word() {
        return word;
    }

    /** One line for people. */
    String title() {
        return title;
    }
}
