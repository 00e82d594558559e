package dev.headrace.publishing;

import dev.headrace.eventlog.Journal;
import dev.headrace.publishing.StreamCounts.Fate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one sink has taken: a low-water mark, complete ranges above it, and counts, in a journal of
 * its own. Changes are made in memory and become durable with {@link #record}; the log is told of
 * recorded progress only.
 *
 * <p>Safe for use by several threads. The journal is written under a lock of its own, so that
 * nobody who only asks waits for the disk.
 */
final class SinkProgress {

    private final Journal journal;
    private final long snapshotSize;
    private final ReentrantLock recording = new ReentrantLock();

    private long lowWater;
    private long readTo;
    private RangeSet above = new RangeSet();
    private Tally tally = new Tally();
    private RangeSet unrecorded = new RangeSet();
    private Tally unrecordedTally = new Tally();
    private long unrecordedReadTo;
    private volatile long recordedLowWater;

    SinkProgress(Journal journal, long snapshotSize) {
        this.journal = journal;
        this.snapshotSize = snapshotSize;
        journal.entries().stream().map(ProgressEntry::decode).forEach(this::restore);
        advance();
        this.unrecordedReadTo = readTo;
        this.recordedLowWater = lowWater;
    }

    /** Begins anew at a place of the log, and makes that durable; the counts stay. */
    void startAt(long sequence) {
        recording.lock();
        try {
            synchronized (this) {
                lowWater = sequence;
                readTo = sequence;
                above = new RangeSet();
            }
            recordSnapshot();
        } finally {
            recording.unlock();
        }
    }

    /** Counts records as routed to the sink; those counted before are left out. */
    synchronized void routed(String stream, Range range) {
        long fresh = range.to() - Math.max(range.from(), readTo);
        if (fresh > 0) {
            count(stream, StreamCounts.ofRouted(fresh));
            readTo = range.to();
        }
    }

    /** Passes over records that are not for the sink. */
    synchronized void pass(Range range) {
        complete(range);
        readTo = Math.max(readTo, range.to());
    }

    /**
     * Notes what became of records; those that were complete before are not counted again. What
     * cannot be read and was never read counts as routed too, since nobody can know that it was
     * not.
     */
    synchronized long done(String stream, Range range, Fate fate) {
        if (fate == Fate.UNREADABLE) {
            routed(stream, range);
        }
        long fresh = complete(range);
        if (fresh > 0) {
            count(stream, StreamCounts.of(fate, fresh));
        }
        return fresh;
    }

    /** Makes changes that no other thread sees, or records, in part. */
    synchronized void together(Runnable changes) {
        changes.run();
    }

    /** What the books say now. */
    synchronized ProgressSnapshot snapshot() {
        return new ProgressSnapshot(lowWater, readTo, above.copy(), tally.streams());
    }

    /** What of a range is not complete. */
    synchronized List<Range> incomplete(Range range) {
        return above.missing(new Range(Math.max(range.from(), lowWater), range.to()));
    }

    /** Everything below is complete, recorded or not. */
    synchronized long lowWater() {
        return lowWater;
    }

    /** How many sequence numbers below the given one are not complete. */
    synchronized long incompleteBelow(long end) {
        return Math.max(0, end - lowWater - above.size());
    }

    synchronized Map<String, StreamCounts> streams() {
        return tally.streams();
    }

    /** Everything below is complete, also after a crash: the log may delete it. */
    long recordedLowWater() {
        return recordedLowWater;
    }

    synchronized boolean hasUnrecorded() {
        return !unrecorded.isEmpty() || !unrecordedTally.isEmpty() || unrecordedReadTo != readTo;
    }

    /** Makes every change durable. */
    void record() {
        recording.lock();
        try {
            if (!hasUnrecorded()) {
                return;
            }
            if (journal.size() > snapshotSize) {
                recordSnapshot();
            } else {
                recordChange();
            }
        } finally {
            recording.unlock();
        }
    }

    /**
     * Adds a change, of either sign, to the counts of a stream, and returns when it is durable. It
     * moves no progress. For replays: from any thread.
     *
     * @throws dev.headrace.eventlog.EventLogFailedException when the journal failed; after a failed
     *     append nothing is counted
     */
    void recount(String stream, StreamCounts delta) {
        recording.lock();
        try {
            if (journal.size() > snapshotSize) {
                recordSnapshot();
            }
            var change =
                    new ProgressEntry(
                            ProgressEntry.Kind.CHANGE, 0, 0, List.of(), Map.of(stream, delta));
            journal.append(List.of(change.encode()));
            synchronized (this) {
                tally.add(stream, delta);
            }
        } finally {
            recording.unlock();
        }
    }

    void close() {
        journal.close();
    }

    private void recordChange() {
        ProgressEntry entry;
        long reached;
        synchronized (this) {
            entry =
                    new ProgressEntry(
                            ProgressEntry.Kind.CHANGE,
                            0,
                            readTo,
                            unrecorded.ranges(),
                            unrecordedTally.streams());
            reached = forgetUnrecorded();
        }
        journal.append(List.of(entry.encode()));
        recordedLowWater = reached;
    }

    private void recordSnapshot() {
        ProgressEntry entry;
        long reached;
        synchronized (this) {
            entry =
                    new ProgressEntry(
                            ProgressEntry.Kind.SNAPSHOT,
                            lowWater,
                            readTo,
                            above.ranges(),
                            tally.streams());
            reached = forgetUnrecorded();
        }
        journal.replace(List.of(entry.encode()));
        recordedLowWater = reached;
    }

    private synchronized long forgetUnrecorded() {
        unrecorded = new RangeSet();
        unrecordedTally = new Tally();
        unrecordedReadTo = readTo;
        return lowWater;
    }

    private void restore(ProgressEntry entry) {
        if (entry.kind() == ProgressEntry.Kind.SNAPSHOT) {
            lowWater = entry.lowWater();
            readTo = entry.readTo();
            above = new RangeSet();
            tally = new Tally();
        }
        readTo = Math.max(readTo, entry.readTo());
        entry.completed().forEach(above::add);
        entry.streams().forEach(tally::add);
        advance();
    }

    private long complete(Range range) {
        long fresh = 0;
        for (Range missing : incomplete(range)) {
            fresh += missing.size();
            above.add(missing);
            unrecorded.add(missing);
        }
        advance();
        return fresh;
    }

    private void count(String stream, StreamCounts counts) {
        tally.add(stream, counts);
        unrecordedTally.add(stream, counts);
    }

    private void advance() {
        lowWater = above.endOfRun(lowWater);
        above.removeBelow(lowWater);
    }
}
