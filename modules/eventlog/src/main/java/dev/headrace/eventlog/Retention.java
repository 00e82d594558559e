package dev.headrace.eventlog;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Deletes segments, or hands on their files, oldest first, never the newest. Safe for use by
 * several threads; the appends do not wait for it.
 */
final class Retention {

    private static final System.Logger LOG = System.getLogger(Retention.class.getName());

    /** Everything is deleted. */
    private static final Heir NOBODY = segment -> false;

    private final LogFiles log;
    private final LogSettings settings;
    private final DeliveryState delivery;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    /** Who may use the file of a segment again. */
    interface Heir {

        /**
         * Takes the file of a segment that is no part of the log any more.
         *
         * @return false when it does not want it: it is as it was, and goes
         */
        boolean takes(Segment segment) throws IOException;
    }

    Retention(LogFiles log, LogSettings settings, DeliveryState delivery, Clock clock) {
        this.log = log;
        this.settings = settings;
        this.delivery = delivery;
        this.clock = clock;
    }

    /** Deletes what every sink has and what is older than the log keeps. */
    void prune() throws IOException {
        lock.lock();
        try {
            List<Segment> segments = log.segments().all();
            for (Segment segment : segments.subList(0, spent(segments))) {
                remove(segment, NOBODY);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many of the oldest segments every sink has, and are older than the log keeps. */
    private int spent(List<Segment> segments) {
        if (segments.size() < 2) {
            return 0;
        }
        long needed = delivery.neededFrom();
        long keepFrom = clock.millis() - settings.keep().toMillis();
        int count = 0;
        while (count + 1 < segments.size()
                && segments.get(count + 1).base() <= needed
                && segments.get(count + 1).createdMillis() <= keepFrom) {
            count++;
        }
        return count;
    }

    private void handOnOldest(Heir heir) throws IOException {
        List<Segment> segments = log.segments().all();
        if (segments.size() > 2 && spent(segments) > 0) {
            remove(segments.getFirst(), heir);
        }
    }

    /**
     * Makes room for so many more bytes within the quota: first by what every sink has, then by
     * what only optional sinks still need. When there is room, the oldest segment goes if it would
     * be pruned anyway.
     *
     * @param heir is offered each file that goes
     * @return whether there is room
     */
    boolean makeRoom(long bytes, Heir heir) throws IOException {
        lock.lock();
        try {
            if (!isShort(bytes)) {
                handOnOldest(heir);
                return true;
            }
            deleteBelow(delivery.neededFrom(), bytes, heir);
            if (isShort(bytes)) {
                expire(bytes, heir);
            }
            return !isShort(bytes);
        } finally {
            lock.unlock();
        }
    }

    private boolean isShort(long bytes) {
        return log.segments().bytes() + bytes > settings.quota().bytes();
    }

    private void deleteBelow(long sequence, long bytes, Heir heir) throws IOException {
        List<Segment> segments = log.segments().all();
        for (int i = 0; i + 1 < segments.size() && isShort(bytes); i++) {
            if (segments.get(i + 1).base() > sequence) {
                return;
            }
            remove(segments.get(i), heir);
        }
    }

    /** The sinks' state says durably what expires before the first byte of it is deleted. */
    private void expire(long bytes, Heir heir) throws IOException {
        long pinned = delivery.pinnedFrom();
        List<Segment> segments = log.segments().all();
        long excess = log.segments().bytes() + bytes - settings.quota().bytes();
        int count = 0;
        while (excess > 0
                && count + 1 < segments.size()
                && segments.get(count + 1).base() <= pinned) {
            excess -= segments.get(count).size();
            count++;
        }
        if (count > 0) {
            delivery.expire(segments.get(count).base());
            for (Segment segment : segments.subList(0, count)) {
                remove(segment, heir);
            }
        }
    }

    /** Forced one by one: a crash must not leave a hole in the row of segments. */
    private void remove(Segment segment, Heir heir) throws IOException {
        log.segments().remove(segment);
        try {
            if (!heir.takes(segment)) {
                log.storage().delete(segment.path());
                log.storage().forceFolder(Segment.FOLDER);
            }
        } finally {
            if (log.storage().exists(segment.path())) {
                log.segments().add(segment);
            }
        }
        LOG.log(System.Logger.Level.DEBUG, "Removed {0}", segment);
    }
}
