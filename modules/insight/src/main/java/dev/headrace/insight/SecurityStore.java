package dev.headrace.insight;

import java.util.List;
import java.util.Optional;

/**
 * Observations, and the alerts that follow from them. Safe for use by several threads and nodes.
 */
public interface SecurityStore {

    /** Which alerts. */
    enum Standing {
        OPEN,
        ACKNOWLEDGED,
        ALL
    }

    /**
     * Keeps observations and looks anew at the subjects that they are about: all in one
     * transaction, or none. What is known already changes nothing.
     *
     * @return how many are older than what the store keeps, and were left out
     * @throws StoreUnavailableException when nothing was kept
     */
    int add(Optional<String> organisation, List<Observation> observations);

    /**
     * Alerts, those with the newest hits first.
     *
     * @param organisation whose; empty: of all, and of events that belong to none
     * @param limit most alerts
     */
    List<SecurityAlert> find(Optional<String> organisation, Standing standing, int limit);

    /**
     * Acknowledges an open alert with the hits that it has now.
     *
     * @param who the name that is kept
     * @return the alert as it stands then; empty when no open one has this id
     */
    Optional<SecurityAlert> acknowledge(String id, String who);
}
