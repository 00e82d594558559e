package dev.headrace.publishing;

import java.util.List;

/** What an operator can see of the sinks and do to them. Safe for use by several threads. */
public interface SinkControl {

    /** How every sink stands now, in the order of the configuration. */
    List<SinkStatus> status();

    /**
     * Stops the delivery to one sink until {@link #resume}, over restarts too; writes under way
     * finish. A paused sink does not pin the log for ever: what is beyond the quota follows the
     * rule for its kind, required or optional.
     *
     * @throws IllegalArgumentException when there is no such sink
     */
    void pause(String sink);

    /**
     * Delivers to a paused sink again, and tries a parked one anew.
     *
     * @throws IllegalArgumentException when there is no such sink
     */
    void resume(String sink);

    /**
     * Asks the open instance of a sink whether it can use its target, beside its writes; waits for
     * the answer for about a minute at most. A sink that is not open is not opened for it.
     *
     * @throws IllegalArgumentException when there is no such sink
     */
    SinkFindings check(String sink) throws InterruptedException;

    /**
     * Has every sink's target searched for a person, or rid of the person, beside its writes; waits
     * for about ten minutes at most. Paused and parked sinks are asked, too.
     */
    List<SinkErasure> erase(Erasure erasure) throws InterruptedException;
}
