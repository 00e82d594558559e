package dev.headrace.eventlog;

import java.util.function.Supplier;

/** Says which promise of the log was not kept, and how one sees it. */
final class InvariantBroken extends AssertionError {

    private static final long serialVersionUID = 1;

    private final Invariant invariant;

    InvariantBroken(Invariant invariant, String detail) {
        super(invariant + ": " + detail);
        this.invariant = invariant;
    }

    InvariantBroken(Invariant invariant, String detail, Throwable cause) {
        super(invariant + ": " + detail, cause);
        this.invariant = invariant;
    }

    static void check(Invariant invariant, boolean holds, Supplier<String> detail) {
        if (!holds) {
            throw new InvariantBroken(invariant, detail.get());
        }
    }

    Invariant invariant() {
        return invariant;
    }
}
