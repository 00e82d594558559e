package dev.headrace.privacy;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Bounds how many different values a field has, by group and UTC day: what comes beyond the bound
 * is one value, {@code (other)}. So nobody can make series without end. The groups have to be
 * bounded by who asks.
 *
 * <p>Per process and in memory alone: a restart, or another node, counts anew. Safe for use by any
 * number of threads; a value that is known costs no lock.
 */
public final class DistinctValues {

    /** What stands for every value beyond the bound. */
    public static final String OTHER = "(other)";

    private static final long DAY = Duration.ofDays(1).toSeconds();

    private final int most;
    private final Clock clock;
    private final AtomicReference<Day> today;

    /**
     * Different values, at most so many a group and day.
     *
     * @param most at least 1
     */
    public DistinctValues(int most, Clock clock) {
        if (most < 1) {
            throw new IllegalArgumentException("a group has at least one value");
        }
        this.most = most;
        this.clock = clock;
        this.today = new AtomicReference<>(new Day(number(clock)));
    }

    /** The value, or what stands for those beyond the bound. */
    public String of(Object group, String value) {
        Group values = day().groups.computeIfAbsent(group, any -> new Group());
        return values.holds(value, most) ? value : OTHER;
    }

    /** The day of the clock; an older one is forgotten as a whole. */
    private Day day() {
        long number = number(clock);
        Day known = today.get();
        if (known.number == number) {
            return known;
        }
        today.compareAndSet(known, new Day(number));
        return today.get();
    }

    private static long number(Clock clock) {
        return Math.floorDiv(clock.instant().getEpochSecond(), DAY);
    }

    private static final class Day {

        private final long number;
        private final ConcurrentHashMap<Object, Group> groups = new ConcurrentHashMap<>();

        Day(long number) {
            this.number = number;
        }
    }

    private static final class Group {

        private final Set<String> values = ConcurrentHashMap.newKeySet();
        private final AtomicInteger places = new AtomicInteger();

        /** A place is taken before the value is written down, so that the bound is never passed. */
        boolean holds(String value, int most) {
            if (values.contains(value)) {
                return true;
            }
            if (places.get() >= most || places.incrementAndGet() > most) {
                return values.contains(value);
            }
            if (!values.add(value)) {
                places.decrementAndGet();
            }
            return true;
        }
    }
}
