package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.headrace.event.StreamName;
import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.publishing.ReplayRequest.Repeats;
import dev.headrace.publishing.ReplayRequest.Source.StoredIn;
import dev.headrace.publishing.Replays.Estimate;
import dev.headrace.publishing.Replays.Replay;
import dev.headrace.publishing.Replays.State;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.SinkTraits.Idempotency;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries of what a lake holds. */
@Timeout(300)
class ReplayLakeTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-21");
    private static final String HIVE = "web/date=2026-11-21/hour=09/";
    private static final int LINES = 30;

    /** What the first system wrote, and under which ids it sent it on. */
    private static final String FIRST_OBJECT =
            "data/example-app/PROD/T1/2026-11-21/2026-11-21T23:16:31.433Z-7a38329f-d90a-4995-8977-ad2420723742";

    private static final String FIRST_LINES =
            """
            {"app":"example-app","stage":"PROD","type":"T1","value":1,"eventTime":"2020-09-03T07:51:27.669Z"}
            {"app":"example-app","stage":"PROD","type":"T1","value":true,"eventTime":"2020-09-03T07:51:27.669Z","tags":{"a":"x","n":1,"b":false}}
            {"app":"a","stage":"s","type":"t","value":1,"eventTime":"2020-09-03T07:51:27+01:00","extra":{"deep":[1]},"id":"mine","@timestamp":"spoof","_tags":{"x":1}}
            """;

    @TempDir Path folder;

    @Test
    void anEnvelopeComesBackAsItWasToTheByte() {
        String line =
                """
                {"id":"e-1","stream":"web","schemaVersion":1,"receivedAt":"2026-11-21T09:15:30.123Z","occurredAt":"2026-11-21T09:15:29.000000001Z","organisation":"o","key":"k","attributes":{"traceparent":"t"},"position":"n1-00000000000000ff","principal":{"kind":"person","name":"p","email":"p@example.org"},"event":{"n":1.0, "ü":"\\u0041"}}
                """;
        var sink = sink(Idempotency.BY_RECORD);
        var lines = new CopyOnWriteArrayList<String>();
        sink.writing =
                batch -> {
                    batch.forEach(record -> lines.add(envelope(record)));
                    return FakeSink.deliver(batch);
                };
        sink.stored.put(HIVE + "plan.ndjson", line);

        try (var world = new World(folder)) {
            Replaying.run(world.start(sink), request(Optional.empty()));

            assertThat(lines).containsExactly(line.strip());
        }
    }

    @Test
    void eventsAloneGetTheIdsThatTheFirstSystemGaveThem() {
        var sink = sink(Idempotency.BY_RECORD);
        sink.stored.put(FIRST_OBJECT, FIRST_LINES);

        try (var world = new World(folder)) {
            Replaying.run(world.start(sink), request(Optional.of(List.of("example-app", "PROD"))));

            String object = FIRST_OBJECT.substring(FIRST_OBJECT.lastIndexOf('/') + 1);
            assertThat(sink.delivered)
                    .containsExactly(
                            object + "-f4abcfbaa7025be830906f5419ffddca82fd7161",
                            object + "-c1eb23bd3780c34ea3e0f7f1288bfe586f76497a",
                            object + "-b4d839637aca40bbbf488ff827e6c3c6a01cf722");
        }
    }

    @Test
    void equalEventsOfOneObjectAreNotOneAndKeepTheirIdsInEveryReplay() {
        var sink = sink(Idempotency.BY_RECORD);
        sink.stored.put(HIVE + "plan.ndjson", "{\"n\":1}\n{\"n\":1}\n\n{\"n\":2}\n");

        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            Replaying.run(publishing, request(Optional.empty()));
            Replaying.run(publishing, request(Optional.empty()));

            assertThat(sink.delivered).hasSize(6);
            assertThat(sink.delivered.subList(0, 3))
                    .doesNotHaveDuplicates()
                    .isEqualTo(sink.delivered.subList(3, 6));
        }
    }

    @Test
    void takesTheStreamAndDatesThatWereAskedForAndDeliversNothingWhenOnlyAsked() {
        var sink = sink(Idempotency.BY_RECORD);
        for (String day : List.of("20", "21", "22", "23")) {
            sink.stored.put("web/date=2026-11-" + day + "/hour=00/p.ndjson", "{\"d\":" + day + "}");
            sink.stored.put("app/date=2026-11-" + day + "/hour=00/p.ndjson", "{\"d\":" + day + "}");
        }
        var request =
                new ReplayRequest(
                        "fake",
                        new StoredIn(
                                "/lake",
                                new StreamName("web"),
                                DAY,
                                DAY.plusDays(1),
                                Optional.empty()),
                        Replaying.FAST,
                        Repeats.REFUSED);

        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            Estimate estimate = publishing.replays().estimate(request);

            assertThat(estimate).isEqualTo(new Estimate(2, Map.of(new StreamName("web"), 2L)));
            assertThat(sink.delivered).isEmpty();
            assertThat(Replaying.run(publishing, request).delivered()).isEqualTo(2);
        }
    }

    @Test
    void goesOnAfterACrashAtAnyWriteAndLosesNothing() {
        for (Idempotency idempotency : List.of(Idempotency.BY_RECORD, Idempotency.BY_BATCH)) {
            boolean crashed = true;
            int step = 0;
            while (crashed) {
                crashed = crashAt(step, idempotency);
                step++;
            }
            assertThat(step).isGreaterThan(8);
        }
    }

    private boolean crashAt(int step, Idempotency idempotency) {
        FakeSink before = filled(idempotency);
        FakeSink after = filled(idempotency);
        var world = new World(folder);
        Publishing publishing = world.start(before);
        world.disk.breakAfter(step);
        begin(publishing, world);
        boolean crashed = world.disk.isBroken();

        try (var next = world.afterCrash()) {
            Publishing again = next.start(after);
            Replays replays = again.replays();
            await().until(() -> replays.all().stream().allMatch(r -> r.state() == State.DONE));
            if (replays.all().isEmpty()) {
                Replaying.run(again, request(Optional.empty()));
            }

            var all = new ArrayList<>(before.delivered);
            all.addAll(after.delivered);
            assertThat(after.delivered).doesNotHaveDuplicates();
            assertThat(all.stream().distinct()).hasSize(LINES);
            assertThat(all).hasSizeLessThanOrEqualTo(LINES + 7);
            assertThat(World.status(again, "fake").streams())
                    .hasEntrySatisfying(
                            "web", counts -> assertThat(counts.redelivered()).isEqualTo(LINES));
            assertThat(next.disk.journals()).noneMatch(name -> name.startsWith("replay-"));
        }
        world.close();
        return crashed;
    }

    private static void begin(Publishing publishing, World world) {
        try {
            String id = publishing.replays().start(request(Optional.empty())).id();
            await().until(() ->
                    world.disk.isBroken()
                            || (Replaying.find(publishing, id).state() != State.RUNNING
                                    && world.disk.journals().stream()
                                            .noneMatch(n -> n.startsWith("replay-"))));
        } catch (EventLogFailedException e) {
            assertThat(world.disk.isBroken()).isTrue();
        }
    }

    @Test
    void waitsForALakeThatIsAway() {
        var sink = filled(Idempotency.BY_RECORD);
        var reads = new AtomicInteger();
        sink.reading =
                () -> {
                    if (reads.incrementAndGet() == 5) {
                        throw new SinkException.Unavailable("away");
                    }
                };

        try (var world = new World(folder)) {
            Replay replay = Replaying.run(world.start(sink), request(Optional.empty()));

            assertThat(replay.delivered()).isEqualTo(LINES);
            assertThat(sink.delivered).doesNotHaveDuplicates();
        }
    }

    @Test
    void leavesOutAndTellsWhatIsNoEvent() {
        var sink = sink(Idempotency.BY_RECORD);
        sink.stored.put(HIVE + "plan.ndjson", "{\"n\":1}\nnot json\n[1]\n{\"n\":2}\n");

        try (var world = new World(folder)) {
            Replay replay = Replaying.run(world.start(sink), request(Optional.empty()));

            assertThat(replay.delivered()).isEqualTo(2);
            assertThat(replay.note()).contains("2 records are not there any more");
        }
    }

    @Test
    void refusesWhatCannotBeDeliveredAgain() {
        var sink = sink(Idempotency.BY_RECORD);
        sink.stored.put(HIVE + "plan.ndjson", "{\"event_id\":\"e-1\",\"stream\":\"web\"}");
        var nowhere =
                new ReplayRequest(
                        "fake",
                        new StoredIn("ftp://x", new StreamName("web"), DAY, DAY, Optional.empty()),
                        1,
                        Repeats.REFUSED);

        try (var world = new World(folder)) {
            Replays replays = world.start(sink).replays();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> replays.start(request(Optional.empty())))
                    .withMessageContaining("flattened");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> replays.start(nowhere))
                    .withMessageContaining("ftp://x");
        }
    }

    @Test
    void asksForLeaveWhereRepeatsAreNotRecognised() {
        try (var world = new World(folder)) {
            Replays replays = world.start(filled(Idempotency.BY_BATCH)).replays();
            var refused =
                    new ReplayRequest(
                            "fake", request(Optional.empty()).source(), 1, Repeats.REFUSED);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> replays.start(refused))
                    .withMessageContaining("allow duplicates");
        }
    }

    private static FakeSink sink(Idempotency idempotency) {
        var sink = new FakeSink("fake");
        sink.traits = World.traits(1, 7, idempotency);
        return sink;
    }

    /** With so many lines in three objects. */
    private static FakeSink filled(Idempotency idempotency) {
        FakeSink sink = sink(idempotency);
        for (int object = 0; object < 3; object++) {
            var lines = new StringBuilder();
            for (int line = 0; line < LINES / 3; line++) {
                lines.append("{\"n\":").append(line).append("}\n");
            }
            sink.stored.put(HIVE + "plan-" + object + ".ndjson", lines.toString());
        }
        return sink;
    }

    private static ReplayRequest request(Optional<List<String>> values) {
        return new ReplayRequest(
                "fake",
                new StoredIn("/lake", new StreamName("web"), DAY, DAY, values),
                Replaying.FAST,
                Repeats.ALLOWED);
    }

    private static String envelope(SinkRecord record) {
        try (var out = new ByteArrayOutputStream()) {
            EnvelopeWriter.of(EnvelopeWriter.Form.ENVELOPE).write(record, out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
