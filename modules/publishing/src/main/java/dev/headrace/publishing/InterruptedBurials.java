package dev.headrace.publishing;

import dev.headrace.eventlog.DeadLetter;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.Position;
import dev.headrace.publishing.StreamCounts.Fate;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finishes, at the start, what a crash has interrupted: a dead letter was forced, and that its
 * record is done was not. Without this the record would be delivered again, to become a second
 * letter, or to be delivered and a dead letter too.
 */
final class InterruptedBurials {

    private static final Duration PATIENCE = Duration.ofMillis(100);

    private InterruptedBurials() {}

    /** Completes the records of such letters; those of a plan stay refused within it. */
    static void finish(SinkLedger ledger, Routes routes, Surroundings around) {
        NavigableMap<Long, DeadLetter> letters = suspects(ledger, around);
        if (letters.isEmpty()) {
            return;
        }
        var planned = new RangeSet();
        ledger.plans().outstanding().forEach(plan -> plan.records().forEach(planned::add));
        long at = Math.min(letters.firstKey(), ledger.progress().snapshot().readTo());
        try (LogReader reader = around.log().read(at(around.log(), at))) {
            while (at <= letters.lastKey()) {
                Optional<LogFrame> frame = reader.next(PATIENCE);
                if (frame.isEmpty()) {
                    return;
                }
                count(frame.get(), at, ledger, routes);
                finish(frame.get(), letters, planned, ledger.progress());
                at = frame.get().end().sequence();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What is complete must have been counted as routed, and all before it too: delivery begins to
     * read, and to count, behind what is complete.
     */
    private static void count(LogFrame frame, long at, SinkLedger ledger, Routes routes) {
        SinkProgress progress = ledger.progress();
        long first = Math.max(frame.first().sequence(), at);
        if (first > at) {
            progress.done("", new Range(at, first), Fate.UNREADABLE);
        }
        var range = new Range(first, frame.end().sequence());
        if (routes.routes(frame, ledger.name())) {
            progress.routed(frame.stream().value(), range);
        } else {
            progress.pass(range);
        }
    }

    /** The newest letters whose records the progress does not call complete. */
    private static NavigableMap<Long, DeadLetter> suspects(SinkLedger ledger, Surroundings around) {
        var letters = new TreeMap<Long, DeadLetter>();
        long end = around.log().end().sequence();
        around.deadLetters()
                .recent(
                        ledger.name(),
                        kept -> {
                            long at = kept.letter().record().position().sequence();
                            var range = new Range(at, at + 1);
                            if (at < end && !ledger.progress().incomplete(range).isEmpty()) {
                                letters.put(at, kept.letter());
                            }
                            return true;
                        });
        return letters;
    }

    private static Position at(EventLog log, long sequence) {
        Position start = log.start();
        return start.plus(sequence - start.sequence());
    }

    private static void finish(
            LogFrame frame,
            NavigableMap<Long, DeadLetter> letters,
            RangeSet planned,
            SinkProgress progress) {
        long first = frame.first().sequence();
        letters.subMap(first, true, frame.end().sequence(), false)
                .forEach((at, letter) -> {
                    if (isOf(frame, at, letter)) {
                        if (planned.contains(at)) {
                            progress.bury(at);
                        } else {
                            progress.done(
                                    frame.stream().value(),
                                    new Range(at, at + 1),
                                    Fate.DEAD_LETTERED);
                        }
                    }
                });
    }

    /** Another log, begun anew, has other records at the same places. */
    private static boolean isOf(LogFrame frame, long at, DeadLetter letter) {
        var record = frame.records().get(Math.toIntExact(at - frame.first().sequence()));
        return record.position().equals(letter.record().position())
                && record.id().equals(letter.record().id())
                && frame.receivedAt().equals(letter.receivedAt());
    }
}
