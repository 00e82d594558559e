package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.WriteResult;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BadRecordTest {

    @TempDir Path folder;

    private final FakeSink sink = new FakeSink("fake");

    @Test
    void redeliversOnlyTheRecordsThatFailed() {
        sink.traits = World.traits(1, 3, Idempotency.BY_RECORD);
        var first = new AtomicInteger();
        sink.writing =
                batch -> {
                    if (first.getAndIncrement() > 0) {
                        return FakeSink.deliver(batch);
                    }
                    return WriteResult.of(batch).delivered(0, "there").unknown(1, "odd").build();
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            world.log.add("web", "{}", "{}", "{}");

            await().until(() -> World.status(publishing, "fake").delivered() == 3);
            assertThat(sink.given.get(1).ids()).containsExactly("id-1", "id-2");
            assertThat(sink.given.get(1).attempt()).isEqualTo(2);
        }
    }

    @Test
    void forcesTheDeadLetterBeforeProgressMoves() {
        sink.traits = World.traits(1, 3, Idempotency.NONE);
        sink.writing =
                batch ->
                        WriteResult.of(batch)
                                .delivered(0, "there")
                                .rejected(1, "numeric-overflow", "column too narrow")
                                .delivered(2, "there")
                                .build();
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            world.log.add("web", "{}", "{}", "{}");

            await().until(() -> world.progress.neededFrom() == 3);
            assertThat(world.disk.writes())
                    .endsWith("dead-letters", "progress-fake")
                    .containsOnlyOnce("dead-letters");
            assertThat(world.disk.letters())
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.record().id()).isEqualTo("id-1");
                        assertThat(letter.code()).isEqualTo("numeric-overflow");
                    });
            assertThat(World.status(publishing, "fake").streams().get("web"))
                    .isEqualTo(new StreamCounts(3, 2, 1, 0, 0));
        }
    }

    @Test
    void buriesARecordWhoseRetriesAreExhausted() {
        sink.traits = World.traits(1, 2, Idempotency.NONE);
        sink.writing =
                batch -> {
                    var result = WriteResult.of(batch);
                    for (int i = 0; i < batch.size(); i++) {
                        if (batch.get(i).id().equals("id-1")) {
                            result.retry(i, "locked", java.time.Instant.EPOCH);
                        } else {
                            result.delivered(i, "there");
                        }
                    }
                    return result.build();
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            world.log.add("web", "{}", "{}");

            await().until(() -> World.status(publishing, "fake").deadLettered() == 1);
            assertThat(world.disk.letters().getFirst().code()).isEqualTo("retries-exhausted");
            assertThat(world.disk.letters().getFirst().detail()).contains("locked");
            assertThat(sink.given).hasSize(World.FAST.attempts());
        }
    }

    @Test
    void splitsABatchThatIsTooLargeAndBuriesTheOneThatNeverFits() {
        sink.traits = World.traits(1, 8, Idempotency.BY_BATCH);
        sink.writing =
                batch -> {
                    if (batch.size() > 2 || FakeSink.contains(batch, "id-5")) {
                        throw new SinkException.TooLarge("at most two");
                    }
                    return FakeSink.deliver(batch);
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            world.log.add("web", "{}", "{}", "{}", "{}", "{}", "{}", "{}", "{}");

            await().until(() -> world.progress.neededFrom() == 8);
            assertThat(sink.delivered)
                    .containsExactlyInAnyOrder(
                            "id-0", "id-1", "id-2", "id-3", "id-4", "id-6", "id-7");
            assertThat(world.disk.letters()).hasSize(1);
            assertThat(world.disk.letters().getFirst().code()).isEqualTo("too-large");
            assertThat(World.status(publishing, "fake").pending()).isZero();
        }
    }

    @Test
    void buriesARecordLargerThanTheTargetTakesWithoutAWrite() {
        try (var world = new World(folder)) {
            sink.traits = World.traits(1, 8, Idempotency.NONE);
            world.start(sink);

            world.log.add("web", "{\"long\":\"" + "x".repeat(2000) + "\"}", "{}");

            await().until(() -> world.progress.neededFrom() == 2);
            assertThat(sink.delivered).containsExactly("id-1");
            assertThat(world.disk.letters().getFirst().code()).isEqualTo("too-large");
        }
    }

    @Test
    void isolatesAPoisonousRecordThatMakesThePluginThrow() {
        sink.traits = World.traits(1, 64, Idempotency.NONE);
        sink.writing =
                batch -> {
                    if (FakeSink.contains(batch, "id-37")) {
                        throw new IllegalStateException("poison");
                    }
                    return FakeSink.deliver(batch);
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            world.log.add("web", many(64));

            await().until(() -> world.progress.neededFrom() == 64);
            assertThat(sink.delivered).hasSize(63).doesNotContain("id-37");
            assertThat(world.disk.letters().getFirst().record().id()).isEqualTo("id-37");
            assertThat(World.status(publishing, "fake").state()).isEqualTo(SinkState.RUNNING);
        }
    }

    @Test
    void isolatesAPoisonousRecordThatMakesItsWholeBatchUnknown() {
        sink.traits = World.traits(1, 16, Idempotency.NONE);
        sink.writing =
                batch ->
                        FakeSink.contains(batch, "id-11")
                                ? WriteResult.of(batch).build()
                                : FakeSink.deliver(batch);
        try (var world = new World(folder)) {
            world.start(sink);

            world.log.add("web", many(16));

            await().until(() -> world.progress.neededFrom() == 16);
            assertThat(sink.delivered).hasSize(15).doesNotContain("id-11");
            assertThat(world.disk.letters()).hasSize(1);
        }
    }

    private static String[] many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{}").toArray(String[]::new);
    }
}
