package dev.headrace.insight;

import java.util.List;
import java.util.Optional;

/** Counts of events over time. Safe for use by several threads and nodes. */
public interface CountStore {

    /**
     * What became of events.
     *
     * @param counted were new, and are counted
     * @param known were counted before
     * @param sealed are older than what the store can still recognise, so their counts stay
     */
    record Added(int counted, int known, int sealed) {}

    /**
     * Counts those events that are not counted yet: all in one transaction, or none.
     *
     * @param organisation whose events they are
     * @throws StoreUnavailableException when nothing was counted
     */
    Added add(Optional<String> organisation, List<CountedEvent> events);

    /**
     * The counts that a query asks for, oldest first, then by the dimensions' values.
     *
     * @param organisation whose events are asked for
     * @param limit most rows; one more row than that is never read
     */
    List<Count> find(Optional<String> organisation, CountQuery query, int limit);
}
