package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.publishing.FakeSink.Given;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits.Grouping;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.SinkTraits.Ordering;
import dev.headrace.sink.WriteResult;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RestartTest {

    @TempDir Path folder;

    private final FakeSink sink = new FakeSink("fake");
    private final FakeSink again = new FakeSink("fake");

    @Test
    void goesOnAfterACleanStopWithoutRepeatingAnything() {
        var world = new World(folder);
        Publishing first = world.start(sink);
        world.log.addMany("web", 10);
        await().until(() -> World.status(first, "fake").delivered() == 10);
        world.close();
        world.log.addMany("web", 5);

        try (var next = world.afterCrash()) {
            Publishing second = next.start(again);

            await().until(() -> World.status(second, "fake").delivered() == 15);
            assertThat(again.delivered).hasSize(5).startsWith("id-10");
        }
    }

    @Test
    void losesNothingAfterAKillWithWritesUnderWay() {
        var stuck = new CountDownLatch(1);
        var writes = new AtomicInteger();
        sink.traits = World.traits(4, 5, Idempotency.NONE);
        again.traits = sink.traits;
        sink.writing =
                batch -> {
                    if (writes.incrementAndGet() % 3 == 0) {
                        stuck.await();
                    }
                    return FakeSink.deliver(batch);
                };
        var world = new World(folder);
        world.start(sink);
        world.log.addMany("web", 100);
        await().until(() -> sink.underWay.get() == 4);

        try (var next = world.afterCrash()) {
            Publishing second = next.start(again);

            await().until(() -> World.status(second, "fake").pending() == 0);
            await().until(() -> next.progress.neededFrom() == 100);
            var all = new HashSet<>(sink.delivered);
            all.addAll(again.delivered);
            assertThat(all).hasSize(100);
            assertThat(again.delivered).doesNotHaveDuplicates().hasSizeBetween(20, 99);
            assertThat(World.status(second, "fake").streams().get("web"))
                    .isEqualTo(new StreamCounts(100, 100, 0, 0, 0));
        }
        stuck.countDown();
        world.close();
    }

    @Test
    void writesPlansAgainUnderTheSameIdWithTheVerySameRecords() {
        var stuck = new CountDownLatch(1);
        sink.traits = World.traits(8, 7, Grouping.STREAM, Ordering.NONE, Idempotency.BY_BATCH);
        again.traits = sink.traits;
        sink.writing =
                batch -> {
                    stuck.await();
                    return FakeSink.deliver(batch);
                };
        var world = new World(folder);
        world.start(sink);
        for (int i = 0; i < 30; i++) {
            world.log.add("web", "{}");
            world.log.add("app", "{}");
        }
        await().until(() -> sink.underWay.get() == 8);
        Map<String, List<String>> before = batches(sink.given);
        var all = new CountDownLatch(1);
        again.writing =
                batch -> {
                    all.await(); // else a later batch could overtake one of these
                    return FakeSink.deliver(batch);
                };

        try (var next = world.afterCrash()) {
            Publishing second = next.start(again);
            next.log.addMany("web", 20);

            await().until(() -> again.underWay.get() == 8);
            assertThat(batches(again.given)).isEqualTo(before);
            all.countDown();
            await().until(() -> World.status(second, "fake").delivered() == 80);
            assertThat(batches(again.given)).containsAllEntriesOf(before);
            assertThat(again.delivered).doesNotHaveDuplicates();
        }
        stuck.countDown();
        world.close();
    }

    @Test
    void aRetriedPlanHoldsTheRecordThatWasRejectedAndBuriesItOnce() {
        var first = new AtomicInteger();
        sink.traits = World.traits(1, 3, Idempotency.BY_BATCH);
        sink.writing =
                batch -> {
                    var result = WriteResult.of(batch).rejected(1, "odd", "not for a column");
                    return first.getAndIncrement() == 0
                            ? result.delivered(0, "there").build()
                            : result.delivered(0, "there").delivered(2, "there").build();
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.log.add("web", "{}", "{}", "{}");

            await().until(() -> world.progress.neededFrom() == 3);
            assertThat(batches(sink.given)).hasSize(1);
            assertThat(sink.given).hasSize(2);
            assertThat(world.disk.letters()).hasSize(1);
            assertThat(World.status(publishing, "fake").streams().get("web"))
                    .isEqualTo(new StreamCounts(3, 2, 1, 0, 0));
        }
    }

    @Test
    void repeatsThePartsOfASplitPlanAndNotThePlan() {
        var stuck = new CountDownLatch(1);
        sink.traits = World.traits(1, 4, Idempotency.BY_BATCH);
        again.traits = sink.traits;
        sink.writing =
                batch -> {
                    if (batch.size() == 4) {
                        throw new SinkException.TooLarge("at most two");
                    }
                    stuck.await();
                    return FakeSink.deliver(batch);
                };
        var world = new World(folder);
        world.start(sink);
        world.log.add("web", "{}", "{}", "{}", "{}");
        await().until(() -> sink.given.size() == 2);

        try (var next = world.afterCrash()) {
            next.start(again);

            await().until(() -> next.progress.neededFrom() == 4);
            assertThat(again.given.stream().map(Given::ids))
                    .containsExactly(List.of("id-0", "id-1"), List.of("id-2", "id-3"));
            assertThat(again.given.getFirst().id()).isEqualTo(sink.given.get(1).id());
        }
        stuck.countDown();
        world.close();
    }

    @Test
    void aNewSinkBeginsAtTheEndOfTheLog() {
        var added = new FakeSink("added");
        var world = new World(folder);
        Publishing first = world.start(sink);
        world.log.addMany("web", 10);
        await().until(() -> World.status(first, "fake").delivered() == 10);
        world.close();

        try (var next = world.afterCrash()) {
            next.start(again, added);
            next.log.addMany("web", 1);

            await().until(() -> next.progress.neededFrom() == 11);
            assertThat(added.delivered).containsExactly("id-10");
            assertThat(next.progress.routeEpoch()).isEqualTo(2);
        }
    }

    @Test
    void whatARemovedSinkHadNotTakenExpiresAndItPinsNothing() {
        var removed = new FakeSink("removed");
        removed.writing =
                batch -> {
                    throw new SinkException.Unavailable("down");
                };
        var world = new World(folder);
        Publishing first = world.start(sink, removed);
        world.log.addMany("web", 10);
        await().until(() -> World.status(first, "fake").delivered() == 10);
        assertThat(world.progress.pinnedFrom()).isZero();
        world.close();

        var next = world.afterCrash();
        next.start(again);
        assertThat(next.progress.pinnedFrom()).isEqualTo(10);
        next.close();

        removed.writing = FakeSink::deliver;
        try (var last = next.afterCrash()) {
            Publishing third = last.start(again, removed);
            last.log.addMany("web", 1);

            await().until(() -> World.status(third, "removed").delivered() == 1);
            assertThat(removed.delivered).containsExactly("id-10");
            assertThat(World.status(third, "removed").streams().get("web"))
                    .isEqualTo(new StreamCounts(11, 1, 0, 10, 0));
        }
    }

    @Test
    void routesAFrameAsItWasAcceptedWhateverTheContractSaysNow() {
        sink.writing =
                batch -> {
                    throw new SinkException.Unavailable("down");
                };
        var world = new World(folder);
        Publishing first = world.start(sink);
        world.log.add("web", "{}");
        await().until(() -> World.status(first, "fake").pending() == 1);
        world.close();

        try (var next = world.afterCrash().with(FakeCatalog.of("app").only("web", "other"))) {
            Publishing second = next.start(again);
            next.log.add("web", "{}");
            next.log.add("app", "{}");

            await().until(() -> next.progress.neededFrom() == 3);
            assertThat(again.delivered).containsExactly("id-0", "id-2");
            assertThat(World.status(second, "fake").pending()).isZero();
        }
    }

    @Test
    void anOptionalSinkLosesWhatExpiresAndARequiredOneDoesNot() {
        var optional = new FakeSink("optional");
        optional.writing =
                batch -> {
                    throw new SinkException.Unavailable("down");
                };
        try (var world = new World(folder)) {
            Publishing publishing =
                    world.start(
                            List.of(World.required("fake"), World.optional("optional")),
                            sink,
                            optional);
            world.log.addMany("web", 10);
            await().until(() -> world.progress.pinnedFrom() == 10);
            assertThat(world.progress.neededFrom()).isZero();

            world.progress.expire(6);
            world.log.deleteBelow(6);

            assertThat(world.progress.neededFrom()).isEqualTo(6);
            assertThat(World.status(publishing, "optional").expired()).isEqualTo(6);
            assertThat(World.status(publishing, "fake").expired()).isZero();
        }
    }

    @Test
    void aPlanOfWhichRecordsHaveExpiredIsDeliveredAsANewBatch() {
        sink.traits = World.traits(1, 10, Idempotency.BY_BATCH);
        again.traits = sink.traits;
        sink.writing =
                batch -> {
                    throw new SinkException.Unavailable("down");
                };
        var world = new World(folder);
        world.start(List.of(World.optional("fake")), sink);
        world.log.addMany("web", 10);
        await().until(() -> !sink.given.isEmpty());
        world.progress.expire(6);
        world.log.deleteBelow(6);
        world.close();

        try (var next = world.afterCrash()) {
            Publishing second = next.start(List.of(World.optional("fake")), again);

            await().until(() -> World.status(second, "fake").delivered() == 4);
            assertThat(again.given.getFirst().ids())
                    .containsExactly("id-6", "id-7", "id-8", "id-9");
            assertThat(again.given.getFirst().id()).isNotEqualTo(sink.given.getFirst().id());
        }
    }

    @Test
    void recordsThatTheLogHasLostAreCountedAsUnreadable() {
        sink.writing =
                batch -> {
                    throw new SinkException.Unavailable("down");
                };
        var world = new World(folder);
        Publishing first = world.start(sink);
        world.log.addMany("web", 10);
        await().until(() -> World.status(first, "fake").pending() == 10);
        world.close();
        world.log.deleteBelow(4);

        try (var next = world.afterCrash()) {
            Publishing second = next.start(again);

            await().until(() -> World.status(second, "fake").delivered() == 6);
            assertThat(World.status(second, "fake").streams())
                    .containsEntry("", new StreamCounts(0, 0, 0, 0, 4));
            await().until(() -> next.progress.neededFrom() == 10);
        }
    }

    @Test
    void everythingIsNeededBeforeTheStart() {
        try (var world = new World(folder)) {
            assertThat(world.progress.neededFrom()).isZero();
            assertThat(world.progress.pinnedFrom()).isZero();
        }
    }

    private static Map<String, List<String>> batches(List<Given> given) {
        return given.stream()
                .collect(Collectors.toMap(Given::id, Given::ids, RestartTest::same, TreeMap::new));
    }

    private static List<String> same(List<String> one, List<String> other) {
        assertThat(one).isEqualTo(other);
        return one;
    }
}
