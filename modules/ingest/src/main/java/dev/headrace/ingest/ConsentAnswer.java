package dev.headrace.ingest;

import dev.headrace.event.Receipt;
import java.util.Optional;

/** The answer of doors whose callers have to ask for consent first: 403. */
final class ConsentAnswer {

    private ConsentAnswer() {}

    /**
     * The answer where nothing is kept for want of consent, and for this reason alone.
     *
     * @param detail what is missing
     */
    static Optional<Answer> of(Receipt receipt, String detail) {
        return lacksConsent(receipt)
                ? Optional.of(
                        Refusals.problem(
                                new RequestRefusedException(Problem.CONSENT_REQUIRED, detail)))
                : Optional.empty();
    }

    private static boolean lacksConsent(Receipt receipt) {
        return !receipt.suppressed().isEmpty()
                && receipt.suppressed().size() == receipt.received()
                && receipt.suppressed().stream()
                        .allMatch(one -> one.reason().equals(Suppressions.NO_CONSENT));
    }
}
