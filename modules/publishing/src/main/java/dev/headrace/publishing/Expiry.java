package dev.headrace.publishing;

import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.publishing.StreamCounts.Fate;
import java.time.Duration;
import java.util.Optional;

/** Counts what a sink will not get, stream by stream, while it can still be read. */
final class Expiry {

    private Expiry() {}

    /** Completes every record of a sink below a sequence number, as expired, durably. */
    static void expire(SinkLedger ledger, long before, Routes routes, EventLog log) {
        SinkProgress progress = ledger.progress();
        long from = progress.lowWater();
        if (from >= before) {
            progress.record();
            return;
        }
        long reached = readTo(before, from, ledger, routes, log);
        if (reached < before) {
            progress.done("", new Range(reached, before), Fate.UNREADABLE);
        }
        progress.record();
    }

    private static long readTo(
            long before, long from, SinkLedger ledger, Routes routes, EventLog log) {
        SinkProgress progress = ledger.progress();
        long at = from;
        try (LogReader reader = log.read(log.start().plus(from - log.start().sequence()))) {
            while (at < before) {
                Optional<LogFrame> next = reader.next(Duration.ZERO);
                if (next.isEmpty()) {
                    return at;
                }
                LogFrame frame = next.get();
                long first = Math.min(Math.max(frame.first().sequence(), at), before);
                long end = Math.min(frame.end().sequence(), before);
                progress.done("", new Range(at, first), Fate.UNREADABLE);
                if (end > first) {
                    expire(frame, new Range(first, end), ledger, routes);
                }
                at = Math.max(first, end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while counting what expires", e);
        }
        return at;
    }

    private static void expire(LogFrame frame, Range range, SinkLedger ledger, Routes routes) {
        String stream = frame.stream().value();
        if (routes.routes(frame, ledger.name())) {
            ledger.progress().routed(stream, range);
            ledger.progress().done(stream, range, Fate.EXPIRED);
        } else {
            ledger.progress().pass(range);
        }
    }
}
