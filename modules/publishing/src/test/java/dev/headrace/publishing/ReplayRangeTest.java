package dev.headrace.publishing;

import static dev.headrace.publishing.Replaying.range;
import static dev.headrace.publishing.Replaying.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.headrace.event.StreamName;
import dev.headrace.publishing.ReplayRequest.Repeats;
import dev.headrace.publishing.ReplayRequest.Source.LogRange;
import dev.headrace.publishing.Replays.Estimate;
import dev.headrace.publishing.Replays.Replay;
import dev.headrace.publishing.Replays.State;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Grouping;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.SinkTraits.Ordering;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplayRangeTest {

    private static final Instant T = FakeLog.RECEIVED;
    private static final SinkTraits BY_RECORD = World.traits(1, 10, Idempotency.BY_RECORD);

    @TempDir Path folder;

    private final FakeSink sink = new FakeSink("fake");

    private Publishing filled(World world, SinkTraits traits) {
        sink.traits = traits;
        Publishing publishing = world.start(sink);
        for (int i = 0; i < 10; i++) {
            world.log.add(i % 2 == 0 ? "web" : "app", T.plusSeconds(i), List.of(), "", "{}", "{}");
        }
        await().until(() -> World.status(publishing, "fake").delivered() == 20);
        sink.delivered.clear();
        sink.given.clear();
        return publishing;
    }

    @Test
    void takesWhatWasReceivedFromTheOneBorderUpToTheOther() {
        try (var world = new World(folder)) {
            Publishing publishing = filled(world, BY_RECORD);
            var request = range("fake", T.plusSeconds(2), T.plusSeconds(5), Repeats.REFUSED);

            Estimate estimate = publishing.replays().estimate(request);
            Replay replay = run(publishing, request);

            assertThat(estimate)
                    .isEqualTo(
                            new Estimate(
                                    6,
                                    Map.of(
                                            new StreamName("web"), 4L,
                                            new StreamName("app"), 2L)));
            assertThat(replay.records()).isEqualTo(6);
            assertThat(replay.delivered()).isEqualTo(6);
            assertThat(sink.delivered)
                    .containsExactly("id-4", "id-5", "id-6", "id-7", "id-8", "id-9");
        }
    }

    @Test
    void aRangeIsCountedAsRedeliveredAndAsNothingElseAlsoAfterARestart() {
        var world = new World(folder);
        Publishing publishing = filled(world, BY_RECORD);
        run(publishing, range("fake", T, T.plusSeconds(3), Repeats.REFUSED));
        run(publishing, range("fake", T, T.plusSeconds(1), Repeats.REFUSED));
        var web = new StreamCounts(10, 10, 0, 0, 0, 6);
        var app = new StreamCounts(10, 10, 0, 0, 0, 2);
        assertThat(World.status(publishing, "fake").streams())
                .isEqualTo(Map.of("web", web, "app", app));
        world.close();

        try (var next = world.afterCrash()) {
            Publishing again = next.start(new FakeSink("fake"));
            assertThat(World.status(again, "fake").streams())
                    .isEqualTo(Map.of("web", web, "app", app));
        }
    }

    @Test
    void takesOneStreamAndOnlyWhatTheContractRoutesToTheSinkNow() {
        var world = new World(folder);
        filled(world, BY_RECORD);
        world.close();
        var again = new FakeSink("fake");
        again.traits = BY_RECORD;

        try (var next = world.afterCrash().with(FakeCatalog.of("app").only("web", "other"))) {
            Publishing publishing = next.start(again);
            var both = range("fake", T, T.plusSeconds(60), Repeats.REFUSED);
            var web =
                    new ReplayRequest(
                            "fake",
                            new LogRange(Optional.of(new StreamName("web")), T, T.plusSeconds(60)),
                            1000,
                            Repeats.REFUSED);

            assertThat(publishing.replays().estimate(web).records()).isZero();
            assertThat(run(publishing, both).delivered()).isEqualTo(10);
            assertThat(again.delivered).hasSize(10).doesNotContain("id-0", "id-1");
        }
    }

    @Test
    void sinksThatDoNotRecogniseRecordsAreRefusedWithoutLeave() {
        for (Idempotency idempotency : List.of(Idempotency.NONE, Idempotency.BY_BATCH)) {
            try (var world = new World(folder)) {
                Publishing publishing = filled(world, World.traits(1, 10, idempotency));
                var refused = range("fake", T, T.plusSeconds(60), Repeats.REFUSED);
                var allowed = range("fake", T, T.plusSeconds(60), Repeats.ALLOWED);

                assertThatIllegalArgumentException()
                        .isThrownBy(() -> publishing.replays().start(refused))
                        .withMessageContaining("allow duplicates");
                assertThat(sink.given).isEmpty();
                assertThat(run(publishing, allowed).delivered()).isEqualTo(20);
            }
        }
    }

    @Test
    void aBatchOfAReplayHasAnIdThatNoOtherBatchHas() {
        try (var world = new World(folder)) {
            sink.traits = World.traits(1, 10, Idempotency.BY_BATCH);
            Publishing publishing = world.start(sink);
            world.log.addMany("web", 10);
            await().until(() -> World.status(publishing, "fake").delivered() == 10);
            var all = range("fake", T, T.plusSeconds(60), Repeats.ALLOWED);

            run(publishing, all);
            run(publishing, all);

            var ids = new ArrayList<String>();
            sink.given.forEach(given -> ids.add(given.id()));
            assertThat(ids).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
        }
    }

    @Test
    void keepsTheOrderOfEachKey() {
        sink.traits = World.traits(4, 3, Grouping.NONE, Ordering.PER_KEY, Idempotency.BY_RECORD);
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            for (int i = 0; i < 60; i++) {
                world.log.add("web", T, List.of(), "key-" + i % 3, "{}");
            }
            await().until(() -> World.status(publishing, "fake").delivered() == 60);
            sink.delivered.clear();

            run(publishing, range("fake", T, T.plusSeconds(1), Repeats.REFUSED));

            for (int key = 0; key < 3; key++) {
                int ofKey = key;
                List<Integer> numbers =
                        sink.delivered.stream()
                                .map(id -> Integer.valueOf(id.substring(3)))
                                .filter(number -> number % 3 == ofKey)
                                .toList();
                assertThat(numbers).hasSize(20).isSorted();
            }
        }
    }

    @Test
    void whatHasLeftTheLogMeanwhileIsSaidAndTheRestIsDelivered() {
        try (var world = new World(folder)) {
            Publishing publishing = filled(world, BY_RECORD);
            var slow =
                    new ReplayRequest(
                            "fake",
                            new LogRange(Optional.empty(), T, T.plusSeconds(60)),
                            10,
                            Repeats.REFUSED);
            String id = publishing.replays().start(slow).id();
            await().until(() -> !sink.delivered.isEmpty());

            world.log.deleteBelow(18);
            Replay replay = Replaying.end(publishing, id);

            assertThat(replay.state()).isEqualTo(State.DONE);
            assertThat(sink.delivered).endsWith("id-18", "id-19");
            assertThat(replay.note())
                    .hasValueSatisfying(note ->
                            assertThat(note)
                                    .contains(
                                            (20 - replay.delivered()) + " records are not there"));
        }
    }
}
