package dev.headrace.operations;

import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogStatus;
import dev.headrace.publishing.SinkStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * How long the event log will bear a sink that takes nothing: the room that the sink's backlog
 * leaves of the quota, at the rate of the last five minutes. A year stands for more than a year and
 * for a node that takes no events. Safe for use by any number of threads.
 */
public final class LogForecast {

    /** How often {@link #sample} should be called. */
    public static final Duration PERIOD = Duration.ofSeconds(10);

    static final Duration WINDOW = Duration.ofMinutes(5);
    static final double MOST_HOURS = 8_760;

    private static final double SECONDS_AN_HOUR = 3_600;

    private final EventLog log;
    private final Supplier<List<SinkStatus>> sinks;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant at, long end) {}

    public LogForecast(EventLog log, Supplier<List<SinkStatus>> sinks, Clock clock) {
        this.log = log;
        this.sinks = sinks;
        this.clock = clock;
        sample();
    }

    /** Notes where the log ends now. */
    public void sample() {
        Instant now = clock.instant();
        lock.lock();
        try {
            samples.addLast(new Sample(now, log.end().sequence()));
            while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(WINDOW))) {
                samples.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Hours left with the sink that is furthest behind. */
    public double hoursLeft() {
        return hoursLeft(sinks.get().stream().mapToLong(SinkStatus::lagRecords).max().orElse(0));
    }

    /** Hours left with a backlog of so many records. */
    double hoursLeft(long backlog) {
        LogStatus status = log.status();
        long records = log.end().sequence() - log.start().sequence();
        double recordsPerSecond = recordsPerSecond();
        if (records <= 0 || recordsPerSecond <= 0) {
            return MOST_HOURS;
        }
        double recordBytes = (double) status.filledBytes() / records;
        double room = status.quotaBytes() - backlog * recordBytes;
        double hours = room / (recordsPerSecond * recordBytes) / SECONDS_AN_HOUR;
        return Math.clamp(hours, 0, MOST_HOURS);
    }

    double recordsPerSecond() {
        lock.lock();
        try {
            Sample oldest = samples.getFirst();
            Sample newest = samples.getLast();
            long millis = Duration.between(oldest.at(), newest.at()).toMillis();
            return millis <= 0 ? 0 : 1_000.0 * (newest.end() - oldest.end()) / millis;
        } finally {
            lock.unlock();
        }
    }

    /** To one decimal, for people. */
    static double rounded(double hours) {
        return Math.round(hours * 10) / 10.0;
    }
}
