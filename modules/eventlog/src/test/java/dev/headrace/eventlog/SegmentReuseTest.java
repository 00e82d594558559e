package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The file of the oldest segment becomes the next one, with its old frames in it. */
class SegmentReuseTest {

    private static final int SEGMENT = 4096;

    private final FaultyStorage storage = new FaultyStorage();
    private final LogFixture fixture = new LogFixture(Drafts.settings(SEGMENT, 4));
    private final List<String> steps = new ArrayList<>();

    SegmentReuseTest() {
        fixture.delivery.pinned.set(1_000);
        storage.observeSteps(steps::add);
    }

    /** Three records of this size fill a segment. */
    private static void fill(EventLog log, int records) throws InterruptedException {
        for (int i = 0; i < records; i++) {
            log.append(Drafts.frames(1000, "r" + (100 + log.end().sequence())));
        }
    }

    private static List<String> ids(long from, long to) {
        List<String> ids = new ArrayList<>();
        for (long i = from; i < to; i++) {
            ids.add(i + "=r" + (100 + i));
        }
        return ids;
    }

    @Test
    void fillsNoMoreFilesWithZerosThanTheQuotaHolds() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            fill(log, 60);

            assertThat(steps).filteredOn("create log/spare.tmp"::equals).hasSize(4);
            assertThat(steps).filteredOn("rename log/spare.tmp"::equals).hasSize(16);
            assertThat(Drafts.ids(Drafts.readAll(log, log.start()))).isEqualTo(ids(48, 60));
        }
        try (EventLog log = fixture.open(storage)) {
            assertThat(Drafts.ids(Drafts.readAll(log, log.start()))).isEqualTo(ids(48, 60));
            assertThat(log.status().damage()).isEmpty();
        }
    }

    @Test
    void takesOverWhatWouldBePrunedAnyway() throws Exception {
        LogFixture roomy = new LogFixture(Drafts.settings(SEGMENT, 100));
        try (EventLog log = roomy.open(storage)) {
            fill(log, 12);
            roomy.delivery.needed.set(6);

            fill(log, 9);

            assertThat(log.start()).isEqualTo(LogFixture.at(6));
            assertThat(steps).filteredOn("create log/spare.tmp"::equals).hasSize(5);
            assertThat(steps).filteredOn("rename log/spare.tmp"::equals).hasSize(2);
            assertThat(Drafts.ids(Drafts.readAll(log, log.start()))).isEqualTo(ids(6, 21));
        }
    }

    @Test
    void passesOldFramesThatLieExactlyBehindTheNewest() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            fill(log, 13); // one new frame, and two old ones right behind it
        }
        assertThat(OldFrames.highestGroup(storage.content(Segment.path(12)))).isEqualTo(12);
        ByteBuffer newest = ByteBuffer.wrap(storage.content(Segment.path(12)));
        long behind = FrameHeader.read(newest.position(SegmentHeader.BYTES), 64).next();
        assertThat(FrameHeader.read(newest.position((int) behind), behind).sequence()).isOne();

        try (EventLog log = fixture.open(storage)) {
            assertThat(log.end()).isEqualTo(LogFixture.at(13));
            assertThat(Drafts.ids(Drafts.readAll(log, log.start()))).isEqualTo(ids(3, 13));
            assertThat(log.status().damage()).isEmpty();
        }
    }

    @Test
    void passesAFrameOfATornGroupOfAnEarlierUseWithANumberThatWouldFit() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            fill(log, 13);
        }
        byte[] file = storage.content(Segment.path(12));
        ByteBuffer newest = ByteBuffer.wrap(file).position(SegmentHeader.BYTES);
        newest.position((int) FrameHeader.read(newest, 64).next());
        new EncodedDraft(Drafts.frames(1000, "torn").getFirst()).writeTo(newest, 13, 3, 1, 1);

        try (StorageFile open = storage.open(Segment.path(12))) {
            TailRecovery tail = new TailRecovery(new Segment(12, SEGMENT, 0), open, new Damage());
            assertThat(tail.find().sequence()).isEqualTo(13);
            assertThat(tail.torn()).isZero();
        }
        try (EventLog log = fixture.open(storage)) {
            assertThat(log.end()).isEqualTo(LogFixture.at(13));
            assertThat(Drafts.ids(Drafts.readAll(log, log.start()))).isEqualTo(ids(3, 13));
            assertThat(log.status().damage()).isEmpty();
        }
    }

    @Test
    void isLeftByAReaderThatWasInTheMiddleOfIt() throws Exception {
        try (EventLog log = fixture.open(storage);
                LogReader reader = log.read(log.start())) {
            fill(log, 1);
            assertThat(reader.next(Duration.ZERO)).isPresent();
            fill(log, 23); // the file holds records 12 to 14 meanwhile
            fixture.delivery.needed.set(1_000);
            log.prune();

            LogFrame next = reader.next(Duration.ZERO).orElseThrow();

            assertThat(next.first()).isEqualTo(LogFixture.at(21));
            assertThat(log.status().damage()).isEmpty();
        }
    }

    @Test
    void isNotUsedForALogThatBeginsAnew() throws Exception {
        try (EventLog log = fixture.open(storage, SegmentedEventLog.Preparation.AHEAD)) {
            fill(log, 12);
            Awaitility.await().until(() -> storage.names().contains("log/spare"));
            assertThat(OldFrames.highestGroup(storage.content("log/spare"))).isEqualTo(2);
        }
        for (String path : storage.names()) {
            if (path.endsWith(".seg")) {
                storage.delete(path);
            }
        }

        try (EventLog log = fixture.open(storage)) {
            fill(log, 1);
        }

        assertThat(OldFrames.highestGroup(storage.content(Segment.path(0)))).isZero();
        try (EventLog log = fixture.open(storage)) {
            assertThat(Drafts.ids(Drafts.readAll(log, log.start()))).isEqualTo(ids(0, 1));
            assertThat(log.status().damage()).isEmpty();
        }
    }
}
