package dev.headrace.insight;

/** Why a question was not answered. */
enum ReadProblem {
    BAD_REQUEST(400, "bad-request", "The request is malformed"),
    UNAUTHENTICATED(401, "unauthenticated", "No valid credentials"),
    UNKNOWN_STREAM(404, "unknown-stream", "There is no such stream"),
    NOT_KEPT(404, "not-kept", "Nothing is kept that could answer this"),
    NOT_FOUND(404, "not-found", "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "This method is not allowed here"),
    TOO_MANY_ROWS(422, "too-many-rows", "The answer would be too large"),
    RATE_LIMITED(429, "rate-limited", "This caller sends more than it may"),
    UNEXPECTED(500, "unexpected", "Something went wrong here"),
    STORE_AWAY(503, "store-away", "The store does not answer now");

    private final int status;
    private final String word;
    private final String title;

    ReadProblem(int status, String word, String title) {
        this.status = status;
        this.word = word;
        this.title = title;
    }

    int status() {
        return status;
    }

    /** The word that answers use. */
    String word() {
        return word;
    }

    /** One line for people. */
    String title() {
        return title;
    }
}
