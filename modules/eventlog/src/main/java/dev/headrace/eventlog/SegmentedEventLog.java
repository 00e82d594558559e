package dev.headrace.eventlog;

import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** The event log in segment files: one writer, many readers. */
final class SegmentedEventLog implements EventLog {

    private final LogFiles log;
    private final LogSettings settings;
    private final Retention retention;
    private final SegmentSupply supply;
    private final LogWriter writer;

    private SegmentedEventLog(
            LogFiles log,
            LogSettings settings,
            Retention retention,
            SegmentSupply supply,
            LogWriter writer) {
        this.log = log;
        this.settings = settings;
        this.retention = retention;
        this.supply = supply;
        this.writer = writer;
    }

    /** Who prepares the next segment. */
    enum Preparation {
        /** A thread of its own, ahead of the need. */
        AHEAD,
        /** The writer, when it needs it: every file operation has one possible order. */
        WHEN_NEEDED
    }

    /** Opens and recovers the log. */
    static SegmentedEventLog open(
            LogFiles log,
            LogSettings settings,
            DeliveryState delivery,
            Clock clock,
            Preparation preparation)
            throws IOException {
        log.storage().makeFolder(Segment.FOLDER);
        Retention retention = new Retention(log, settings, delivery, clock);
        SegmentSupply supply = new SegmentSupply(log, settings, retention, clock);
        var recovered = new LogRecovery(log).recover();
        supply.recover(recovered.map(ActiveSegment::sequence).orElse(0L));
        ActiveSegment active = recovered.isPresent() ? recovered.get() : first(supply);
        LogWriter writer = new LogWriter(log, supply, delivery, active);
        if (preparation == Preparation.AHEAD) {
            supply.start();
        }
        writer.start();
        return new SegmentedEventLog(log, settings, retention, supply, writer);
    }

    private static ActiveSegment first(SegmentSupply supply) throws IOException {
        try {
            return supply.take(0);
        } catch (EventLogFullException e) {
            throw new EventLogFailedException("the first segment cannot be made", e);
        }
    }

    @Override
    public Appended append(List<FrameDraft> frames) throws InterruptedException {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("an append has at least one frame");
        }
        PendingAppend append = PendingAppend.of(frames);
        long most = settings.segment().bytes() - SegmentHeader.BYTES;
        if (append.size() > most) {
            throw new IllegalArgumentException(
                    "an append of "
                            + append.size()
                            + " bytes is more than a segment holds: "
                            + most);
        }
        writer.submit(append);
        return append.await();
    }

    @Override
    public LogReader read(Position from) {
        if (!from.node().equals(log.node())) {
            throw new IllegalArgumentException("the position is of node " + from.node());
        }
        return new FollowingReader(log, writer.end(), from.sequence());
    }

    @Override
    public Position start() {
        long end = writer.end().place().sequence();
        return position(log.segments().first().map(Segment::base).orElse(end));
    }

    @Override
    public Position end() {
        return position(writer.end().place().sequence());
    }

    private Position position(long sequence) {
        return new Position(log.node(), sequence);
    }

    @Override
    public LogStatus status() {
        return new LogStatus(
                log.segments().bytes() + supply.bytes(),
                filledBytes(),
                settings.quota().bytes(),
                log.segments().all().size(),
                writer.forces(),
                supply.isFull(),
                writer.failure().map(Throwable::toString),
                log.damage().places());
    }

    private long filledBytes() {
        LogEnd.Place end = writer.end().place();
        return end.offset()
                + log.segments().all().stream()
                        .filter(segment -> segment.base() < end.segment().base())
                        .mapToLong(Segment::size)
                        .sum();
    }

    /** Two volatile reads. */
    @Override
    public LogState state() {
        if (writer.hasEnded()) {
            return LogState.FAILED;
        }
        return supply.isFull() ? LogState.FULL : LogState.OPEN;
    }

    @Override
    public void prune() {
        try {
            retention.prune();
        } catch (IOException e) {
            throw new EventLogFailedException("old segments could not be deleted", e);
        }
        supply.wake();
    }

    @Override
    public void close() {
        writer.close();
        supply.close();
    }
}
