package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.event.ByteSize;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.WriteResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BadTargetTest {

    @TempDir Path folder;

    private final FakeSink sink = new FakeSink("fake");

    @Test
    void makesNoDeadLetterWhenTheWholeTargetAnswersNothing() {
        sink.traits = World.traits(1, 4, Idempotency.NONE);
        var working = new CountDownLatch(1);
        sink.writing =
                batch ->
                        working.getCount() > 0
                                ? WriteResult.of(batch).build()
                                : FakeSink.deliver(batch);
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.log.add("web", many(12));

            await().until(() -> sink.given.size() > 100);
            working.countDown();

            await().until(() -> World.status(publishing, "fake").delivered() == 12);
            assertThat(world.disk.letters()).isEmpty();
        }
    }

    @Test
    void parksASinkThatThrowsThreeTimesInARow() {
        sink.traits = World.traits(1, 1, Idempotency.NONE);
        sink.writing =
                batch -> {
                    throw new IllegalStateException("bug");
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            world.log.add("web", "{}");

            await().until(() -> World.status(publishing, "fake").state() == SinkState.PARKED);
            assertThat(sink.given).hasSize(3);
            assertThat(World.status(publishing, "fake").lastError()).hasValue("exception");
            assertThat(world.disk.letters()).isEmpty();
            assertThat(world.progress.pinnedFrom()).isZero();
        }
    }

    @Test
    void triesAnUnavailableTargetAgainWithoutEndAndWithoutHammering() {
        var down = new AtomicInteger(20);
        sink.traits = World.traits(4, 1, Idempotency.NONE);
        sink.writing =
                batch -> {
                    if (down.getAndDecrement() > 0) {
                        throw new SinkException.Unavailable("down");
                    }
                    return FakeSink.deliver(batch);
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            world.log.add("web", many(10));

            await().until(() -> World.status(publishing, "fake").delivered() == 10);
            assertThat(world.disk.letters()).isEmpty();
            assertThat(World.status(publishing, "fake").state()).isEqualTo(SinkState.RUNNING);
        }
    }

    @Test
    void keepsTryingToOpenATargetThatIsDownAtTheStart() {
        var down = new AtomicInteger(5);
        sink.opening =
                () -> {
                    if (down.getAndDecrement() > 0) {
                        throw new SinkException.Unavailable("down");
                    }
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            world.log.add("web", "{}");

            await().until(() -> World.status(publishing, "fake").delivered() == 1);
            assertThat(sink.created.get() - sink.closed.get()).isEqualTo(2);
        }
    }

    @Test
    void parksASinkThatIsMisconfigured() {
        sink.opening =
                () -> {
                    throw new SinkException.Misconfigured("no such bucket");
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            await().until(() -> World.status(publishing, "fake").state() == SinkState.PARKED);
            assertThat(World.status(publishing, "fake").lastError()).hasValue("misconfigured");
        }
    }

    @Test
    void interruptsAWriteAtItsDeadlineAndOpensTheSinkAnewWhenEverySlotHangs() {
        var release = new CountDownLatch(1);
        var hangs = new AtomicInteger(2);
        sink.traits = World.traits(2, 1, Idempotency.NONE);
        sink.writing =
                batch -> {
                    if (hangs.getAndDecrement() > 0) {
                        awaitIgnoringInterrupts(release);
                    }
                    return FakeSink.deliver(batch);
                };
        try (var world = new World(folder, deadline(Duration.ofMillis(100)))) {
            Publishing publishing = world.start(sink);

            world.log.add("web", many(6));

            await().until(() -> World.status(publishing, "fake").delivered() == 6);
            assertThat(sink.created.get()).isEqualTo(3);
            assertThat(World.status(publishing, "fake").pending()).isZero();
            release.countDown();
        }
    }

    @Test
    void aHangingSinkDelaysNoOther() {
        var release = new CountDownLatch(1);
        var dead = new FakeSink("dead");
        dead.writing =
                batch -> {
                    release.await();
                    return FakeSink.deliver(batch);
                };
        sink.traits = World.traits(1, 10, Idempotency.NONE);
        try (var world = new World(folder)) {
            Publishing publishing = world.start(dead, sink);

            world.log.addMany("web", 500);

            await().until(() -> World.status(publishing, "fake").delivered() == 500);
            assertThat(World.status(publishing, "dead").delivered()).isZero();
            assertThat(World.status(publishing, "dead").lagRecords()).isEqualTo(500);
            assertThat(world.progress.neededFrom()).isZero();
            release.countDown();
        }
    }

    @Test
    void parksTheSinkWhenItsJournalFails() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.disk.breakDown();

            world.log.add("web", "{}");

            await().until(() -> World.status(publishing, "fake").state() == SinkState.PARKED);
            assertThat(World.status(publishing, "fake").lastError()).hasValue("journal-failed");
            assertThat(world.progress.neededFrom()).isZero();
        }
    }

    @Test
    void saysHowOldTheOldestUndeliveredRecordIs() {
        sink.writing =
                batch -> {
                    throw new SinkException.Unavailable("down");
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            world.log.add("web", "{}");

            await().until(() -> World.status(publishing, "fake").lag().isPositive());
            await().untilAsserted(() ->
                    assertThat(World.status(publishing, "fake").lastError())
                            .hasValue("unavailable"));
        }
    }

    private static String[] many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{}").toArray(String[]::new);
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // As native code would: not seen.
            }
        }
    }

    private static PublishingSettings deadline(Duration deadline) {
        return changed(World.FAST.memoryPerSink(), deadline);
    }

    private static PublishingSettings changed(ByteSize memory, Duration deadline) {
        PublishingSettings fast = World.FAST;
        return new PublishingSettings(
                memory,
                fast.attempts(),
                fast.backoff(),
                fast.longestBackoff(),
                fast.unauthorisedPause(),
                fast.longestThrottle(),
                deadline,
                fast.openTimeout(),
                fast.lastWord(),
                fast.abandonedCalls(),
                fast.grace(),
                fast.retryList(),
                fast.witnessTime(),
                fast.recordEvery(),
                fast.journalSize());
    }
}
