package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.event.ByteSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LogStateTest {

    private static final int SEGMENT = 8192;

    private final FaultyStorage storage = new FaultyStorage();
    private final LogFixture fixture =
            new LogFixture(
                    new LogSettings(
                            Path.of("data"),
                            new ByteSize(4 * SEGMENT),
                            Duration.ZERO,
                            new ByteSize(SEGMENT)));

    @Test
    void opensAgainWithoutAnAppendWhenProgressMoves() throws Exception {
        try (EventLog log = fixture.open(storage, SegmentedEventLog.Preparation.AHEAD)) {
            assertThat(log.state()).isEqualTo(LogState.OPEN);
            assertThatExceptionOfType(EventLogFullException.class)
                    .isThrownBy(() -> fillWithoutEnd(log));
            assertThat(log.state()).isEqualTo(LogState.FULL);

            fixture.delivery.needed.set(log.end().sequence());

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> log.state() == LogState.OPEN);
            log.append(Drafts.frames(1_000, "after"));
        }
    }

    private static void fillWithoutEnd(EventLog log) throws InterruptedException {
        for (int i = 0; ; i++) {
            log.append(Drafts.frames(4_000, "e" + i));
        }
    }

    @Test
    void hasFailedAfterAFailedForce() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            log.append(Drafts.frames(100, "a"));
            storage.failWhen((operation, path) -> {
                if (operation.equals("force")) {
                    throw new IOException("no luck");
                }
            });

            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> log.append(Drafts.frames(100, "b")));

            Awaitility.await().until(() -> log.state() == LogState.FAILED);
        }
    }
}
