package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.WriteResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
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
    void triesATargetAgainNowAndThenThatRefusesItsCredentialsAndBuriesNothing() {
        var refused = new AtomicInteger(4);
        sink.traits = World.traits(4, 1, Idempotency.NONE);
        sink.writing =
                batch -> {
                    if (refused.getAndDecrement() > 0) {
                        throw new SinkException.Unauthorised("denied");
                    }
                    return FakeSink.deliver(batch);
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.log.add("web", many(10));

            await().until(() ->
                    World.status(publishing, "fake")
                            .lastError()
                            .equals(Optional.of("unauthorised")));
            await().until(() -> World.status(publishing, "fake").delivered() == 10);
            assertThat(world.disk.letters()).isEmpty();
            assertThat(World.status(publishing, "fake").state()).isEqualTo(SinkState.RUNNING);
        }
    }

    @Test
    void givesUpAnOpenAtItsTimeoutAndOpensAnotherInstance() {
        var hangs = new AtomicInteger(2);
        var never = new CountDownLatch(1);
        sink.opening =
                () -> {
                    if (hangs.getAndDecrement() > 0) {
                        awaitIgnoringInterrupts(never);
                    }
                };
        var hasty = new FastSettings().openTimeout(Duration.ofMillis(100)).build();
        try (var world = new World(folder, hasty)) {
            Publishing publishing = world.start(sink);
            await().until(() ->
                    World.status(publishing, "fake")
                            .lastError()
                            .equals(Optional.of("open-timeout")));
            world.log.add("web", "{}");

            await().until(() -> World.status(publishing, "fake").delivered() == 1);
            assertThat(hangs.get()).isNegative();
            never.countDown();
        }
    }

    @Test
    void showsAnIdleSinkAsRunningWhenItsTargetIsBack() {
        var down = new AtomicInteger(3);
        sink.opening =
                () -> {
                    if (down.getAndDecrement() > 0) {
                        throw new SinkException.Unavailable("down");
                    }
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            await().until(() -> World.status(publishing, "fake").state() == SinkState.RUNNING);
        }
    }

    @Test
    void shrinksItsBatchesForATargetThatThrottlesAndGrowsThemBack() {
        var slow = new AtomicInteger(3);
        sink.traits = World.traits(1, 320, Idempotency.NONE);
        sink.writing =
                batch -> {
                    if (slow.getAndDecrement() > 0) {
                        throw new SinkException.Throttled("slower", Duration.ofMillis(100));
                    }
                    return FakeSink.deliver(batch);
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.log.add("web", "{}");
            await().until(() -> World.status(publishing, "fake").delivered() == 1);
            assertThat(World.status(publishing, "fake").work().wishedRecords()).isEqualTo(40);

            await().atMost(Duration.ofSeconds(40))
                    .until(() -> {
                        world.log.add("web", many(400));
                        return World.status(publishing, "fake").work().wishedRecords() == 320;
                    });
        }
    }

    @Test
    void readsNoFurtherWhenTheListOfRetriesIsFullAndSaysSo() {
        sink.traits = World.traits(2, 5, Idempotency.NONE);
        var working = new CountDownLatch(1);
        sink.writing =
                batch ->
                        working.getCount() > 0
                                ? WriteResult.of(batch).build()
                                : FakeSink.deliver(batch);
        var tight = new FastSettings().retryList(20).build();
        try (var world = new World(folder, tight)) {
            Publishing publishing = world.start(sink);
            world.log.addMany("web", 100);
            await().until(() -> World.status(publishing, "fake").work().retrying() >= 20);

            world.log.addMany("web", 1_000);

            await().until(() ->
                    World.status(publishing, "fake").work().held().equals(Optional.of("retries")));
            assertThat(World.status(publishing, "fake").pending()).isLessThan(1_100);
            working.countDown();
            await().until(() -> World.status(publishing, "fake").delivered() == 1_100);
            assertThat(world.disk.letters()).isEmpty();
            assertThat(World.status(publishing, "fake").work().held()).isEmpty();
        }
    }

    @Test
    void oneRecordThatWaitsForLongHoldsUpNoOtherAndTakesNoMemoryOfTheirs() {
        sink.traits = World.traits(4, 1, Idempotency.NONE);
        sink.writing =
                batch ->
                        FakeSink.contains(batch, "id-0")
                                ? WriteResult.of(batch)
                                        .retry(0, "locked", java.time.Instant.MAX)
                                        .build()
                                : FakeSink.deliver(batch);
        var patient = new FastSettings().longestThrottle(Duration.ofHours(1)).build();
        try (var world = new World(folder, patient)) {
            Publishing publishing = world.start(sink);

            world.log.addMany("web", 2_000);

            await().atMost(Duration.ofSeconds(50))
                    .until(() -> World.status(publishing, "fake").delivered() == 1_999);
            assertThat(world.progress.neededFrom()).isZero();
            assertThat(World.status(publishing, "fake").lagRecords()).isOne();
            await().until(() -> World.status(publishing, "fake").work().heldBytes() < 1_000);
            assertThat(World.status(publishing, "fake").lag()).isPositive();
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
        return new FastSettings().writeDeadline(deadline).build();
    }
}
