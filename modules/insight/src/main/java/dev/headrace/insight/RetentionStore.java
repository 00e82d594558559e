package dev.headrace.insight;

import java.time.Instant;
import java.util.List;

/** How long what is stored is kept: whole months of each table. Safe for use by several threads. */
public interface RetentionStore {

    /**
     * A month of a table.
     *
     * @param begins included
     * @param ends excluded
     * @param dropFrom when it is to be dropped
     * @param standing how it stands now
     */
    record Month(
            String table,
            String partition,
            Instant begins,
            Instant ends,
            Instant dropFrom,
            Standing standing) {}

    /** How a month stands. */
    enum Standing {
        KEPT,
        /** The next round of the job drops it. */
        DUE
    }

    /**
     * A month that was dropped.
     *
     * @param rows how many rows it had
     */
    record Dropped(
            String table, String partition, Instant begins, Instant ends, long rows, Instant at) {}

    /** Every month that there is, by table, oldest first; changes nothing. */
    List<Month> plan();

    /** What was dropped, newest first. */
    List<Dropped> dropped();

    /** Makes the months ahead and drops those that are due; what it dropped. */
    List<Dropped> keep();
}
