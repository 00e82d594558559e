package dev.headrace.publishing;

import dev.headrace.eventlog.DeadLetter;
import dev.headrace.eventlog.DeadLetters;
import java.util.ArrayList;
import java.util.List;

/**
 * The dead letters of a replay to the sink that had refused them. What the replay's progress is
 * about to call delivered is resolved first: so a crash leaves at worst letters that are resolved
 * and not yet progress, which {@link #resume} makes good, and never the reverse. A letter that is
 * refused again stays the letter that it is. Safe for use by several threads.
 */
final class LetterDeliveries {

    private final String refusedBy;
    private final ChosenLetters chosen;
    private final DeadLetters letters;

    /** What the progress on disk calls complete. */
    private final RangeSet recorded = new RangeSet();

    /** What will be complete without a delivery: refused again, or passed over. */
    private RangeSet undelivered = new RangeSet();

    LetterDeliveries(String refusedBy, ChosenLetters chosen, DeadLetters letters) {
        this.refusedBy = refusedBy;
        this.chosen = chosen;
        this.letters = letters;
    }

    /** Makes good what a crash has parted: what is resolved is delivered. */
    synchronized void resume(SinkProgress progress) {
        var open = new RangeSet();
        var all = new Range(0, chosen.size());
        progress.incomplete(all).forEach(open::add);
        open.missing(all).forEach(recorded::add);
        for (Range range : open.ranges()) {
            for (long number = range.from(); number < range.to(); number++) {
                if (letters.isResolved(refusedBy, chosen.place((int) number))) {
                    progress.done(
                            chosen.stream((int) number).value(),
                            new Range(number, number + 1),
                            StreamCounts.Fate.DELIVERED);
                }
            }
        }
    }

    /** Forgets what was noted of letters that are not complete: they will come again. */
    synchronized void begin(SinkProgress progress) {
        var open = new RangeSet();
        progress.incomplete(new Range(0, chosen.size())).forEach(open::add);
        var complete = new RangeSet();
        undelivered.ranges().stream()
                .flatMap(range -> open.missing(range).stream())
                .forEach(complete::add);
        undelivered = complete;
    }

    /** Notes that the sink has refused a letter again. */
    synchronized void refused(DeadLetter letter) {
        passed(chosen.numberOf(letter.record().position().sequence()));
    }

    /** Notes that a letter is passed over. */
    synchronized void passed(long number) {
        undelivered.add(new Range(number, number + 1));
    }

    /** Resolves the letters that an entry of the replay's progress is about to call delivered. */
    synchronized void resolve(ProgressEntry entry) {
        var delivered = new ArrayList<DeadLetters.Delivered>();
        for (Range range : completed(entry)) {
            for (Range fresh : recorded.missing(range)) {
                for (Range taken : undelivered.missing(fresh)) {
                    for (long number = taken.from(); number < taken.to(); number++) {
                        delivered.add(chosen.delivered((int) number));
                    }
                }
                recorded.add(fresh);
            }
        }
        checkAgainst(entry, delivered.size());
        if (!delivered.isEmpty()) {
            letters.resolve(refusedBy, delivered);
        }
    }

    private static List<Range> completed(ProgressEntry entry) {
        var completed = new RangeSet();
        completed.add(new Range(0, entry.lowWater()));
        entry.completed().forEach(completed::add);
        return completed.ranges();
    }

    /** Nothing is resolved that the counts do not call delivered. */
    private static void checkAgainst(ProgressEntry entry, long delivered) {
        long counted = entry.streams().values().stream().mapToLong(StreamCounts::delivered).sum();
        boolean agree =
                switch (entry.kind()) {
                    case CHANGE -> delivered == counted;
                    case SNAPSHOT -> delivered <= counted;
                };
        if (!agree) {
            throw new IllegalStateException(
                    "a replay's progress counts "
                            + counted
                            + " delivered where "
                            + delivered
                            + " letters were");
        }
    }
}
