package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.sink.SinkException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the backlog of a sink that is configured no more. */
@Timeout(60)
class RemovedSinkTest {

    private static final long BACKLOG = 21_000;

    @TempDir Path folder;

    private final FakeSink stays = new FakeSink("stays");
    private final FakeSink removed = new FakeSink("removed");

    @Test
    void expiresInTheBackgroundAndCountsEveryRecord() {
        try (var next = withBacklog()) {
            Publishing publishing = next.start(stays);

            assertThat(next.progress.pinnedFrom()).isEqualTo(BACKLOG);
            await().until(() -> publishing.leaving().isEmpty());
            assertThat(next.progress.neededFrom()).isEqualTo(BACKLOG);
            assertThat(countsOfRemoved(next))
                    .containsEntry("web", new StreamCounts(BACKLOG, 0, 0, BACKLOG, 0));
        }
    }

    @Test
    void isNeededButPinsNothingUntilItHasExpired() {
        try (var next = withBacklog()) {
            next.disk.failOn("progress-removed");
            Publishing publishing = next.start(stays);

            assertThat(publishing.leaving()).containsExactly("removed");
            assertThat(next.progress.neededFrom()).isZero();
            assertThat(next.progress.pinnedFrom()).isEqualTo(BACKLOG);
        }
    }

    @Test
    void goesOnExpiringAfterACrashAndCountsNothingTwice() {
        var world = withBacklog();
        world.disk.failOn("progress-removed");
        world.start(stays);
        World next = world.afterCrash();
        world.close();

        try (next) {
            Publishing publishing = next.start(stays);
            await().until(() -> publishing.leaving().isEmpty());
            assertThat(countsOfRemoved(next))
                    .containsEntry("web", new StreamCounts(BACKLOG, 0, 0, BACKLOG, 0));
        }
    }

    @Test
    void theLogMayExpireItFirst() {
        try (var next = withBacklog()) {
            next.disk.failOn("progress-removed");
            Publishing publishing = next.start(stays);
            assertThat(publishing.leaving()).containsExactly("removed");
            next.disk.makeRoom();

            next.progress.expire(BACKLOG / 2);
            next.log.deleteBelow(BACKLOG / 2);

            assertThat(next.progress.neededFrom()).isGreaterThanOrEqualTo(BACKLOG / 2);
        }
    }

    @Test
    void aSinkThatIsBackInTimeExpiresFirstAndBeginsAtTheEnd() {
        var world = withBacklog();
        world.disk.failOn("progress-removed");
        world.start(stays);
        World next = world.afterCrash();
        world.close();
        removed.writing = FakeSink::deliver;

        try (next) {
            Publishing publishing = next.start(stays, removed);
            next.log.addMany("web", 1);

            await().until(() -> World.status(publishing, "removed").delivered() == 1);
            assertThat(removed.delivered).containsExactly("id-" + BACKLOG);
            assertThat(World.status(publishing, "removed").streams().get("web"))
                    .isEqualTo(new StreamCounts(BACKLOG + 1, 1, 0, BACKLOG, 0));
            assertThat(publishing.leaving()).isEmpty();
        }
    }

    /** After a crash, with a sink that has taken nothing of a long log. */
    private World withBacklog() {
        removed.writing =
                batch -> {
                    throw new SinkException.Unavailable("down");
                };
        var world = new World(folder);
        world.start(stays, removed);
        var events = new String[500];
        java.util.Arrays.fill(events, "{}");
        for (int i = 0; i < BACKLOG / 500; i++) {
            world.log.add("web", events);
        }
        await().until(() -> world.progress.pinnedFrom() == 0 && stays.delivered.size() == BACKLOG);
        world.close();
        return world.afterCrash();
    }

    private static Map<String, StreamCounts> countsOfRemoved(World world) {
        return new SinkProgress(world.disk.journal("progress-removed"), 1 << 20).streams();
    }
}
