package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.event.ByteSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final int SEGMENT = 4096;

    private final FaultyStorage storage = new FaultyStorage();
    private final LogFixture fixture = new LogFixture(Drafts.settings(SEGMENT, 4));
    private final FakeDelivery delivery = fixture.delivery;

    /** Three records of this size fill a segment. */
    private static void fill(EventLog log, int records) throws InterruptedException {
        for (int i = 0; i < records; i++) {
            log.append(Drafts.frames(1000, "r" + log.end().sequence()));
        }
    }

    @Test
    void refusesWhenARequiredSinkStillNeedsEverything() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            fill(log, 12);

            assertThatExceptionOfType(EventLogFullException.class)
                    .isThrownBy(() -> fill(log, 1))
                    .withMessageContaining("quota of 16KiB");

            assertThat(log.status().full()).isTrue();
            assertThat(log.status().usedBytes()).isEqualTo(4 * SEGMENT);
            assertThat(Drafts.readAll(log, log.start())).hasSize(12);
        }
    }

    @Test
    void takesAppendsAgainWhenProgressHasMoved() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            fill(log, 12);
            assertThatExceptionOfType(EventLogFullException.class).isThrownBy(() -> fill(log, 1));
            delivery.needed.set(3);
            delivery.pinned.set(3);

            fill(log, 1);

            assertThat(log.status().full()).isFalse();
            assertThat(log.start()).isEqualTo(LogFixture.at(3));
            assertThat(delivery.expired).hasValue(0);
        }
    }

    @Test
    void recoversByItselfInTheBackground() throws Exception {
        try (EventLog log = fixture.open(storage, SegmentedEventLog.Preparation.AHEAD)) {
            fill(log, 12);
            assertThatExceptionOfType(EventLogFullException.class).isThrownBy(() -> fill(log, 1));
            delivery.needed.set(12);
            delivery.pinned.set(12);

            Awaitility.await().until(() -> !log.status().full());

            fill(log, 1);
        }
    }

    @Test
    void expiresWhatOnlyOptionalSinksNeedBeforeItDeletes() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            fill(log, 12);
            delivery.pinned.set(7);
            storage.failWhen(this::checkExpiredBeforeDelete);

            fill(log, 4);

            assertThat(delivery.expired).hasValue(6);
            assertThat(log.start()).isEqualTo(LogFixture.at(6));
            assertThatExceptionOfType(EventLogFullException.class).isThrownBy(() -> fill(log, 3));
        }
    }

    private void checkExpiredBeforeDelete(String operation, String path) throws IOException {
        if (operation.equals("delete") && delivery.expired.get() == 0) {
            throw new IOException("deleted before it was expired");
        }
    }

    @Test
    void prunesOnlyWhatIsDeliveredAndOld() throws Exception {
        LogSettings keeping =
                new LogSettings(
                        Path.of("data"),
                        new ByteSize(16 * SEGMENT),
                        Duration.ofHours(1),
                        new ByteSize(SEGMENT));
        LogFixture keeper = new LogFixture(keeping);
        try (EventLog log = keeper.open(storage)) {
            fill(log, 12);
            keeper.delivery.needed.set(12);
            log.prune();
            assertThat(log.start()).isEqualTo(LogFixture.at(0));
        }
        try (EventLog log = fixture.open(storage)) {
            delivery.needed.set(7);
            log.prune();
            assertThat(log.start()).isEqualTo(LogFixture.at(6));

            delivery.needed.set(12);
            log.prune();
            assertThat(log.start()).isEqualTo(LogFixture.at(9));
        }
    }

    @Test
    void jumpsWithAReaderOverDeletedSegments() throws Exception {
        try (EventLog log = fixture.open(storage);
                LogReader reader = log.read(log.start())) {
            fill(log, 12);
            reader.next(Duration.ZERO);
            delivery.needed.set(9);
            log.prune();

            reader.next(Duration.ZERO);
            reader.next(Duration.ZERO);

            assertThat(reader.next(Duration.ZERO)).map(LogFrame::first).contains(LogFixture.at(9));
            assertThat(log.status().damage()).isEmpty();
        }
    }

    @Test
    void isFullNotFailedWhenTheVolumeHasNoRoom() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            fill(log, 3);
            storage.usableBytes(SEGMENT - 1);
            assertThatExceptionOfType(EventLogFullException.class).isThrownBy(() -> fill(log, 1));

            storage.usableBytes(SEGMENT);
            storage.failWhen(RetentionTest::failSpare);
            assertThatExceptionOfType(EventLogFullException.class)
                    .isThrownBy(() -> fill(log, 1))
                    .withMessageContaining("no space");
            storage.failWhen((operation, path) -> {});

            fill(log, 1);
            assertThat(log.status().failure()).isEmpty();
            assertThat(Drafts.readAll(log, log.start())).hasSize(4);
        }
    }

    private static void failSpare(String operation, String path) throws IOException {
        if (operation.equals("write") && path.endsWith("spare.tmp")) {
            throw new IOException("no space");
        }
    }
}
