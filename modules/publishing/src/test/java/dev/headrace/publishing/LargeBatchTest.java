package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.event.ByteSize;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Grouping;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.SinkTraits.Ordering;
import dev.headrace.sink.WriteResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches that are larger than the sink's memory: they are read from the log when written. */
@Timeout(120)
class LargeBatchTest {

    private static final ByteSize MEMORY = ByteSize.ofKibibytes(64);
    private static final int EVENT = 1_000;

    /** Ten times the memory. */
    private static final int RECORDS = 640;

    @TempDir Path folder;

    private final FakeSink sink = new FakeSink("fake");
    private final List<String> sizes = new CopyOnWriteArrayList<>();

    @Test
    void givesTheSinkABatchThatIsManyTimesLargerThanItsMemory() {
        sink.traits = large(Grouping.NONE);
        var most = new AtomicLong();
        try (var world = world()) {
            Publishing publishing = world.start(sink);
            sink.writing =
                    batch -> {
                        for (SinkRecord record : batch) {
                            assertThat(record.json().remaining()).isGreaterThan(EVENT);
                            most.accumulateAndGet(held(publishing), Math::max);
                        }
                        sizes.add(batch.size() + " " + batch.bytes());
                        return FakeSink.deliver(batch);
                    };

            addEvents(world, "web", RECORDS);

            await().until(() -> world.progress.neededFrom() == RECORDS);
            assertThat(sizes).containsExactly(RECORDS + " " + bytesOf(RECORDS));
            assertThat(sink.delivered)
                    .containsExactlyElementsOf(
                            IntStream.range(0, RECORDS).mapToObj(i -> "id-" + i).toList());
            // a frame being read in, one in the sink's hands, and the places of the records
            assertThat(most.get()).isBetween(1L, MEMORY.bytes() + 4 * EVENT);
            await().until(() -> held(publishing) == 0);
        }
    }

    @Test
    void givesTheVerySameRecordsOnEachTryAndAfterACrash() {
        sink.traits = large(Grouping.STREAM, RECORDS / 2);
        var again = new FakeSink("fake");
        again.traits = sink.traits;
        Map<String, List<String>> seen = new ConcurrentHashMap<>();
        sink.writing =
                batch -> {
                    remember(seen, batch);
                    throw new SinkException.Unavailable("down");
                };
        again.writing =
                batch -> {
                    remember(seen, batch);
                    return FakeSink.deliver(batch);
                };
        var world = world();
        world.start(sink);
        for (int i = 0; i < 20; i++) {
            addEvents(world, i % 2 == 0 ? "web" : "app", RECORDS / 20);
        }
        await().until(() -> sink.given.size() > 6);
        Map<String, List<String>> before = Map.copyOf(seen);

        try (var next = world.afterCrash()) {
            Publishing second = next.start(again);

            await().until(() -> World.status(second, "fake").delivered() == RECORDS);
            assertThat(before).isNotEmpty();
            assertThat(again.given.stream().map(FakeSink.Given::id)).containsAll(before.keySet());
            assertThat(again.delivered).doesNotHaveDuplicates();
            assertThat(again.given).allMatch(given -> given.stream().isPresent());
        }
        world.close();
    }

    @Test
    void buriesTheOneRecordThatIsRefusedWithItsContent() {
        sink.traits = large(Grouping.NONE);
        sink.writing =
                batch -> {
                    var result = WriteResult.of(batch);
                    int index = 0;
                    for (SinkRecord record : batch) {
                        if (record.id().equals("id-77")) {
                            result.rejected(index, "odd", "not for this bucket");
                        } else {
                            result.delivered(index, "there");
                        }
                        index++;
                    }
                    return result.build();
                };
        try (var world = world()) {
            Publishing publishing = world.start(sink);
            addEvents(world, "web", RECORDS);

            await().until(() -> world.progress.neededFrom() == RECORDS);
            assertThat(world.disk.letters()).hasSize(1);
            var letter = world.disk.letters().getFirst().record();
            assertThat(letter.id()).isEqualTo("id-77");
            assertThat(StandardCharsets.UTF_8.decode(letter.json()).toString())
                    .contains("\"n\":77,");
            assertThat(World.status(publishing, "fake").streams().get("web"))
                    .isEqualTo(new StreamCounts(RECORDS, RECORDS - 1, 1, 0, 0));
        }
    }

    @Test
    void splitsALargeBatchThatIsTooLarge() {
        sink.traits = large(Grouping.NONE);
        sink.writing =
                batch -> {
                    if (batch.size() > RECORDS / 4) {
                        throw new SinkException.TooLarge("a quarter at most");
                    }
                    return FakeSink.deliver(batch);
                };
        try (var world = world()) {
            Publishing publishing = world.start(sink);
            addEvents(world, "web", RECORDS);

            await().until(() -> World.status(publishing, "fake").delivered() == RECORDS);
            assertThat(sink.delivered).doesNotHaveDuplicates();
            assertThat(World.status(publishing, "fake").work().wishedRecords())
                    .isLessThan(sink.traits.maxRecords());
        }
    }

