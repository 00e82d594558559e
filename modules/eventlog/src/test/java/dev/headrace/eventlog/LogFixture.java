package dev.headrace.eventlog;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;

/** Opens logs over a storage, with a clock that stands still. */
final class LogFixture {

    static final String NODE = "abcdefghijk1";

    final FakeDelivery delivery = new FakeDelivery();
    private final LogSettings settings;

    LogFixture(LogSettings settings) {
        this.settings = settings;
    }

    /** A log without a background thread: its file operations have one possible order. */
    SegmentedEventLog open(Storage storage) throws IOException {
        return open(storage, SegmentedEventLog.Preparation.WHEN_NEEDED);
    }

    SegmentedEventLog open(Storage storage, SegmentedEventLog.Preparation preparation)
            throws IOException {
        return SegmentedEventLog.open(
                new LogFiles(storage, NODE, new Segments(), new Damage()),
                settings,
                delivery,
                Clock.fixed(Drafts.NOW, ZoneOffset.UTC),
                preparation);
    }

    static Position at(long sequence) {
        return new Position(NODE, sequence);
    }
}
