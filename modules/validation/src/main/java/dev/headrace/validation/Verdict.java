package dev.headrace.validation;

/** Whether one event keeps its contract. */
public sealed interface Verdict {

    /**
     * It does.
     *
     * @param schemaVersion the version that accepted it
     */
    record Valid(int schemaVersion) implements Verdict {}

    /**
     * It does not. Holds no value of the event.
     *
     * @param pointer JSON Pointer to the place; the empty text is the event itself
     * @param keyword the schema's keyword that was broken
     * @param message what is wrong and what would be right, with a near name for a misspelt one
     * @param fingerprint equal for refusals of the same cause: stream, version, keyword and place
     *     with array indices left out; 16 hexadecimal digits
     */
    record Invalid(String pointer, String keyword, String message, String fingerprint)
            implements Verdict {}
}
