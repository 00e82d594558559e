package dev.headrace.insight;

import java.util.List;
import java.util.Optional;

/**
 * The audit trail: append-only, each row chained to the one before it of the same node and
 * organisation. Safe for use by several threads and nodes.
 */
public interface AuditStore {

    /**
     * What became of entries.
     *
     * @param appended were new
     * @param known were there before
     * @param sealed are older than what the store keeps, and were left out
     */
    record Appended(int appended, int known, int sealed) {}

    /**
     * Appends those entries that are not there yet, in their order, to this node's chain of the
     * organisation, and makes the days of the staff that they are about anew: all in one
     * transaction, or none.
     *
     * @throws StoreUnavailableException when nothing was appended
     */
    Appended append(Optional<String> organisation, List<AuditEntry> entries);

    /**
     * Reads every row and says whether it is what was written. Takes as long as that takes; rows
     * that are written meanwhile are not looked at.
     *
     * @param organisation whose; empty: of all, and of events that belong to none
     * @return each chain, by organisation and node
     */
    List<AuditChain> verify(Optional<String> organisation);

    /** The same check in pieces, which begins anew when it is done. */
    AuditWalk walk();
}
