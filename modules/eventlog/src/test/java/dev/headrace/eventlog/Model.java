package dev.headrace.eventlog;

import static dev.headrace.eventlog.InvariantBroken.check;

import dev.headrace.eventlog.Offer.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a node has promised, in memory: the records it acknowledged, those under way, what sinks
 * need, the journal and the dead letters. Safe for use by several threads; calls no other object.
 */
final class Model {

    /** Acknowledged, or found by a recovery: these stay, under these numbers. */
    private final NavigableMap<Long, Event> log = new TreeMap<>();

    /** Appends without an answer, in the order in which they were handed in. */
    private final List<Offer> open = new ArrayList<>();

    private final Contents journal;
    private final List<Contents> letters;
    private long needed;
    private long pinned;
    private long expired;

    Model(int sinks) {
        this.journal = new Contents();
        this.letters = new ArrayList<>();
        for (int i = 0; i < sinks; i++) {
            letters.add(new Contents());
        }
    }

    private Model(Model other) {
        log.putAll(other.log);
        open.addAll(other.open);
        journal = other.journal.copy();
        letters = other.letters.stream().map(Contents::copy).toList();
        needed = other.needed;
        pinned = other.pinned;
        expired = other.expired;
    }

    synchronized Model copy() {
        return new Model(this);
    }

    synchronized void offer(Offer offer) {
        open.add(offer);
    }

    synchronized void acknowledge(Offer offer, Appended appended) {
        long first = appended.first().sequence();
        check(
                Invariant.POSITIONS_ARE_STABLE,
                log.subMap(first, first + appended.count()).isEmpty(),
                () -> offer.events() + " got number " + first + ", which " + log + " has");
        check(
                Invariant.NUMBERS_GO_UP_BY_ONE,
                appended.count() == offer.events().size(),
                () -> offer.events() + " are not " + appended.count());
        open.remove(offer);
        keep(first, offer);
    }

    private void keep(long first, Offer offer) {
        for (int i = 0; i < offer.events().size(); i++) {
            log.put(first + i, offer.events().get(i));
        }
    }

    /** The offer was not taken: it must never be found. */
    synchronized void refuse(Offer offer) {
        open.remove(offer);
    }

    /** Every sink has taken a share of what it had not, in percent. */
    synchronized void progress(Command.Progress progress) {
        long end = log.isEmpty() ? 0 : log.lastKey() + 1;
        needed = Math.max(needed, needed + (end - needed) * progress.all() / 100);
        pinned = Math.max(pinned, pinned + (end - pinned) * progress.required() / 100);
        pinned = Math.max(needed, pinned);
    }

    synchronized void expire(long before) {
        check(
                Invariant.NEEDED_IS_KEPT,
                before <= pinned,
                () -> "expired up to " + before + ", required sinks need " + pinned);
        expired = Math.max(expired, before);
    }

    synchronized long needed() {
        return Math.max(needed, expired);
    }

    synchronized long pinned() {
        return pinned;
    }

    /** Compares all frames that a log shows with what must and what may be there. */
    synchronized void checkLog(List<LogFrame> frames, long start, long end) {
        long expected = start;
        for (LogFrame frame : frames) {
            long first = frame.first().sequence();
            long at = expected;
            check(
                    Invariant.NUMBERS_GO_UP_BY_ONE,
                    first == at,
                    () -> "a frame begins at " + first + " where " + at + " must be");
            expected = frame.end().sequence();
        }
        long found = expected;
        check(
                Invariant.NUMBERS_GO_UP_BY_ONE,
                found == end,
                () -> "the last frame ends at " + found + ", the log at " + end);
        checkNothingIsMissing(start, end);
        NavigableMap<Long, Event> possible = possible(frames);
        for (LogFrame frame : frames) {
            frame.records().forEach(record -> checkIs(possible, frame, record));
        }
    }

    private void checkNothingIsMissing(long start, long end) {
        if (log.isEmpty()) {
            return;
        }
        check(
                Invariant.ACKNOWLEDGED_IS_THERE,
                end > log.lastKey(),
                () -> "the log ends at " + end + ", acknowledged up to " + log.lastKey());
        check(
                Invariant.NEEDED_IS_KEPT,
                start <= pinned,
                () -> "the log starts at " + start + ", required sinks need " + pinned);
        check(
                Invariant.LOST_WAS_EXPIRED,
                start <= Math.max(needed, expired),
                () -> "starts at " + start + ", needed " + needed + ", expired " + expired);
    }

    /** What is known, and in its gaps and behind it the open offers of which something is found. */
    private NavigableMap<Long, Event> possible(List<LogFrame> frames) {
        NavigableMap<Long, Event> possible = new TreeMap<>(log);
        List<LogRecord> unknown =
                frames.stream()
                        .flatMap(frame -> frame.records().stream())
                        .filter(record -> !log.containsKey(record.position().sequence()))
                        .toList();
        int at = 0;
        for (Offer offer : open) {
            if (at < unknown.size()
                    && unknown.get(at).id().equals(offer.events().getFirst().draft().id())) {
                int left = unknown.size() - at;
                check(
                        Invariant.WHOLE_OR_NOT_AT_ALL,
                        left >= offer.events().size(),
                        () -> left + " records of " + offer.events() + " are there");
                for (Event event : offer.events()) {
                    possible.put(unknown.get(at).position().sequence(), event);
                    at++;
                }
            }
        }
        int matched = at;
        check(
                Invariant.NOTHING_BUT_WHAT_WAS_APPENDED,
                matched == unknown.size(),
                () -> unknown.get(matched).id() + " was not appended, or not in this place");
        return possible;
    }

    private static void checkIs(NavigableMap<Long, Event> known, LogFrame frame, LogRecord record) {
        Event event = known.get(record.position().sequence());
        check(
                Invariant.NOTHING_BUT_WHAT_WAS_APPENDED,
                event != null && event.is(frame, record),
                () -> record.position().sequence() + " is " + record.id() + ", not " + event);
    }

    /** Checks what a reader got: the acknowledged records, none passed but deleted ones. */
    synchronized void checkRead(long wanted, LogFrame frame) {
        long first = frame.first().sequence();
        check(
                Invariant.READERS_MISS_NOTHING,
                first <= wanted || first <= needed(),
                () -> "a reader at " + wanted + " got " + first + "; needed from " + needed());
        for (int i = 0; i < frame.records().size(); i++) {
            LogRecord record = frame.records().get(i);
            long number = first + i;
            check(
                    Invariant.READERS_MISS_NOTHING,
                    record.position().sequence() == number,
                    () -> "the record in the place of " + number + " is " + record.position());
            checkIs(log, frame, record);
        }
        check(
                Invariant.READERS_MISS_NOTHING,
                frame.end().sequence() == first + frame.records().size(),
                () -> "the frame at " + first + " does not hold what it says");
    }

    /**
     * A recovery has shown these frames: they are acknowledged now, what is missing never comes.
     */
    synchronized void settle(List<LogFrame> frames) {
        NavigableMap<Long, Event> possible = possible(frames);
        long end = frames.isEmpty() ? 0 : frames.getLast().end().sequence();
        log.putAll(
                possible.headMap(end, false)); // the gaps that callers left who have no answer yet
        open.clear();
    }

    synchronized Contents journal() {
        return journal;
    }

    synchronized Contents letters(int sink) {
        return letters.get(sink);
    }
}
