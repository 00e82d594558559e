package dev.headrace.publishing;

import java.time.Instant;
import java.util.List;

/** The books of every sink and stream, as they stood at one moment. */
public record Accounts(Instant at, List<Account> accounts) {

    /**
     * One stream at one sink: routed = delivered + dead-lettered + pending + expired, and
     * unaccounted is what is missing from that, which must be 0.
     *
     * @param stream the stream; empty for what the log could not read, whose stream nobody knows
     * @param routed accepted events that the sink is to get
     * @param delivered taken by the target
     * @param deadLettered refused for good and not replayed since
     * @param expired left the log before an optional sink took them
     * @param pending not done yet, found by reading the log itself and not by counting along
     * @param unaccounted routed less all of these; not 0 means that events were lost or counted
     *     twice
     * @param redelivered delivered again by a replay of a range of the log; part of none of the
     *     others
     */
    public record Account(
            String sink,
            String stream,
            long routed,
            long delivered,
            long deadLettered,
            long expired,
            long pending,
            long unaccounted,
            long redelivered) {}

    public Accounts {
        accounts = List.copyOf(accounts);
    }

    /** Events that no account explains, both signs counted: 0 as long as all is well. */
    public long unaccounted() {
        return accounts.stream().mapToLong(account -> Math.abs(account.unaccounted())).sum();
    }

    /** The same, of one sink. */
    public long unaccounted(String sink) {
        return accounts.stream()
                .filter(account -> account.sink().equals(sink))
                .mapToLong(account -> Math.abs(account.unaccounted()))
                .sum();
    }
}
