package dev.headrace.publishing;

import dev.headrace.publishing.Stretch.Counting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the log by stretches and remembers them, so that what was counted once is not read whole
 * again: of a remembered stretch only both ends are looked for, and one stretch of each round is
 * counted anew. For one thread at a time.
 */
final class LogCount {

    private final LogWalk walk;
    private final Clock clock;
    private final Stretch.Size most;
    private final List<Stretch> stretches = new ArrayList<>();
    private long recountedTo;

    LogCount(LogWalk walk, Clock clock, Stretch.Size most) {
        this.walk = walk;
        this.clock = clock;
        this.most = most;
    }

    /**
     * Stretches that adjoin and cover a range, ascending. Stretches before it are forgotten. It
     * rests as long as it reads, so that those who deliver have the better half of the disk.
     */
    List<Stretch> cover(Range range) throws InterruptedException {
        stretches.removeIf(stretch -> stretch.range().to() <= range.from());
        if (!stretches.isEmpty() && stretches.getFirst().range().from() > range.from()) {
            stretches.clear();
        }
        check(range.from());
        long at = stretches.isEmpty() ? range.from() : stretches.getLast().range().to();
        while (at < range.to()) {
            Instant begun = clock.instant();
            Stretch next = count(new Range(at, range.to()));
            append(next);
            at = next.range().to();
            if (at < range.to()) {
                Thread.sleep(Duration.between(begun, clock.instant()));
            }
        }
        return List.copyOf(stretches);
    }

    void forget() {
        stretches.clear();
    }

    private void append(Stretch next) {
        if (!stretches.isEmpty() && !most.isHalfReached(stretches.getLast())) {
            stretches.add(stretches.removeLast().plus(next));
        } else {
            stretches.add(next);
        }
    }

    /** Counts a remembered stretch again if it is its turn or something of it is not there. */
    private void check(long from) throws InterruptedException {
        int turn = turn();
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            if (i == turn || !isThere(stretch)) {
                long first = Math.max(from, stretch.range().from());
                stretches.set(i, countAll(new Range(first, stretch.range().to())));
            }
            if (i == turn) {
                recountedTo = stretch.range().to();
            }
        }
    }

    private int turn() {
        for (int i = 0; i < stretches.size(); i++) {
            if (stretches.get(i).range().from() >= recountedTo) {
                return i;
            }
        }
        return 0;
    }

    private boolean isThere(Stretch stretch) throws InterruptedException {
        for (long end : stretch.ends()) {
            if (!walk.holds(end)) {
                return false;
            }
        }
        return true;
    }

    private Stretch count(Range range) throws InterruptedException {
        var counting = new Counting(range.from(), most);
        return counting.until(walk.read(range, counting));
    }

    private Stretch countAll(Range range) throws InterruptedException {
        var counting = new Counting(range.from(), Stretch.Size.ENDLESS);
        return counting.until(walk.read(range, counting));
    }
}
