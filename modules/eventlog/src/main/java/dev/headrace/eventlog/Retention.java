package dev.headrace.eventlog;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Deletes segments, oldest first, never the newest. Safe for use by several threads; the appends do
 * not wait for it.
 */
final class Retention {

    private static final System.Logger LOG = System.getLogger(Retention.class.getName());

    private final LogFiles log;
    private final LogSettings settings;
    private final DeliveryState delivery;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

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
            if (segments.size() < 2) {
                return;
            }
            long needed = delivery.neededFrom();
            long keepFrom = clock.millis() - settings.keep().toMillis();
            for (int i = 0; i + 1 < segments.size(); i++) {
                Segment next = segments.get(i + 1);
                if (next.base() > needed || next.createdMillis() > keepFrom) {
                    return;
                }
                delete(segments.get(i));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes room for so many more bytes within the quota: first by what every sink has, then by
     * what only optional sinks still need.
     *
     * @return whether there is room
     */
    boolean makeRoom(long bytes) throws IOException {
        lock.lock();
        try {
            if (isShort(bytes)) {
                deleteBelow(delivery.neededFrom(), bytes);
            }
            if (isShort(bytes)) {
                expire(bytes);
            }
            return !isShort(bytes);
        } finally {
            lock.unlock();
        }
    }

    private boolean isShort(long bytes) {
        return log.segments().bytes() + bytes > settings.quota().bytes();
    }

    private void deleteBelow(long sequence, long bytes) throws IOException {
        List<Segment> segments = log.segments().all();
        for (int i = 0; i + 1 < segments.size() && isShort(bytes); i++) {
            if (segments.get(i + 1).base() > sequence) {
                return;
            }
            delete(segments.get(i));
        }
    }

    /** The sinks' state says durably what expires before the first byte of it is deleted. */
    private void expire(long bytes) throws IOException {
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
                delete(segment);
            }
        }
    }

    /** Forced one by one: a crash must not leave a hole in the row of segments. */
    private void delete(Segment segment) throws IOException {
        log.segments().remove(segment);
        boolean deleted = false;
        try {
            log.storage().delete(segment.path());
            deleted = true;
            log.storage().forceFolder(Segment.FOLDER);
        } finally {
            if (!deleted) {
                log.segments().add(segment);
            }
        }
        LOG.log(System.Logger.Level.DEBUG, "Deleted {0}", segment);
    }
}
