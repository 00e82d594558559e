package dev.headrace.privacy;

import java.util.List;
import java.util.Optional;

/** The keys that hash, by organisation. Safe for use by any number of threads. */
public interface PseudonymKeys {

    /**
     * The key in force.
     *
     * @param organisation whose; empty is the key of callers without an organisation
     */
    Pseudonyms inForce(Optional<String> organisation);

    /**
     * The oldest key that is there: for names that must outlive a rotation, inside the server
     * alone.
     */
    default Pseudonyms oldest(Optional<String> organisation) {
        return inForce(organisation);
    }

    /**
     * Every key that is there, oldest first; makes none.
     *
     * @param organisation whose; one that has no key has hashed nothing
     */
    default List<Pseudonyms> all(Optional<String> organisation) {
        return List.of(inForce(organisation));
    }

    /** One key for everybody. */
    static PseudonymKeys of(Pseudonyms one) {
        return organisation -> one;
    }
}
