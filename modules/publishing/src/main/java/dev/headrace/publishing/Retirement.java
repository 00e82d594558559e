package dev.headrace.publishing;

import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.EventLogFailedException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Counts, stream by stream, what a sink that was taken out of the configuration will not get. That
 * reads the sink's whole backlog, so it is done in steps, each durable, on a thread of its own;
 * after a crash it goes on where it was. The log never waits for it: until it is done the sink
 * counts as an optional one.
 */
final class Retirement {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");

    /** Records of one step: then the journal is forced and the end of Headrace is looked for. */
    private static final long STEP = 20_000;

    private static final long PAUSE_SECONDS = 10;

    private final SinkLedger ledger;
    private final long until;
    private final Routes routes;
    private final EventLog log;

    Retirement(SinkLedger ledger, long until, Routes routes, EventLog log) {
        this.ledger = ledger;
        this.until = until;
        this.routes = routes;
        this.log = log;
    }

    String sink() {
        return ledger.name();
    }

    SinkLedger ledger() {
        return ledger;
    }

    /**
     * Expires the whole backlog.
     *
     * @param stop counted down when Headrace stops
     * @return whether it came to the end
     */
    boolean run(CountDownLatch stop) throws InterruptedException {
        while (stop.getCount() > 0) {
            try {
                if (step()) {
                    return true;
                }
            } catch (EventLogFailedException e) {
                LOG.log(Level.WARNING, "The backlog of the removed sink " + sink() + " waits", e);
                if (e.remedy() == EventLogFailedException.Remedy.RESTART) {
                    return false;
                }
                stop.await(PAUSE_SECONDS, TimeUnit.SECONDS);
            }
        }
        return false;
    }

    /** Expires some more; true at the end. */
    boolean step() {
        long from = Math.max(ledger.progress().lowWater(), log.start().sequence());
        Expiry.expire(ledger, Math.min(until, from + STEP), routes, log);
        if (ledger.progress().lowWater() < until) {
            return false;
        }
        ledger.plans().clear();
        long expired =
                ledger.progress().streams().values().stream()
                        .mapToLong(StreamCounts::expired)
                        .sum();
        LOG.log(
                Level.WARNING,
                "Sink {0} is no longer configured; {1} records that it had not taken have expired"
                        + " since it was added",
                sink(),
                expired);
        return true;
    }
}
