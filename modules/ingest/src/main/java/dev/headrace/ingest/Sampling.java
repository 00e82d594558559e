package dev.headrace.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps of equal things the first hundred of an hour, and of the rest every tenth, which then
 * stands for ten. By hours of UTC, per process and in memory alone. Safe for use by any number of
 * threads.
 */
final class Sampling {

    static final int WHOLE = 100;
    static final int EVERY = 10;

    /** About 10 MiB; beyond it, new things of the hour are counted as one. */
    static final int MOST_THINGS = 50_000;

    private static final long HOUR = Duration.ofHours(1).toSeconds();
    private static final Object OTHERS = new Object();

    private final AtomicReference<Hour> current = new AtomicReference<>(new Hour(Long.MIN_VALUE));

    private record Hour(long number, ConcurrentHashMap<Object, AtomicInteger> seen) {
        Hour(long number) {
            this(number, new ConcurrentHashMap<>());
        }
    }

    /** How many things one that came now stands for; empty when it is not to be kept. */
    OptionalInt weight(Object thing, Instant now) {
        ConcurrentHashMap<Object, AtomicInteger> seen = hour(now).seen();
        AtomicInteger known = seen.get(thing);
        if (known == null) {
            Object place = seen.mappingCount() < MOST_THINGS ? thing : OTHERS;
            known = seen.computeIfAbsent(place, any -> new AtomicInteger());
        }
        int number = known.incrementAndGet();
        if (number <= WHOLE) {
            return OptionalInt.of(1);
        }
        return (number - WHOLE) % EVERY == 0 ? OptionalInt.of(EVERY) : OptionalInt.empty();
    }

    /** The hour of a time; one that is over is not opened again. */
    private Hour hour(Instant now) {
        long number = Math.floorDiv(now.getEpochSecond(), HOUR);
        Hour known = current.get();
        if (known.number() >= number) {
            return known;
        }
        current.compareAndSet(known, new Hour(number));
        return current.get();
    }
}
