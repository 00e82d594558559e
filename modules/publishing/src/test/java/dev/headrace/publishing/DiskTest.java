package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.WriteResult;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of delivery when Headrace's own disk refuses the books. */
@Timeout(60)
class DiskTest {

    @TempDir Path folder;

    private final FakeSink sink = new FakeSink("fake");

    @Test
    void waitsWhileProgressCannotBeWrittenAndGoesOnByItselfWhenThereIsRoom() {
        sink.traits = World.traits(2, 1, Idempotency.NONE);
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.disk.fill();
            world.log.addMany("web", 50);

            await().until(() -> World.status(publishing, "fake").state() == SinkState.STALLED);
            assertThat(World.status(publishing, "fake").lastError()).hasValue("disk");
            assertThat(world.progress.neededFrom()).isZero();
            int written = sink.given.size();
            world.disk.makeRoom();

            await().until(() -> world.progress.neededFrom() == 50);
            assertThat(written).isLessThan(50);
            assertThat(sink.delivered).hasSize(50).doesNotHaveDuplicates();
            assertThat(World.status(publishing, "fake").state()).isEqualTo(SinkState.RUNNING);
            assertThat(World.status(publishing, "fake").streams().get("web"))
                    .isEqualTo(new StreamCounts(50, 50, 0, 0, 0));
        }
    }

    @Test
    void writesNoPlanToTheTargetThatIsNotForced() {
        sink.traits = World.traits(2, 5, Idempotency.BY_BATCH);
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.disk.fill();
            world.log.addMany("web", 50);

            await().until(() -> World.status(publishing, "fake").state() == SinkState.STALLED);
            assertThat(sink.given).isEmpty();
            world.disk.makeRoom();

            await().until(() -> world.progress.neededFrom() == 50);
            assertThat(sink.delivered).hasSize(50).doesNotHaveDuplicates();
        }
    }

    @Test
    void keepsADeadLetterThatTheDiskRefusedAndCompletesNothingBefore() throws Exception {
        var begun = new CountDownLatch(1);
        var filled = new CountDownLatch(1);
        sink.traits = World.traits(1, 3, Idempotency.BY_BATCH);
        sink.writing =
                batch -> {
                    begun.countDown();
                    filled.await();
                    return WriteResult.of(batch)
                            .delivered(0, "there")
                            .rejected(1, "odd", "not for a column")
                            .delivered(2, "there")
                            .build();
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.log.add("web", "{}", "{}", "{}");
            begun.await();
            world.disk.fill();
            filled.countDown();
            await().until(() -> World.status(publishing, "fake").state() == SinkState.STALLED);
            assertThat(World.status(publishing, "fake").pending()).isEqualTo(3);

            world.disk.makeRoom();

            await().until(() -> world.progress.neededFrom() == 3);
            assertThat(world.disk.letters()).hasSize(1);
            assertThat(sink.given).hasSize(1);
            assertThat(World.status(publishing, "fake").streams().get("web"))
                    .isEqualTo(new StreamCounts(3, 2, 1, 0, 0));
        }
    }

    @Test
    void losesNoCountWhenASnapshotIsRefused() {
        var disk = new FakeDisk();
        var progress = new SinkProgress(disk.journal("progress-fake"), 10);
        progress.routed("web", new Range(0, 9));
        progress.done("web", new Range(0, 5), StreamCounts.Fate.DELIVERED);
        progress.record();
        progress.done("web", new Range(5, 9), StreamCounts.Fate.DELIVERED);
        disk.fill();

        assertThat(refused(progress)).isTrue();
        assertThat(progress.recordedLowWater()).isEqualTo(5);
        assertThat(progress.hasUnrecorded()).isTrue();
        disk.makeRoom();
        progress.record();

        assertThat(progress.recordedLowWater()).isEqualTo(9);
        var restored = new SinkProgress(disk.journal("progress-fake"), 10);
        assertThat(restored.streams()).containsEntry("web", new StreamCounts(9, 9, 0, 0, 0));
    }

    @Test
    void afterACrashWithAFullDiskEverythingIsDeliveredOnceMoreAtMost() {
        sink.traits = World.traits(1, 10, Idempotency.BY_BATCH);
        var again = new FakeSink("fake");
        again.traits = sink.traits;
        var world = new World(folder);
        Publishing first = world.start(sink);
        world.log.addMany("web", 30);
        await().until(() -> World.status(first, "fake").delivered() == 30);
        world.disk.fill();
        world.log.addMany("web", 30);
        await().until(() -> World.status(first, "fake").state() == SinkState.STALLED);

        try (var next = world.afterCrash()) {
            Publishing second = next.start(again);

            await().until(() -> next.progress.neededFrom() == 60);
            assertThat(World.status(second, "fake").streams().get("web"))
                    .isEqualTo(new StreamCounts(60, 60, 0, 0, 0));
            assertThat(again.delivered)
                    .contains(
                            IntStream.range(30, 60).mapToObj(i -> "id-" + i).toArray(String[]::new))
                    .doesNotHaveDuplicates();
        }
        world.close();
    }

    @Test
    void asksForARestartWhenAForceHasFailed() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.disk.breakDown();
            world.log.add("web", "{}");

            await().until(() -> World.status(publishing, "fake").state() == SinkState.PARKED);
            assertThat(World.status(publishing, "fake").lastError()).hasValue("journal-failed");

            publishing.resume("fake");
            await().until(() -> World.status(publishing, "fake").state() == SinkState.PARKED);
            assertThat(world.progress.neededFrom()).isZero();
        }
    }

    private static boolean refused(SinkProgress progress) {
        try {
            progress.record();
            return false;
        } catch (dev.headrace.eventlog.EventLogFailedException e) {
            return true;
        }
    }
}
