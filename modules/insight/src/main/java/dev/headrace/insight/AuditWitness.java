package dev.headrace.insight;

import java.util.Optional;
import java.util.Set;

/**
 * What a node remembers of its chains outside of the store: whoever can write the store anew, with
 * all its hashes, cannot change this too. Safe for use by several threads.
 */
public interface AuditWitness {

    /**
     * How far a chain has come.
     *
     * @param number of the last row, from 1; 0 where there is none
     * @param hash of the last row, in hexadecimal
     */
    record End(long number, String hash) {}

    /** Whose chains it knows. */
    Set<Optional<String>> organisations();

    /** The end of this node's chain of an organisation, as it was remembered last. */
    Optional<End> end(Optional<String> organisation);

    /**
     * Remembers a new end. Where the chain had come as far as what is remembered, and to another
     * end, the store was changed: then what is remembered stays.
     *
     * @param before the end that rows were appended behind
     */
    void remember(Optional<String> organisation, End before, End now);

    /** Remembers nothing. */
    static AuditWitness none() {
        return new AuditWitness() {
            @Override
            public Set<Optional<String>> organisations() {
                return Set.of();
            }

            @Override
            public Optional<End> end(Optional<String> organisation) {
                return Optional.empty();
            }

            @Override
            public void remember(Optional<String> organisation, End before, End now) {
                // nothing
            }
        };
    }
}
