package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.eventlog.Deliveries.Fate;
import dev.headrace.eventlog.Deliveries.Outcome;
import dev.headrace.eventlog.Deliveries.Refused;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.WriteResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SinkDeliveriesTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(30);
    private static final Outcome.Settled DELIVERED = new Outcome.Settled(List.of());

    @TempDir Path folder;

    private final FakeSink lake = new FakeSink("lake");
    private final FakeSink warehouse = new FakeSink("warehouse");

    @BeforeEach
    void writeRecordByRecord() {
        lake.traits = World.traits(1, 10, Idempotency.BY_RECORD);
        warehouse.traits = lake.traits;
    }

    @Test
    void theWaitEndsOnlyWhenTheProgressIsOnDisk() throws Exception {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(lake);
            world.log.add("web", "{}", "{}");

            Outcome outcome = publishing.deliveries().await(Set.of("lake"), at(0, 1), LONG);
            World afterCrash = world.afterCrash();

            assertThat(outcome).isEqualTo(DELIVERED);
            afterCrash.start(new FakeSink("lake"));
            assertThat(afterCrash.progress.neededFrom()).isEqualTo(2);
            afterCrash.close();
        }
    }

    @Test
    void waitsForEverySinkThatIsNamedAndForNoOther() throws Exception {
        var release = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var other = new FakeSink("other");
        other.writing = held(never);
        warehouse.writing = held(release);
        try (var world = new World(folder)) {
            Publishing publishing = world.start(lake, warehouse, other);
            world.log.add("web", "{}");
            var waiting =
                    new FutureTask<>(() ->
                            publishing
                                    .deliveries()
                                    .await(Set.of("lake", "warehouse"), at(0), LONG));
            Thread.ofVirtual().start(waiting);
            await().until(() -> World.status(publishing, "lake").delivered() == 1);
            assertThat(waiting.isDone()).isFalse();

            release.countDown();

            assertThat(waiting.get()).isEqualTo(DELIVERED);
            never.countDown();
        }
    }

    @Test
    void tellsWhichSinkHasNotDeliveredInTimeAndGoesOnDelivering() throws Exception {
        var release = new CountDownLatch(1);
        warehouse.writing = held(release);
        try (var world = new World(folder)) {
            Publishing publishing = world.start(lake, warehouse);
            world.log.add("web", "{}");
            Set<String> both = Set.of("lake", "warehouse");

            assertThat(publishing.deliveries().await(both, at(0), SHORT))
                    .isEqualTo(new Outcome.NotYet("warehouse"));

            release.countDown();
            assertThat(publishing.deliveries().await(both, at(0), LONG)).isEqualTo(DELIVERED);
        }
    }

    @Test
    void namesTheRecordsThatASinkHasRefusedForGood() throws Exception {
        lake.writing = SinkDeliveriesTest::refuseTheSecond;
        try (var world = new World(folder)) {
            Publishing publishing = world.start(lake);
            world.log.add("web", "{}", "{}", "{}");

            Outcome outcome = publishing.deliveries().await(Set.of("lake"), at(2, 1, 0), LONG);

            assertThat(outcome)
                    .isEqualTo(new Outcome.Settled(List.of(new Refused(1, "lake", "odd"))));
        }
    }

    @Test
    void aRefusalIsKnownAfterARestart() throws Exception {
        lake.writing = SinkDeliveriesTest::refuseTheSecond;
        var world = new World(folder);
        Publishing first = world.start(lake);
        world.log.add("web", "{}", "{}");
        first.deliveries().await(Set.of("lake"), at(0, 1), LONG);
        world.close();

        try (World next = world.afterCrash()) {
            Publishing second = next.start(new FakeSink("lake"));

            assertThat(second.deliveries().await(Set.of("lake"), at(0, 1), LONG))
                    .isEqualTo(new Outcome.Settled(List.of(new Refused(1, "lake", "odd"))));
            assertThat(fates(second, next, "lake"))
                    .containsExactly(
                            new Fate.Delivered(Optional.empty()), new Fate.DeadLettered("odd"));
        }
    }

    @Test
    void neverCallsDeliveredWhatTheLogHasLost() throws Exception {
        var world = new World(folder);
        world.start(new FakeSink("lake"));
        world.close();
        world.log.addMany("web", 3);
        world.log.loseFrame(1);

        try (World next = world.afterCrash()) {
            Publishing publishing = next.start(lake);

            assertThat(publishing.deliveries().await(Set.of("lake"), at(0, 2), LONG))
                    .isEqualTo(DELIVERED);
            assertThat(publishing.deliveries().await(Set.of("lake"), at(1), LONG))
                    .isEqualTo(new Outcome.NotYet("lake"));
        }
    }

    @Test
    void aSinkThatIsNotConfiguredIsNeverDelivered() throws Exception {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(lake);

            assertThat(publishing.deliveries().await(Set.of("gone"), at(0), LONG))
                    .isEqualTo(new Outcome.NotYet("gone"));
        }
    }

    @Test
    void whatWasDoneBeforeIsNotWaitedFor() throws Exception {
        try (var world = new World(folder)) {
            world.log.addMany("web", 5);
            world.log.deleteBelow(5);
            Publishing publishing = world.start(lake);

            assertThat(publishing.deliveries().await(Set.of("lake"), at(0, 4), LONG))
                    .isEqualTo(DELIVERED);
            assertThat(publishing.deliveries().await(Set.of("lake"), at(), LONG))
                    .isEqualTo(DELIVERED);
        }
    }

    @Test
    void tellsTheFateOfEachRecordAtEachSinkItIsRoutedTo() throws Exception {
        var release = new CountDownLatch(1);
        warehouse.writing = held(release);
        try (var world = new World(folder).with(FakeCatalog.of("web").only("app", "warehouse"))) {
            Publishing publishing = world.start(lake, warehouse);
            world.log.add("web", "{}", "{}");
            publishing.deliveries().await(Set.of("lake"), at(0, 1), LONG);

            assertThat(fates(publishing, world, "lake"))
                    .allSatisfy(fate -> {
                        assertThat(fate).isInstanceOf(Fate.Delivered.class);
                        var place = ((Fate.Delivered) fate).receipt().orElseThrow();
                        assertThat(place.ref()).isEqualTo("there");
                    })
                    .hasSize(2);
            assertThat(fates(publishing, world, "warehouse"))
                    .containsExactly(new Fate.Pending(), new Fate.Pending());

            release.countDown();
            world.log.add("app", "{}");
            assertThat(publishing.deliveries().fates(frame(world, 2)))
                    .containsOnlyKeys("warehouse");
        }
    }

    @Test
    void tellsARecordThatIsTriedAgain() throws Exception {
        var fixed = new AtomicBoolean();
        lake.writing =
                batch -> {
                    if (fixed.get()) {
                        return FakeSink.deliver(batch);
                    }
                    throw new SinkException.Unavailable("down");
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(lake);
            world.log.add("web", "{}");

            await().until(() ->
                    fates(publishing, world, "lake").equals(List.of(new Fate.Retrying())));
            fixed.set(true);
            publishing.deliveries().await(Set.of("lake"), at(0), LONG);

            assertThat(fates(publishing, world, "lake").getFirst())
                    .isInstanceOf(Fate.Delivered.class);
        }
    }

    @Test
    void aSinkThatCameLaterHasNothingToDoWithTheFrame() throws Exception {
        var world = new World(folder);
        Publishing one = world.start(lake);
        world.log.add("web", "{}");
        one.deliveries().await(Set.of("lake"), at(0), LONG);
        world.close();

        try (World next = world.afterCrash()) {
            Publishing both = next.start(new FakeSink("lake"), warehouse);

            assertThat(both.deliveries().fates(frame(next, 0))).containsOnlyKeys("lake");
        }
    }

    @Test
    void doesNotClaimToKnowWhatBecameOfRecordsOfASinkThatWasRemovedSince() throws Exception {
        var world = new World(folder);
        Publishing both = world.start(lake, warehouse);
        world.log.add("web", "{}");
        both.deliveries().await(Set.of("lake", "warehouse"), at(0), LONG);
        world.close();
        World without = world.afterCrash();
        Publishing one = without.start(new FakeSink("lake"));
        assertThat(fates(one, without, "warehouse")).containsExactly(new Fate.Unknown());
        without.close();

        try (World back = without.afterCrash()) {
            Publishing again = back.start(new FakeSink("lake"), new FakeSink("warehouse"));

            assertThat(fates(again, back, "warehouse")).containsExactly(new Fate.Unknown());
            assertThat(fates(again, back, "lake").getFirst()).isInstanceOf(Fate.Delivered.class);
        }
    }

    private static WriteResult refuseTheSecond(dev.headrace.sink.RecordBatch batch) {
        var result = WriteResult.of(batch);
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i).id().equals("id-1")) {
                result.rejected(i, "odd", "does not fit");
            } else {
                result.delivered(i, "there");
            }
        }
        return result.build();
    }

    private static FakeSink.Writing held(CountDownLatch release) {
        return batch -> {
            release.await();
            return FakeSink.deliver(batch);
        };
    }

    private static List<Fate> fates(Publishing publishing, World world, String sink)
            throws InterruptedException {
        return publishing.deliveries().fates(frame(world, 0)).getOrDefault(sink, List.of());
    }

    private static LogFrame frame(World world, long sequence) throws InterruptedException {
        return world.log.read(world.log.start().plus(sequence)).next(Duration.ZERO).orElseThrow();
    }

    private static long[] at(long... sequences) {
        return sequences;
    }
}
