package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits.Idempotency;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SinkControlTest {

    @TempDir Path folder;

    private final FakeSink sink = new FakeSink("fake");
    private final FakeSink other = new FakeSink("other");

    @Test
    void writesNothingToAPausedSinkWhileItsLagGrowsAndOthersGoOn() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink, other);
            world.log.addMany("web", 3);
            await().until(() -> World.status(publishing, "fake").delivered() == 3);

            publishing.pause("fake");
            await().until(() -> World.status(publishing, "fake").state() == SinkState.PAUSED);
            world.log.addMany("web", 5);

            await().until(() -> World.status(publishing, "other").delivered() == 8);
            assertThat(sink.delivered).hasSize(3);
            assertThat(World.status(publishing, "fake").lagRecords()).isEqualTo(5);
            publishing.resume("fake");
            await().until(() -> World.status(publishing, "fake").delivered() == 8);
            assertThat(World.status(publishing, "fake").state()).isEqualTo(SinkState.RUNNING);
        }
    }

    @Test
    void finishesWritesUnderWayWhenASinkIsPaused() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        sink.writing =
                batch -> {
                    begun.countDown();
                    release.await();
                    return FakeSink.deliver(batch);
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.log.add("web", "{}");
            begun.await();

            publishing.pause("fake");
            await().until(() -> World.status(publishing, "fake").state() == SinkState.PAUSED);
            release.countDown();

            await().until(() -> World.status(publishing, "fake").delivered() == 1);
        }
    }

    @Test
    void aPauseOutlivesACrashAndSoDoesItsEnd() {
        var world = new World(folder);
        Publishing first = world.start(sink);
        first.pause("fake");
        World next = world.afterCrash();
        world.close();

        Publishing second = next.start(sink);
        next.log.add("web", "{}");
        await().until(() -> World.status(second, "fake").state() == SinkState.PAUSED);
        await().until(() -> World.status(second, "fake").pending() == 1);
        assertThat(sink.given).isEmpty();
        second.resume("fake");
        World last = next.afterCrash();
        next.close();

        try (last) {
            Publishing third = last.start(sink);
            await().until(() -> World.status(third, "fake").pending() == 0);
            assertThat(World.status(third, "fake").state()).isEqualTo(SinkState.RUNNING);
        }
    }

    @Test
    void aPausedSinkPinsTheLogOnlyWhenItIsRequired() {
        try (var world = new World(folder)) {
            Publishing publishing =
                    world.start(
                            java.util.List.of(World.required("fake"), World.optional("other")),
                            sink,
                            other);
            publishing.pause("other");
            await().until(() -> World.status(publishing, "other").state() == SinkState.PAUSED);

            world.log.addMany("web", 10);

            await().until(() -> world.progress.pinnedFrom() == 10);
            assertThat(world.progress.neededFrom()).isZero();
            world.progress.expire(10);
            assertThat(World.status(publishing, "other").expired()).isEqualTo(10);
        }
    }

    @Test
    void triesAParkedSinkAnewWithANewInstance() {
        var wrong = new AtomicInteger(1);
        sink.writing =
                batch -> {
                    if (wrong.getAndDecrement() > 0) {
                        throw new SinkException.Misconfigured("no such table");
                    }
                    return FakeSink.deliver(batch);
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.log.add("web", "{}");
            await().until(() -> World.status(publishing, "fake").state() == SinkState.PARKED);
            await().until(() -> sink.closed.get() == 1);
            int created = sink.created.get();

            publishing.resume("fake");

            await().until(() -> World.status(publishing, "fake").delivered() == 1);
            assertThat(sink.created.get()).isEqualTo(created + 1);
        }
    }

    @Test
    void beginsDeliveryAnewThatHasEndedByAFaultOfItsOwn() {
        sink.traits = World.traits(1, 1, Idempotency.NONE);
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.disk.failOnce(new IllegalStateException("a bug of Headrace's own"));
            world.log.addMany("web", 3);
            await().until(() -> World.status(publishing, "fake").state() == SinkState.PARKED);
            assertThat(World.status(publishing, "fake").lastError()).hasValue("internal-error");

            await().untilAsserted(() -> {
                publishing.resume("fake");
                assertThat(World.status(publishing, "fake").delivered()).isEqualTo(3);
            });
            assertThat(world.progress.neededFrom()).isEqualTo(3);
        }
    }

    @Test
    void doesNotPauseWhatIsNotThereOrCannotBeMadeDurable() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            assertThatIllegalArgumentException().isThrownBy(() -> publishing.pause("nobody"));
            assertThatIllegalArgumentException().isThrownBy(() -> publishing.resume("nobody"));
            world.disk.fill();
            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> publishing.pause("fake"));
            world.disk.makeRoom();
            world.log.add("web", "{}");

            await().until(() -> World.status(publishing, "fake").delivered() == 1);
        }
    }
}
