package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.sink.SinkException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where a sink begins that was not there before. */
@Timeout(60)
class NewSinkTest {

    private static final Instant NINE = Instant.parse("2026-03-01T09:00:00Z");

    @TempDir Path folder;

    private final FakeSink old = new FakeSink("old");
    private final FakeSink added = new FakeSink("added");

    @Test
    void beginsWithWhatWasReceivedAtOrAfterATimeAndCountsItAsRouted() {
        try (var world = logOfThreeHours()) {
            Publishing publishing = startWith(world, new Beginning.At(NINE.plusSeconds(3600)));

            await().until(() -> World.status(publishing, "added").delivered() == 4);
            assertThat(added.delivered).containsExactly("id-2", "id-3", "id-4", "id-5");
            assertThat(World.status(publishing, "added").streams().get("web"))
                    .isEqualTo(new StreamCounts(4, 4, 0, 0, 0));
            await().until(() -> world.progress.neededFrom() == 6);
        }
    }

    @Test
    void beginsSoLongAgo() {
        try (var world = logOfThreeHours()) {
            world.clock = Clock.fixed(NINE.plusSeconds(3 * 3600), ZoneOffset.UTC);

            Publishing publishing = startWith(world, new Beginning.Ago(Duration.ofMinutes(61)));

            await().until(() -> World.status(publishing, "added").delivered() == 2);
            assertThat(added.delivered).containsExactly("id-4", "id-5");
        }
    }

    @Test
    void beginsWithAllThatTheLogKeeps() {
        try (var world = logOfThreeHours()) {
            world.log.deleteBelow(2);

            Publishing publishing = startWith(world, new Beginning.AtStart());

            await().until(() -> World.status(publishing, "added").delivered() == 4);
            assertThat(World.status(publishing, "added").streams()).containsOnlyKeys("web");
        }
    }

    @Test
    void leavesOutTheStreamsThatItsContractsWithhold() {
        try (var world = logOfThreeHours()) {
            world.log.add("app", NINE, List.of(), "", "{}");
            World other = world.with(FakeCatalog.of("web").only("app", "old"));

            Publishing publishing = startWith(other, new Beginning.AtStart());

            await().until(() -> World.status(publishing, "added").delivered() == 6);
            assertThat(added.delivered).doesNotContain("id-6");
            await().until(() -> other.progress.neededFrom() == 7);
            other.close();
        }
    }

    @Test
    void goesOnWhereItWasAfterACrash() {
        var calls = new java.util.concurrent.atomic.AtomicInteger();
        added.traits = World.traits(1, 2, dev.headrace.sink.SinkTraits.Idempotency.NONE);
        added.writing =
                batch -> {
                    if (calls.incrementAndGet() > 1) {
                        throw new SinkException.Unavailable("down");
                    }
                    return FakeSink.deliver(batch);
                };
        var world = logOfThreeHours();
        Publishing first = startWith(world, new Beginning.At(NINE.plusSeconds(3600)));
        await().until(() -> World.status(first, "added").delivered() == 2);
        await().until(() -> calls.get() > 1);
        World next = world.afterCrash();
        world.close();
        added.writing = FakeSink::deliver;

        try (next) {
            // what the setting says now counts for a new sink only
            Publishing second = startWith(next, new Beginning.AtStart());
            next.log.addMany("web", 1);

            await().until(() -> World.status(second, "added").delivered() == 5);
            assertThat(added.delivered).containsExactly("id-2", "id-3", "id-4", "id-5", "id-6");
            assertThat(World.status(second, "added").streams().get("web"))
                    .isEqualTo(new StreamCounts(5, 5, 0, 0, 0));
        }
    }

    /** Two events an hour, from nine o'clock, which one sink has taken. */
    private World logOfThreeHours() {
        var world = new World(folder);
        Publishing publishing = world.start(old);
        for (int hour = 0; hour < 3; hour++) {
            world.log.add("web", NINE.plusSeconds(hour * 3600L), List.of(), "", "{}", "{}");
        }
        await().until(() -> World.status(publishing, "old").delivered() == 6);
        world.close();
        return world.afterCrash();
    }

    private Publishing startWith(World world, Beginning from) {
        return world.start(List.of(World.required("old"), World.from("added", from)), old, added);
    }
}
