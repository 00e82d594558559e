package dev.headrace.sink;

import java.time.Instant;
import java.util.Arrays;

/** The outcome of each record of a batch; an index that was never set is unknown. */
public final class WriteResult {

    private static final Outcome UNSET = new Outcome.Unknown("unset");

    private final Outcome[] outcomes;

    private WriteResult(Outcome[] outcomes) {
        this.outcomes = outcomes;
    }

    /** Every record of the batch is at the target. */
    public static WriteResult allDelivered(RecordBatch batch, String ref) {
        var outcomes = new Outcome[batch.size()];
        Arrays.fill(outcomes, new Outcome.Delivered(ref));
        return new WriteResult(outcomes);
    }

    /** A result to be filled in, record by record. */
    public static Builder of(RecordBatch batch) {
        return new Builder(batch.size());
    }

    /** The number of records. */
    public int size() {
        return outcomes.length;
    }

    /** The outcome of the record at an index of the batch. */
    public Outcome outcome(int index) {
        return outcomes[index];
    }

    /** Collects outcomes by index. Not for use by several threads. */
    public static final class Builder {

        private final Outcome[] outcomes;

        private Builder(int size) {
            outcomes = new Outcome[size];
            Arrays.fill(outcomes, UNSET);
        }

        public Builder delivered(int index, String ref) {
            return set(index, new Outcome.Delivered(ref));
        }

        public Builder rejected(int index, String code, String detail) {
            return set(index, new Outcome.Rejected(code, detail));
        }

        public Builder retry(int index, String code, Instant notBefore) {
            return set(index, new Outcome.Retry(code, notBefore));
        }

        public Builder throttled(int index, String code, Instant notBefore) {
            return set(index, new Outcome.Throttled(code, notBefore));
        }

        public Builder unknown(int index, String code) {
            return set(index, new Outcome.Unknown(code));
        }

        /** Sets the outcome of one record; a second call for the same index replaces the first. */
        public Builder set(int index, Outcome outcome) {
            outcomes[index] = outcome;
            return this;
        }

        public WriteResult build() {
            return new WriteResult(outcomes.clone());
        }
    }
}
