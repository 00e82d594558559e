package dev.headrace.publishing;

import static dev.headrace.publishing.Replaying.bury;
import static dev.headrace.publishing.Replaying.end;
import static dev.headrace.publishing.Replaying.find;
import static dev.headrace.publishing.Replaying.letters;
import static dev.headrace.publishing.Replaying.lettersOf;
import static dev.headrace.publishing.Replaying.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.headrace.event.StreamName;
import dev.headrace.publishing.ReplayRequest.Repeats;
import dev.headrace.publishing.ReplayRequest.Source.DeadLettersOf;
import dev.headrace.publishing.Replays.Estimate;
import dev.headrace.publishing.Replays.Replay;
import dev.headrace.publishing.Replays.State;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.WriteResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplayTest {

    @TempDir Path folder;

    private final FakeSink sink = new FakeSink("fake");

    @BeforeEach
    void recognisesRecords() {
        sink.traits = World.traits(1, 10, Idempotency.BY_RECORD);
    }

    @Test
    void aDryRunCountsByStreamAndDeliversNothing() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            bury(world, publishing, sink, 7, "web", "app");
            int writes = world.disk.writes().size();

            Estimate estimate = publishing.replays().estimate(letters("fake"));

            assertThat(estimate.records()).isEqualTo(14);
            assertThat(estimate.byStream())
                    .isEqualTo(Map.of(new StreamName("web"), 7L, new StreamName("app"), 7L));
            assertThat(sink.given).isEmpty();
            assertThat(world.disk.writes()).hasSize(writes);
            assertThat(publishing.replays().all()).isEmpty();
        }
    }

    @Test
    void deliversEachLetterOnceAndPressingTwiceDeliversNothingMore() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            bury(world, publishing, sink, 25, "web");

            Replay first = run(publishing, letters("fake"));
            Replay second = run(publishing, letters("fake"));

            assertThat(first.state()).isEqualTo(State.DONE);
            assertThat(first.records()).isEqualTo(25);
            assertThat(first.delivered()).isEqualTo(25);
            assertThat(second.records()).isZero();
            assertThat(second.state()).isEqualTo(State.DONE);
            assertThat(sink.delivered).hasSize(25).doesNotHaveDuplicates();
            assertThat(publishing.replays().all().stream().map(Replay::id))
                    .containsExactly(second.id(), first.id());
        }
    }

    @Test
    void replayedLettersMoveFromDeadLetteredToDelivered() {
        var world = new World(folder);
        Publishing publishing = world.start(sink);
        bury(world, publishing, sink, 12, "web");
        run(publishing, letters("fake"));
        var expected = new StreamCounts(12, 12, 0, 0, 0, 0, 12);
        assertThat(World.status(publishing, "fake").streams().get("web")).isEqualTo(expected);
        world.close();

        try (var next = world.afterCrash()) {
            Publishing again = next.start(new FakeSink("fake"));
            assertThat(World.status(again, "fake").streams().get("web")).isEqualTo(expected);
        }
    }

    @Test
    void takesOnlyTheLettersOfTheStreamTheCodeAndTheTimeThatWereAsked() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            bury(world, publishing, sink, 3, "web", "app");
            Instant past = Instant.now().minusSeconds(3600);

            assertThat(count(publishing, Optional.of("app"), Optional.empty(), past)).isEqualTo(3);
            assertThat(count(publishing, Optional.empty(), Optional.of("bad"), past)).isEqualTo(6);
            assertThat(count(publishing, Optional.empty(), Optional.of("odd"), past)).isZero();
            assertThat(count(publishing, Optional.empty(), Optional.empty(), Instant.MAX)).isZero();
        }
    }

    @Test
    void aLetterThatIsRefusedAgainIsCountedAndStaysTheOneLetterThatItIs() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            bury(world, publishing, sink, 5, "web");
            sink.writing = Replaying::refuse;

            Replay replay = run(publishing, letters("fake"));

            assertThat(replay.state()).isEqualTo(State.DONE);
            assertThat(replay.refused()).isEqualTo(5);
            assertThat(replay.delivered()).isZero();
            assertThat(replay.note()).hasValue("refused again, the last with bad");
            assertThat(world.disk.letters()).hasSize(5);
            assertThat(publishing.replays().estimate(letters("fake")).records()).isEqualTo(5);
            assertThat(World.status(publishing, "fake").deadLettered()).isEqualTo(5);
        }
    }

    @Test
    void anOutageMakesAReplayWaitAndNothingElse() {
        var failures = new AtomicInteger(20);
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            bury(world, publishing, sink, 15, "web");
            sink.writing =
                    batch -> {
                        if (failures.getAndDecrement() > 0) {
                            throw new SinkException.Unavailable("down");
                        }
                        return FakeSink.deliver(batch);
                    };

            Replay replay = run(publishing, letters("fake"));

            assertThat(replay.delivered()).isEqualTo(15);
            assertThat(replay.refused()).isZero();
            assertThat(sink.delivered).hasSize(15).doesNotHaveDuplicates();
            assertThat(world.disk.letters()).hasSize(15);
        }
    }

    @Test
    void endsAtTheNextBatchWhenItIsCancelledAlsoAfterARestart() {
        var world = new World(folder);
        Publishing publishing = world.start(sink);
        bury(world, publishing, sink, 50, "web");
        var slow = new ReplayRequest("fake", lettersOf("fake"), 10, Repeats.REFUSED);
        String id = publishing.replays().start(slow).id();
        await().until(() -> find(publishing, id).delivered() > 0);

        assertThat(publishing.replays().cancel(id)).isTrue();
        Replay replay = end(publishing, id);

        assertThat(replay.state()).isEqualTo(State.CANCELLED);
        assertThat(replay.delivered()).isEqualTo(sink.delivered.size()).isLessThan(50);
        assertThat(publishing.replays().cancel(id)).isFalse();
        assertThat(publishing.replays().estimate(letters("fake")).records())
                .isEqualTo(50 - replay.delivered());
        world.close();
        try (var next = world.afterCrash()) {
            assertThat(find(next.start(new FakeSink("fake")), id)).isEqualTo(replay);
        }
    }

    @Test
    void aSinkHasOneReplayAtATime() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            bury(world, publishing, sink, 50, "web");
            var slow = new ReplayRequest("fake", lettersOf("fake"), 1, Repeats.REFUSED);
            String id = publishing.replays().start(slow).id();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> publishing.replays().start(slow))
                    .withMessageContaining("under way");

            publishing.replays().cancel(id);
            end(publishing, id);
            assertThat(run(publishing, letters("fake")).state()).isEqualTo(State.DONE);
        }
    }

    @Test
    void whatASinkMayHaveWrittenIsNotReplayedWithoutLeaveUnlessItRecognisesRecords() {
        sink.traits = World.traits(1, 10, Idempotency.NONE);
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            bury(world, publishing, sink, 3, "web");
            sink.writing =
                    batch -> {
                        var result = WriteResult.of(batch);
                        for (int i = 0; i < batch.size(); i++) {
                            result.retry(i, "busy", Instant.EPOCH);
                        }
                        return result.build();
                    };
            world.log.addMany("app", 2);
            await().until(() -> World.status(publishing, "fake").deadLettered() == 5);
            sink.writing = FakeSink::deliver;

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> publishing.replays().start(letters("fake")))
                    .withMessageContaining("retries-exhausted");
            var bad =
                    new DeadLettersOf(
                            "fake",
                            Optional.empty(),
                            Optional.of("bad"),
                            Optional.empty(),
                            Optional.empty());
            assertThat(
                            run(publishing, new ReplayRequest("fake", bad, 1000, Repeats.REFUSED))
                                    .delivered())
                    .isEqualTo(3);
            var allowed = new ReplayRequest("fake", lettersOf("fake"), 1000, Repeats.ALLOWED);
            assertThat(run(publishing, allowed).delivered()).isEqualTo(2);
        }
    }

    @Test
    void lettersReplayedToAnotherSinkStayLettersOfTheFirst() {
        var other = new FakeSink("other");
        other.traits = World.traits(1, 10, Idempotency.NONE);
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink, other);
            bury(world, publishing, sink, 4, "web");
            await().until(() -> World.status(publishing, "other").delivered() == 4);
            other.delivered.clear();
            var refused = new ReplayRequest("other", lettersOf("fake"), 1000, Repeats.REFUSED);
            var allowed = new ReplayRequest("other", lettersOf("fake"), 1000, Repeats.ALLOWED);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> publishing.replays().start(refused))
                    .withMessageContaining("allow duplicates");
            assertThat(run(publishing, allowed).delivered()).isEqualTo(4);

            assertThat(other.delivered).containsExactlyInAnyOrder("id-0", "id-1", "id-2", "id-3");
            assertThat(publishing.replays().estimate(letters("fake")).records()).isEqualTo(4);
            assertThat(World.status(publishing, "fake").deadLettered()).isEqualTo(4);
            assertThat(World.status(publishing, "other").streams().get("web"))
                    .isEqualTo(new StreamCounts(4, 4, 0, 0, 0, 4));
        }
    }

    @Test
    void lettersOfUnreadableStreamsAreReplayedAndOnlyCounted() {
        var world = new World(folder).with(FakeCatalog.of("web").unreadable("audit"));
        try (world) {
            Publishing publishing = world.start(sink);
            bury(world, publishing, sink, 3, "audit");

            assertThat(publishing.replays().estimate(letters("fake")))
                    .isEqualTo(new Estimate(3, Map.of(new StreamName("audit"), 3L)));
            Replay replay = run(publishing, letters("fake"));

            assertThat(replay.delivered()).isEqualTo(3);
            assertThat(replay.toString()).doesNotContain("\"n\"");
        }
    }

    @Test
    void waitsWhileTheSinkIsParkedAndSaysSo() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            bury(world, publishing, sink, 5, "web");
            sink.writing =
                    batch -> {
                        throw new SinkException.Misconfigured("no such table");
                    };
            world.log.addMany("web", 1);
            await().until(() -> World.status(publishing, "fake").state() == SinkState.PARKED);
            sink.writing = FakeSink::deliver;

            String id = publishing.replays().start(letters("fake")).id();

            await().until(() -> find(publishing, id).note().isPresent());
            assertThat(find(publishing, id).note()).hasValue("waits: the sink is parked");
            assertThat(find(publishing, id).state()).isEqualTo(State.RUNNING);
            assertThat(sink.delivered).isEmpty();
        }
    }

    @Test
    void refusesWhatIsNotPossibleWithAReason() {
        try (var world = new World(folder)) {
            Replays replays = world.start(sink).replays();

            for (ReplayRequest request :
                    List.of(
                            letters("nobody"),
                            new ReplayRequest("fake", lettersOf("nobody"), 1, Repeats.ALLOWED),
                            new ReplayRequest("fake", lettersOf("fake"), 0, Repeats.ALLOWED),
                            Replaying.range(
                                    "fake", Instant.EPOCH, Instant.EPOCH, Repeats.ALLOWED))) {
                assertThatIllegalArgumentException().isThrownBy(() -> replays.estimate(request));
                assertThatIllegalArgumentException().isThrownBy(() -> replays.start(request));
            }
            assertThat(replays.find("nothing")).isEmpty();
            assertThat(replays.cancel("nothing")).isFalse();
        }
    }

    private static long count(
            Publishing publishing, Optional<String> stream, Optional<String> code, Instant from) {
        var source =
                new DeadLettersOf(
                        "fake",
                        stream.map(StreamName::new),
                        code,
                        Optional.of(from),
                        Optional.empty());
        return publishing
                .replays()
                .estimate(new ReplayRequest("fake", source, 1, Repeats.REFUSED))
                .records();
    }
}
