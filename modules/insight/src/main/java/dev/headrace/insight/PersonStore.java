package dev.headrace.insight;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the store keeps of persons and may be rid of: the events of media that they have sent, and
 * the sessions that are made of these. Safe for use by several threads and nodes.
 *
 * <p>The rest stays. Audit rows and what is made of them (days of staff, what bears on rules of
 * security) are kept by law, and counts name nobody.
 */
public interface PersonStore {

    /**
     * A table.
     *
     * @param rows how many were found, or erased; a session that others have sent events of too is
     *     made anew of theirs
     */
    record Place(String table, long rows) {}

    /**
     * What was found or erased.
     *
     * @param unknown how many events of the organisation do not tell who has sent them, so that
     *     nobody's can be found among them
     */
    record Found(List<Place> places, long unknown) {

        public Found {
            places = List.copyOf(places);
        }
    }

    /**
     * Counts.
     *
     * @param organisation whose; empty: events of none
     * @param senders the person, as contracts have left the name
     * @throws StoreUnavailableException when the store does not answer
     */
    Found count(Optional<String> organisation, Set<String> senders);

    /**
     * Erases, and writes down that events of these senders which were taken until now are not to be
     * kept when they come again, where a sender is a hash. What was erased when this fails stays
     * erased.
     *
     * @throws StoreUnavailableException when the store does not answer, or the thread was
     *     interrupted
     */
    Found erase(Optional<String> organisation, Set<String> senders);
}
