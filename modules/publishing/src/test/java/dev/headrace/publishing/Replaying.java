package dev.headrace.publishing;

import static org.awaitility.Awaitility.await;

import dev.headrace.publishing.ReplayRequest.Repeats;
import dev.headrace.publishing.ReplayRequest.Source;
import dev.headrace.publishing.Replays.Replay;
import dev.headrace.publishing.Replays.State;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Steps that tests of replays share. */
final class Replaying {

    static final int FAST = 1_000_000;

    private Replaying() {}

    /** Refuses every record of a batch, with the code {@code bad}. */
    static WriteResult refuse(RecordBatch batch) {
        var result = WriteResult.of(batch);
        for (int i = 0; i < batch.size(); i++) {
            result.rejected(i, "bad", "not for us");
        }
        return result.build();
    }

    /** Lets a sink refuse so many records of each stream, and then like them. */
    static void bury(World world, Publishing publishing, FakeSink sink, int each, String... of) {
        sink.writing = Replaying::refuse;
        long before = World.status(publishing, sink.type()).deadLettered();
        for (String stream : of) {
            world.log.addMany(stream, each);
        }
        long all = before + (long) each * of.length;
        await().atMost(Duration.ofSeconds(20))
                .until(() -> World.status(publishing, sink.type()).deadLettered() == all);
        sink.writing = FakeSink::deliver;
        sink.given.clear();
        sink.delivered.clear();
    }

    static ReplayRequest letters(String sink) {
        return new ReplayRequest(sink, lettersOf(sink), FAST, Repeats.REFUSED);
    }

    static Source.DeadLettersOf lettersOf(String sink) {
        return new Source.DeadLettersOf(
                sink, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static ReplayRequest range(String sink, Instant from, Instant until, Repeats repeats) {
        return new ReplayRequest(
                sink, new Source.LogRange(Optional.empty(), from, until), FAST, repeats);
    }

    static Replay run(Publishing publishing, ReplayRequest request) {
        return end(publishing, publishing.replays().start(request).id());
    }

    /** Waits for the end of a replay. */
    static Replay end(Publishing publishing, String id) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> find(publishing, id).state() != State.RUNNING);
        return find(publishing, id);
    }

    static Replay find(Publishing publishing, String id) {
        return publishing.replays().find(id).orElseThrow();
    }
}
