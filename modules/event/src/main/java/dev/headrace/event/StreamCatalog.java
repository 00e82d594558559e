package dev.headrace.event;

import java.util.Collection;
import java.util.Optional;

/**
 * The contracts that are in force. Safe for use by several threads; each call may see newer ones.
 */
public interface StreamCatalog {

    /** The contract of a stream. */
    Optional<Contract> find(StreamName name);

    /** All contracts, by name. */
    Collection<Contract> all();
}
