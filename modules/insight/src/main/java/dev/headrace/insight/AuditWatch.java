package dev.headrace.insight;

import dev.headrace.event.Meters;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at the audit trail all the time, a little at a time, and says when a chain is not what was
 * written. One thread takes turns; any may ask how it stands.
 */
public final class AuditWatch {

    /** Some hundred milliseconds of one processor. */
    private static final int ROWS_A_TURN = 5_000;

    private static final System.Logger LOG = System.getLogger(AuditWatch.class.getName());

    private final Supplier<Optional<AuditStore>> store;
    private final Clock clock;
    private final Map<Name, AuditChain.Break> broken = new HashMap<>();
    private Optional<AuditWalk> walk = Optional.empty();
    private long chainsOfRound;
    private volatile State state = new State(0, 0, 0, Optional.empty(), Optional.empty());

    /** Which chain. */
    private record Name(Optional<String> organisation, String node) {

        @Override
        public String toString() {
            return organisation.orElse("no organisation") + " by the node " + node;
        }
    }

    /**
     * How the trail stands.
     *
     * @param chains how many there were in the last round
     * @param broken how many are not what was written, as far as is known
     * @param rows how many rows were read since the start
     * @param wholeRound when all chains had been looked at the last time
     * @param problem why the last turn could not be taken
     */
    public record State(
            long chains,
            long broken,
            long rows,
            Optional<Instant> wholeRound,
            Optional<String> problem) {}

    /**
     * @param store asked at each turn, until there is one
     */
    public AuditWatch(Supplier<Optional<AuditStore>> store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public State state() {
        return state;
    }

    /** Shows it as metrics; once per process. */
    public void register(Meters meters) {
        meters.gauge("audit_broken_chains", Map.of(), () -> state.broken());
        meters.gauge("audit_checked_rows", Map.of(), () -> state.rows());
        meters.gauge(
                "audit_checked_at_seconds",
                Map.of(),
                () -> state.wholeRound().map(Instant::getEpochSecond).orElse(0L));
    }

    /** Looks at the next rows. A store that is away is no break: it is asked again. */
    public synchronized void turn() {
        try {
            if (walk.isEmpty()) {
                walk = store.get().map(AuditStore::walk);
            }
            walk.ifPresent(on -> note(on.next(ROWS_A_TURN)));
        } catch (StoreUnavailableException | StoreMisconfiguredException e) {
            state =
                    new State(
                            state.chains(),
                            state.broken(),
                            state.rows(),
                            state.wholeRound(),
                            Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private void note(AuditWalk.Piece piece) {
        piece.chains().forEach(this::note);
        chainsOfRound += piece.chains().size();
        boolean done = piece.round() == AuditWalk.Round.DONE;
        state =
                new State(
                        done ? chainsOfRound : state.chains(),
                        broken.size(),
                        state.rows() + piece.rows(),
                        done ? Optional.of(clock.instant()) : state.wholeRound(),
                        Optional.empty());
        if (done) {
            chainsOfRound = 0;
        }
    }

    private void note(AuditChain chain) {
        var name = new Name(chain.organisation(), chain.node());
        if (chain.broken().isEmpty()) {
            if (broken.remove(name) != null) {
                LOG.log(Level.INFO, "The audit chain of {0} is again what was written", name);
            }
            return;
        }
        AuditChain.Break found = chain.broken().get();
        if (!found.equals(broken.put(name, found))) {
            LOG.log(
                    Level.ERROR,
                    "The audit chain of {0} is broken at the number {1}: {2}. See headrace audit"
                            + " verify",
                    name,
                    String.valueOf(found.number()),
                    found.fault().text());
        }
    }
}