    @Test
    void readsARecordAtAnyIndex() {
        sink.traits = large(Grouping.NONE);
        var ids = new CopyOnWriteArrayList<String>();
        sink.writing =
                batch -> {
                    for (int index : new int[] {0, 0, 1, 600, 599, 600, 601, 3}) {
                        ids.add(batch.get(index).id());
                    }
                    return FakeSink.deliver(batch);
                };
        try (var world = world()) {
            world.start(sink);
            addEvents(world, "web", RECORDS);

            await().until(() -> ids.size() == 8);
            assertThat(ids)
                    .containsExactly(
                            "id-0", "id-0", "id-1", "id-600", "id-599", "id-600", "id-601", "id-3");
        }
    }

    @Test
    void deliversTheRestWhenTheLogHasExpiredAPartMeanwhile() {
        sink.traits = large(Grouping.NONE);
        var up = new CountDownLatch(1);
        sink.writing =
                batch -> {
                    if (up.getCount() > 0) {
                        throw new SinkException.Unavailable("down");
                    }
                    batch.forEach(record -> {});
                    return FakeSink.deliver(batch);
                };
        try (var world = world()) {
            Publishing publishing = world.start(List.of(World.optional("fake")), sink);
            addEvents(world, "web", RECORDS);
            await().until(() -> !sink.given.isEmpty());
            world.progress.expire(100);
            world.log.deleteBelow(100);
            up.countDown();

            await().until(() -> world.progress.neededFrom() == RECORDS);
            assertThat(World.status(publishing, "fake").streams().get("web"))
                    .isEqualTo(new StreamCounts(RECORDS, RECORDS - 100, 0, 100, 0));
            assertThat(World.status(publishing, "fake").state()).isEqualTo(SinkState.RUNNING);
        }
    }

    @Test
    void aLogThatCannotBeReadIsNotTheSinksFault() {
        sink.traits = large(Grouping.NONE);
        sink.writing =
                batch -> {
                    batch.forEach(record -> {});
                    return FakeSink.deliver(batch);
                };
        try (var world = world()) {
            Publishing publishing = world.start(sink);
            addEvents(world, "web", RECORDS);
            var fails = new AtomicInteger(20);
            world.log.reading(() -> {
                if (Thread.currentThread().getName().contains("write")
                        && fails.getAndDecrement() > 0) {
                    throw new dev.headrace.eventlog.EventLogFailedException("bad sector");
                }
            });

            await().until(() -> World.status(publishing, "fake").delivered() == RECORDS);
            assertThat(fails.get()).isNotPositive();
            assertThat(world.disk.letters()).isEmpty();
        }
    }

    @Test
    void holdsBatchesOfASinkThatKeepsAnOrder() {
        sink.traits =
                new SinkTraits(
                        1,
                        100_000,
                        1 << 20,
                        1 << 20,
                        Duration.ofMillis(20),
                        1 << 20,
                        Grouping.NONE,
                        Ordering.PER_KEY,
                        Idempotency.BY_RECORD);
        try (var world = world()) {
            Publishing publishing = world.start(sink);
            addEvents(world, "web", RECORDS);

            await().until(() -> World.status(publishing, "fake").delivered() == RECORDS);
            assertThat(sink.given.size()).isGreaterThan(5);
        }
    }

    private World world() {
        return new World(folder, new FastSettings().memory(MEMORY).build());
    }

    private static long held(Publishing publishing) {
        return World.status(publishing, "fake").work().heldBytes();
    }

    private static void addEvents(World world, String stream, int count) {
        for (int i = 0; i < count; i++) {
            world.log.add(stream, "{\"n\":" + i + ",\"x\":\"" + "x".repeat(EVENT) + "\"}");
        }
    }

    private static long bytesOf(int count) {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += ("{\"n\":" + i + ",\"x\":\"\"}").length() + EVENT;
        }
        return bytes;
    }

    private static void remember(Map<String, List<String>> seen, RecordBatch batch) {
        var content = new ArrayList<String>();
        for (SinkRecord record : batch) {
            content.add(record.id() + StandardCharsets.UTF_8.decode(record.json()));
        }
        assertThat(content).hasSize(batch.size());
        List<String> before = seen.putIfAbsent(batch.id(), content);
        if (before != null) {
            assertThat(content).isEqualTo(before);
        }
    }

    /** Objects of up to 16 MiB, closed when they have all that the tests put into one. */
    private static SinkTraits large(Grouping grouping) {
        return large(grouping, RECORDS);
    }

    private static SinkTraits large(Grouping grouping, int records) {
        return new SinkTraits(
                2,
                records,
                16 << 20,
                1 << 20,
                Duration.ofMinutes(1),
                16 << 20,
                grouping,
                Ordering.NONE,
                Idempotency.BY_BATCH);
    }
}
