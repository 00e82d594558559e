package dev.headrace.publishing;

import static dev.headrace.publishing.Replaying.bury;
import static dev.headrace.publishing.Replaying.letters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.publishing.FakeSink.Given;
import dev.headrace.publishing.Replays.Replay;
import dev.headrace.publishing.Replays.State;
import dev.headrace.sink.SinkTraits.Idempotency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ReplayCrashTest {

    private static final int LETTERS = 30;

    @TempDir Path folder;

    @Test
    void goesOnAfterACrashAtAnyWriteAndLosesAndDoublesNothing() {
        crashEverywhere(Idempotency.BY_RECORD);
    }

    @Test
    void repeatsThePlanThatWasUnderWayAndNoOther() {
        crashEverywhere(Idempotency.BY_BATCH);
    }

    /** Crashes before the first write of a replay, before the second, and so on to the last. */
    private void crashEverywhere(Idempotency idempotency) {
        boolean crashed = true;
        int step = 0;
        while (crashed) {
            crashed = crashAt(step, idempotency);
            step++;
        }
        assertThat(step).isGreaterThan(15);
    }

    private boolean crashAt(int step, Idempotency idempotency) {
        FakeSink before = sink(idempotency);
        FakeSink after = sink(idempotency);
        var world = new World(folder);
        Publishing publishing = world.start(before);
        bury(world, publishing, before, LETTERS, "web");
        world.disk.breakAfter(step);
        startAndAwaitTheEnd(publishing, world);
        boolean crashed = world.disk.isBroken();

        try (var next = world.afterCrash()) {
            Publishing again = next.start(after);
            finish(again);

            assertEveryLetterCameAndOnlyWhatWasUnderWayTwice(before, after, idempotency);
            assertThat(World.status(again, "fake").streams().get("web"))
                    .isEqualTo(new StreamCounts(LETTERS, LETTERS, 0, 0, 0, 0, LETTERS));
            assertThat(next.disk.letters()).hasSize(LETTERS);
            assertThat(next.disk.journals()).noneMatch(name -> name.startsWith("replay-"));
        }
        world.close();
        return crashed;
    }

    private static FakeSink sink(Idempotency idempotency) {
        var sink = new FakeSink("fake");
        sink.traits = World.traits(1, 7, idempotency);
        return sink;
    }

    private static void startAndAwaitTheEnd(Publishing publishing, World world) {
        try {
            String id = publishing.replays().start(letters("fake")).id();
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            world.disk.isBroken()
                                    || (Replaying.find(publishing, id).state() != State.RUNNING
                                            && world.disk.journals().stream()
                                                    .noneMatch(n -> n.startsWith("replay-"))));
        } catch (EventLogFailedException e) {
            assertThat(world.disk.isBroken()).isTrue();
        }
    }

    /** What the crash left goes on by itself; what never began is pressed again. */
    private static void finish(Publishing publishing) {
        Replays replays = publishing.replays();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> replays.all().stream().allMatch(r -> r.state() == State.DONE));
        if (replays.all().isEmpty()) {
            Replaying.run(publishing, letters("fake"));
        }
        Replay last = Replaying.run(publishing, letters("fake"));
        assertThat(last.records()).isZero();
    }

    private static void assertEveryLetterCameAndOnlyWhatWasUnderWayTwice(
            FakeSink before, FakeSink after, Idempotency idempotency) {
        var all = new ArrayList<>(before.delivered);
        all.addAll(after.delivered);
        assertThat(after.delivered).doesNotHaveDuplicates();
        assertThat(before.delivered).doesNotHaveDuplicates();
        assertThat(all).hasSizeLessThanOrEqualTo(LETTERS + 7);
        assertThat(all.stream().distinct()).hasSize(LETTERS);
        if (idempotency == Idempotency.BY_BATCH) {
            var batches = new HashMap<String, List<String>>();
            before.given.forEach(given -> batches.put(given.id(), given.ids()));
            for (Given given : after.given) {
                List<String> earlier = batches.getOrDefault(given.id(), given.ids());
                assertThat(given.ids()).isEqualTo(earlier);
                boolean repeated = before.delivered.stream().anyMatch(given.ids()::contains);
                if (repeated) {
                    assertThat(batches).containsKey(given.id());
                }
            }
        }
    }

    @Test
    void aRecordWhoseLetterWasForcedBeforeTheCrashIsNotDeliveredAgain() {
        var sink = sink(Idempotency.BY_RECORD);
        sink.writing = Replaying::refuse;
        var world = new World(folder);
        world.start(sink);
        world.disk.breakAfterWriting("dead-letters");
        world.log.addMany("web", 3);
        await().until(world.disk::isBroken);
        int buried = world.disk.letters().size();
        var again = sink(Idempotency.BY_RECORD);

        try (var next = world.afterCrash()) {
            Publishing publishing = next.start(again);
            await().until(() -> next.progress.neededFrom() == 3);

            assertThat(buried).isPositive();
            assertThat(again.delivered).hasSize(3 - buried);
            assertThat(next.disk.letters()).hasSize(buried);
            assertThat(World.status(publishing, "fake").streams().get("web"))
                    .isEqualTo(new StreamCounts(3, 3 - buried, buried, 0, 0));
        }
        world.close();
    }

    @Test
    void aPlanThatIsRepeatedAfterACrashBuriesItsRefusedRecordOnce() {
        var stuck = new CountDownLatch(1);
        var sink = sink(Idempotency.BY_BATCH);
        sink.writing =
                batch -> {
                    if (batch.attempt() > 1) {
                        stuck.await();
                    }
                    return dev.headrace.sink.WriteResult.of(batch)
                            .delivered(0, "there")
                            .rejected(1, "odd", "not for a column")
                            .build();
                };
        var world = new World(folder);
        world.start(sink);
        world.log.add("web", "{}", "{}", "{}");
        await().until(() -> sink.given.size() == 2);
        var again = sink(Idempotency.BY_BATCH);

        try (var next = world.afterCrash()) {
            Publishing publishing = next.start(again);
            await().until(() -> next.progress.neededFrom() == 3);

            assertThat(again.given.getFirst().id()).isEqualTo(sink.given.getFirst().id());
            assertThat(next.disk.letters()).hasSize(1);
            assertThat(World.status(publishing, "fake").streams().get("web"))
                    .isEqualTo(new StreamCounts(3, 2, 1, 0, 0));
        }
        stuck.countDown();
        world.close();
    }

    @Test
    void aStopIsNoCrashAndRepeatsNothing() {
        FakeSink first = sink(Idempotency.BY_RECORD);
        FakeSink second = sink(Idempotency.BY_RECORD);
        var world = new World(folder);
        Publishing publishing = world.start(first);
        bury(world, publishing, first, LETTERS, "web");
        var slow =
                new ReplayRequest(
                        "fake", Replaying.lettersOf("fake"), 20, ReplayRequest.Repeats.REFUSED);
        String id = publishing.replays().start(slow).id();
        await().until(() -> Replaying.find(publishing, id).delivered() > 0);
        world.close();

        try (var next = world.afterCrash()) {
            Replay replay = Replaying.end(next.start(second), id);

            assertThat(first.delivered).hasSizeLessThan(LETTERS);
            assertThat(replay.delivered()).isEqualTo(LETTERS);
            assertThat(second.delivered)
                    .hasSize(LETTERS - first.delivered.size())
                    .doesNotContainAnyElementsOf(first.delivered);
        }
    }
}
