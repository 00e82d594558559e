package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.event.ByteSize;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Grouping;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.SinkTraits.Ordering;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PublishingTest {

    @TempDir Path folder;

    private final FakeSink sink = new FakeSink("fake");

    @Test
    void deliversEveryRecordOnceAndInOrder() {
        sink.traits = World.traits(1, 10, Idempotency.NONE);
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            world.log.addMany("web", 25);

            await().until(() -> World.status(publishing, "fake").delivered() == 25);
            assertThat(sink.delivered).containsExactlyElementsOf(ids(0, 25));
            assertThat(world.progress.neededFrom()).isEqualTo(25);
            assertThat(World.status(publishing, "fake").state()).isEqualTo(SinkState.RUNNING);
        }
    }

    @Test
    void readsNoFurtherThanItsMemoryAllows() {
        var release = new CountDownLatch(1);
        sink.traits = small(10, Duration.ofMillis(20));
        sink.writing =
                batch -> {
                    release.await();
                    return FakeSink.deliver(batch);
                };
        try (var world = new World(folder, memory(ByteSize.ofKibibytes(8)))) {
            Publishing publishing = world.start(sink);
            world.log.addMany("web", 1000);

            await().during(Duration.ofMillis(200))
                    .until(() -> World.status(publishing, "fake").pending() < 60);
            release.countDown();

            await().until(() -> World.status(publishing, "fake").delivered() == 1000);
        }
    }

    @Test
    void closesOpenBatchesEarlyWhenMemoryIsOut() {
        sink.traits = small(100_000, Duration.ofHours(1));
        try (var world = new World(folder, memory(ByteSize.ofKibibytes(8)))) {
            Publishing publishing = world.start(sink);

            world.log.addMany("web", 100);

            await().until(() -> World.status(publishing, "fake").delivered() > 50);
        }
    }

    @Test
    void keepsTheOrderOfEachKeyOverRetries() {
        sink.traits = World.traits(8, 2, Grouping.NONE, Ordering.PER_KEY, Idempotency.BY_RECORD);
        var failures = new java.util.Random(3);
        sink.writing =
                batch -> {
                    synchronized (failures) {
                        if (failures.nextInt(3) == 0) {
                            throw new SinkException.Throttled("slower", Duration.ofMillis(1));
                        }
                        return FakeSink.deliver(batch);
                    }
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            for (int i = 0; i < 200; i++) {
                world.log.add("web", FakeLog.RECEIVED, List.of(), "key-" + (i % 5), "{}");
            }

            await().until(() -> World.status(publishing, "fake").delivered() == 200);
            for (int key = 0; key < 5; key++) {
                int rest = key;
                assertThat(sink.delivered.stream().filter(id -> number(id) % 5 == rest))
                        .containsExactlyElementsOf(
                                IntStream.range(0, 40)
                                        .mapToObj(i -> "id-" + (i * 5 + rest))
                                        .toList());
            }
        }
    }

    @Test
    void neverWritesMoreAtOnceThanTheTraitsAllow() {
        sink.traits = World.traits(3, 1, Idempotency.NONE);
        sink.writing =
                batch -> {
                    new CountDownLatch(1).await(2, java.util.concurrent.TimeUnit.MILLISECONDS);
                    return FakeSink.deliver(batch);
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            world.log.addMany("web", 100);

            await().until(() -> World.status(publishing, "fake").delivered() == 100);
            assertThat(sink.mostUnderWay.get()).isBetween(2, 3);
        }
    }

    @Test
    void withholdsStreamsThatAreNotForTheSink() {
        var other = new FakeSink("other");
        try (var world = new World(folder).with(FakeCatalog.of("web").only("secret", "other"))) {
            Publishing publishing = world.start(sink, other);

            world.log.add("secret", "{}");
            world.log.add("web", "{}");
            world.log.add("secret", "{}");

            await().until(() -> world.progress.neededFrom() == 3);
            assertThat(sink.delivered).containsExactly("id-1");
            assertThat(other.delivered).containsExactly("id-0", "id-1", "id-2");
            assertThat(World.status(publishing, "fake").streams()).containsOnlyKeys("web");
        }
    }

    @Test
    void lendsTheSinkItsStreamsAndAnEmptyScratchFolder() throws Exception {
        Path left = folder.resolve("fake").resolve("left").resolve("over");
        java.nio.file.Files.createDirectories(left);
        try (var world = new World(folder).with(FakeCatalog.of("web").only("secret", "other"))) {
            world.start(sink);

            await().until(() -> sink.context.isPresent());
            var context = sink.context.orElseThrow();
            assertThat(context.streams().all()).extracting("name").containsExactly("web");
            assertThat(context.streams().find("web").orElseThrow().hints())
                    .containsEntry("hint", "for fake");
            assertThat(context.streams().find("secret")).isEmpty();
            assertThat(context.scratch()).isEmptyDirectory();
        }
    }

    @Test
    void finishesWritesUnderWayWhenItCloses() throws Exception {
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

            Thread closing = Thread.ofPlatform().start(publishing::close);
            release.countDown();
            closing.join();

            assertThat(World.status(publishing, "fake").delivered()).isOne();
            assertThat(world.progress.neededFrom()).isOne();
            assertThat(sink.closed.get()).isOne();
            assertThat(World.status(publishing, "fake").state()).isEqualTo(SinkState.CLOSED);
            assertThat(threadsOf("fake")).isEmpty();
        }
    }

    private static List<Thread> threadsOf(String sink) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("headrace-"))
                .filter(thread -> thread.getName().contains("-" + sink))
                .toList();
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring("id-".length()));
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "id-" + i).toList();
    }

    /** A sink whose batches are held, also where memory is scarce. */
    private static SinkTraits small(int maxRecords, Duration linger) {
        return new SinkTraits(
                1,
                maxRecords,
                1 << 20,
                1 << 10,
                linger,
                1 << 10,
                Grouping.NONE,
                Ordering.NONE,
                Idempotency.NONE);
    }

    private static PublishingSettings memory(ByteSize memory) {
        return new FastSettings().memory(memory).build();
    }
}
