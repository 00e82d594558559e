package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.event.ByteSize;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NothingDeliveredTest {

    private static final int RECORDS = 100;

    @TempDir private Path folder;

    /** More than the quota, within the time that delivered events are kept. */
    private void fill(DeliveryState delivery) throws InterruptedException {
        var settings =
                new LogSettings(
                        folder,
                        ByteSize.ofMebibytes(4),
                        Duration.ofHours(1),
                        ByteSize.ofKibibytes(256));
        var clock = Clock.fixed(Drafts.NOW, ZoneOffset.UTC);
        try (var opened = DataFolder.open(folder, new SplittableRandom(1));
                var log = opened.openLog(settings, delivery, clock)) {
            for (int i = 0; i < RECORDS; i++) {
                log.append(Drafts.frames(64 << 10, "r" + i));
            }
            assertThat(log.end().sequence()).isEqualTo(RECORDS);
            assertThat(log.start().sequence()).as("the oldest are gone").isPositive();
        }
    }

    @Test
    void aLogThatNobodyWaitsForGoesRoundInItsQuota() throws InterruptedException {
        fill(DeliveryState.keepingNothing(1));
    }

    @Test
    void aLogThatKeepsAllIsFullOneDay() {
        assertThatExceptionOfType(EventLogFullException.class)
                .isThrownBy(() -> fill(DeliveryState.keepingAll(1)));
    }
}
