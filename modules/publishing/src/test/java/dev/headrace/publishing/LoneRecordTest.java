package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Finding;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits.Grouping;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.SinkTraits.Ordering;
import dev.headrace.sink.WriteResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A record that answers nothing while no other can tell whether it or the target is to blame. */
@Timeout(60)
class LoneRecordTest {

    private static final CheckReport FINE =
            new CheckReport(List.of(new Finding(Level.OK, "target", "can be written")));
    private static final CheckReport DOWN =
            new CheckReport(List.of(new Finding(Level.FAILED, "target", "no answer")));

    @TempDir Path folder;

    private final FakeSink sink = new FakeSink("fake");

    @Test
    void isBuriedWhenTheSinksCheckFindsTheTargetInOrderLongEnough() {
        sink.writing = batch -> WriteResult.of(batch).build();
        sink.checking = () -> FINE;
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.log.add("web", "{}");

            await().until(() -> World.status(publishing, "fake").deadLettered() == 1);
            assertThat(sink.given.size()).isGreaterThan(World.FAST.attempts());
            assertThat(sink.checks.get()).isGreaterThanOrEqualTo(3);
            assertThat(world.disk.letters().getFirst().code()).isEqualTo("retries-exhausted");
        }
    }

    @Test
    void isTriedWithoutEndWhenTheCheckFindsTheTargetDown() {
        sink.checking = () -> DOWN;
        assertThat(isTriedWithoutEnd()).isTrue();
    }

    @Test
    void isTriedWithoutEndWhenTheSinkHasNoCheck() {
        assertThat(isTriedWithoutEnd()).isTrue();
    }

    @Test
    void isTriedWithoutEndWhenTheCheckBreaks() {
        sink.checking =
                () -> {
                    throw new IllegalStateException("no");
                };
        assertThat(isTriedWithoutEnd()).isTrue();
    }

    @Test
    void isTriedAsLongAsTheTimeSaysEvenIfTheCheckIsFine() {
        sink.writing = batch -> WriteResult.of(batch).build();
        sink.checking = () -> FINE;
        var patient = new FastSettings().witnessTime(Duration.ofHours(1)).build();
        try (var world = new World(folder, patient)) {
            world.start(sink);
            world.log.add("web", "{}");

            await().until(() -> sink.checks.get() > 20);
            assertThat(world.disk.letters()).isEmpty();
        }
    }

    @Test
    void anOutageThatTheCheckDoesNotSeeCostsOneRecordAtMost() {
        sink.traits = World.traits(1, 1, Idempotency.NONE);
        sink.writing = batch -> WriteResult.of(batch).build();
        sink.checking = () -> FINE;
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.log.addMany("web", 3);
            await().until(() -> world.disk.letters().size() == 1);
            int before = sink.given.size();
            await().until(() -> sink.given.size() > before + 60);
            assertThat(world.disk.letters()).hasSize(1);

            sink.writing = FakeSink::deliver;

            await().until(() -> World.status(publishing, "fake").delivered() == 2);
        }
    }

    @Test
    void faultsOfTheTargetInBetweenSpeakForTheRecord() {
        var calls = new java.util.concurrent.atomic.AtomicInteger();
        sink.writing =
                batch -> {
                    if (calls.incrementAndGet() % 3 == 0) {
                        throw new SinkException.Unavailable("now and then");
                    }
                    return WriteResult.of(batch).build();
                };
        sink.checking = () -> FINE;
        try (var world = new World(folder)) {
            world.start(sink);
            world.log.add("web", "{}");

            await().until(() -> calls.get() > 60);
            assertThat(world.disk.letters()).isEmpty();
        }
    }

    @Test
    void doesNotHoldUpTheOthersOfItsKeyForEver() {
        sink.traits = World.traits(4, 1, Grouping.NONE, Ordering.PER_KEY, Idempotency.BY_RECORD);
        sink.writing =
                batch ->
                        FakeSink.contains(batch, "id-0")
                                ? WriteResult.of(batch).build()
                                : FakeSink.deliver(batch);
        sink.checking = () -> FINE;
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            for (int i = 0; i < 20; i++) {
                world.log.add("web", FakeLog.RECEIVED, List.of(), "key", "{}");
            }

            await().until(() -> World.status(publishing, "fake").delivered() == 19);
            assertThat(world.disk.letters()).hasSize(1);
            assertThat(world.disk.letters().getFirst().record().id()).isEqualTo("id-0");
        }
    }

    @Test
    void isBuriedAsSoonAsAnotherRecordIsTaken() {
        sink.traits = World.traits(1, 1, Idempotency.NONE);
        sink.writing =
                batch ->
                        FakeSink.contains(batch, "id-0")
                                ? WriteResult.of(batch).build()
                                : FakeSink.deliver(batch);
        try (var world = new World(folder)) {
            world.start(sink);
            world.log.add("web", "{}");
            await().until(() -> sink.given.size() > 20);
            assertThat(world.disk.letters()).isEmpty();

            world.log.add("web", "{}");

            await().until(() -> world.progress.neededFrom() == 2);
            assertThat(world.disk.letters()).hasSize(1);
        }
    }

    private boolean isTriedWithoutEnd() {
        sink.writing = batch -> WriteResult.of(batch).build();
        try (var world = new World(folder)) {
            world.start(sink);
            world.log.add("web", "{}");
            await().until(() -> sink.given.size() > 60);
            return world.disk.letters().isEmpty();
        }
    }
}
