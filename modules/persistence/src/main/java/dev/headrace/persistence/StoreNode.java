package dev.headrace.persistence;

import dev.headrace.insight.AuditWitness;

/**
 * The node that works with the store.
 *
 * @param id names the chains of audit rows that it writes
 * @param witness what it remembers of them outside of the store
 */
public record StoreNode(String id, AuditWitness witness) {

    /** For tools that work beside nodes. */
    public static final StoreNode NONE = new StoreNode("-", AuditWitness.none());
}
