package dev.headrace.publishing;

/** Why a record becomes a dead letter: a short word for counting, and a line for a person. */
record Refusal(HeldRecord record, String code, String detail) {

    /** The code of a record that was tried often, and may have been written. */
    static final String EXHAUSTED = "retries-exhausted";

    static Refusal tooLarge(HeldRecord record) {
        return new Refusal(record, "too-large", "larger than the target takes");
    }

    static Refusal exhausted(HeldRecord record, String lastCode) {
        return new Refusal(record, EXHAUSTED, "the last answer was " + lastCode);
    }
}
