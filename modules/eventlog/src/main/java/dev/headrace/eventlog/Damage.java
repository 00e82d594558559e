package dev.headrace.eventlog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The places that could not be read: each is logged once and kept for health. Safe for use by
 * several threads.
 */
final class Damage {

    private static final System.Logger LOG = System.getLogger(Damage.class.getName());

    /** A disk that rots everywhere must not fill the memory too. */
    private static final int MOST = 1_000;

    private final Set<String> places = new LinkedHashSet<>();
    private final System.Logger.Level level;

    Damage() {
        this(System.Logger.Level.ERROR);
    }

    /** Damage that is logged with this level: with a low one where the caller tells it himself. */
    Damage(System.Logger.Level level) {
        this.level = level;
    }

    /** Notes what is wrong where. */
    void note(String file, long offset, String what) {
        String place = file + ", offset " + offset + ": " + what;
        boolean added;
        synchronized (places) {
            added = places.size() < MOST && places.add(place);
        }
        if (added) {
            LOG.log(level, "Damage in {0}", place);
        }
    }

    List<String> places() {
        synchronized (places) {
            return List.copyOf(places);
        }
    }
}
