package dev.headrace.insight;

import java.util.List;

/**
 * Goes through all chains of audit rows, over and over, a piece at a time, and finds what {@link
 * AuditStore#verify} finds. Rows may be written and months dropped meanwhile. Used by one thread.
 */
public interface AuditWalk {

    /** How far it is through all chains. */
    enum Round {
        UNDER_WAY,
        /** All chains were looked at; the next piece begins anew. */
        DONE
    }

    /**
     * A piece.
     *
     * @param rows how many rows were read
     * @param chains those that it has come to the end of
     */
    record Piece(long rows, List<AuditChain> chains, Round round) {

        public Piece {
            chains = List.copyOf(chains);
        }
    }

    /**
     * Goes on from where it has stopped.
     *
     * @param rows about the most rows that are read
     * @throws StoreUnavailableException when the store does not answer; the next piece begins with
     *     the same chain
     */
    Piece next(int rows);
}
