package dev.headrace.validation;

import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An event that shows what a contract means.
 *
 * @param file where it stands
 * @param event the event
 * @param breach where and by which keyword it must be refused; empty for one to be accepted
 */
record Example(Path file, JsonNode event, Optional<ExpectedBreach> breach) {

    /** Where and by which keyword an example must be refused. */
    record ExpectedBreach(String pointer, String keyword) {}

    boolean mustPass() {
        return breach.isEmpty();
    }

    /** What is wrong when the version says this of the example; nothing if it is right. */
    Optional<String> complaint(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Valid valid ->
                    breach.map(expected -> "is accepted, but must be refused " + told(expected));
            case Verdict.Invalid invalid ->
                    complaint(new ExpectedBreach(invalid.pointer(), invalid.keyword()), invalid);
        };
    }

    private Optional<String> complaint(ExpectedBreach actual, Verdict.Invalid invalid) {
        if (breach.isEmpty()) {
            return Optional.of(
                    "is refused " + told(actual) + ", but must be accepted: " + invalid.message());
        }
        return breach.filter(expected -> !expected.equals(actual))
                .map(expected -> "is refused " + told(actual) + ", but must be " + told(expected));
    }

    private static String told(ExpectedBreach breach) {
        String place = breach.pointer().isEmpty() ? "as a whole" : "at " + breach.pointer();
        return place + " by " + breach.keyword();
    }
}
