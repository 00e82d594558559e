package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.WriteResult;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash between a dead letter and the progress that it allows. */
class InterruptedBurialsTest {

    @TempDir Path folder;

    @Test
    void whatIsBuriedAtTheStartCountsAsRoutedThoughTheBooksHadNotReadIt() throws Exception {
        var sink = new FakeSink("fake");
        sink.traits = World.traits(1, 2, Idempotency.BY_RECORD);
        sink.writing =
                batch -> {
                    WriteResult.Builder result = WriteResult.of(batch);
                    for (int i = 0; i < batch.size(); i++) {
                        result.rejected(i, "odd", "odd");
                    }
                    return result.build();
                };
        var world = new World(folder, recordingSeldom());
        world.start(sink);
        world.disk.breakAfterWriting("dead-letters");
        world.log.addMany("web", 2);
        await().until(world.disk::isBroken);

        try (var next = world.afterCrash()) {
            Publishing publishing = next.start(new FakeSink("fake"));
            publishing.keepAccounts(Duration.ofDays(1));
            next.log.addMany("web", 1);
            await().until(() -> World.status(publishing, "fake").delivered() == 1);

            assertThat(World.status(publishing, "fake").streams().get("web"))
                    .isEqualTo(new StreamCounts(3, 1, 2, 0, 0));
            assertThat(publishing.takeAccounts(Duration.ofSeconds(60)).unaccounted()).isZero();
        }
        world.close();
    }

    /** So that nothing is recorded between the reading and the crash. */
    private static PublishingSettings recordingSeldom() {
        PublishingSettings fast = World.FAST;
        return new PublishingSettings(
                fast.memoryPerSink(),
                fast.attempts(),
                fast.backoff(),
                fast.longestBackoff(),
                fast.unauthorisedPause(),
                fast.longestThrottle(),
                fast.writeDeadline(),
                fast.openTimeout(),
                fast.lastWord(),
                fast.abandonedCalls(),
                fast.grace(),
                fast.retryList(),
                fast.witnessTime(),
                Duration.ofHours(1),
                fast.journalSize());
    }
}
