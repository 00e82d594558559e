package dev.headrace.privacy;

import dev.headrace.event.Cardinality;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Bounds how many different values a field has, by group and window of time: what comes beyond the
 * bound is one value. So nobody can make series without end.
 *
 * <p>Per process and in memory alone: a restart, or another node, counts anew. The memory has a
 * bound of its own, {@link #MOST_GROUPS} and {@link #MOST_VALUES}: beyond these, new values are
 * beyond the bound too. Safe for use by any number of threads; a value that is known costs no lock.
 */
final class DistinctValues {

    /** Groups of one window; more of them are themselves a value without bound. */
    static final int MOST_GROUPS = 10_000;

    /** Values of all groups of one window: about 30 MB. */
    static final int MOST_VALUES = 200_000;

    /** A longer text is remembered by its digest. */
    private static final int LONGEST = 64;

    private static final int DIGEST_BYTES = 16;

    private final Cardinality bound;
    private final Clock clock;
    private final AtomicReference<Span> now;

    DistinctValues(Cardinality bound, Clock clock) {
        this.bound = bound;
        this.clock = clock;
        this.now = new AtomicReference<>(new Span(number()));
    }

    /** The bound that is held. */
    Cardinality bound() {
        return bound;
    }

    /** The value, or what stands for those beyond the bound. */
    String of(String group, String value) {
        return span().holds(shortened(group), shortened(value), bound.most())
                ? value
                : bound.overflow();
    }

    /** The window of the clock; an older one is forgotten as a whole. */
    private Span span() {
        long number = number();
        Span known = now.get();
        if (known.number == number) {
            return known;
        }
        now.compareAndSet(known, new Span(number));
        return now.get();
    }

    private long number() {
        return Math.floorDiv(clock.instant().getEpochSecond(), bound.window().length().toSeconds());
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** One window. */
    private static final class Span {

        private final long number;
        private final ConcurrentHashMap<String, Group> groups = new ConcurrentHashMap<>();
        private final AtomicInteger values = new AtomicInteger();

        Span(long number) {
            this.number = number;
        }

        boolean holds(String name, String value, int most) {
            Group group = groups.get(name);
            if (group == null) {
                if (groups.mappingCount() >= MOST_GROUPS) {
                    return false;
                }
                group = groups.computeIfAbsent(name, any -> new Group());
            }
            return group.holds(value, most, values);
        }
    }

    private static final class Group {

        private final Set<String> values = ConcurrentHashMap.newKeySet();
        private final AtomicInteger places = new AtomicInteger();

        /** A place is taken before the value is written down, so that the bound is never passed. */
        boolean holds(String value, int most, AtomicInteger all) {
            if (values.contains(value)) {
                return true;
            }
            if (!isTaken(places, most)) {
                return values.contains(value);
            }
            if (!isTaken(all, MOST_VALUES)) {
                places.decrementAndGet();
                return values.contains(value);
            }
            if (!values.add(value)) {
                places.decrementAndGet();
                all.decrementAndGet();
            }
            return true;
        }

        /** Whether there was a place; what is full stays full, however often it is asked. */
        private static boolean isTaken(AtomicInteger places, int most) {
            if (places.get() >= most) {
                return false;
            }
            if (places.incrementAndGet() > most) {
                places.decrementAndGet();
                return false;
            }
            return true;
        }
    }
}
