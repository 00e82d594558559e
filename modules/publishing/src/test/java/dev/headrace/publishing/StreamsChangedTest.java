package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.sink.StreamContract;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Contracts that change while Headrace runs. */
@Timeout(60)
class StreamsChangedTest {

    @TempDir Path folder;

    private final FakeSink sink = new FakeSink("fake");
    private final FakeSink other = new FakeSink("other");
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void tellsASinkOfAddedAndChangedContractsOfItsOwnOnly() {
        try (var world = new World(folder)) {
            Publishing publishing = listening(world);

            world.catalog.only("web", "fake", "other").only("new", "fake").only("secret", "other");
            publishing.streamsChanged();

            await().until(() -> heard.size() == 2);
            assertThat(heard).containsExactlyInAnyOrder("web", "new");
            publishing.streamsChanged();
            world.catalog.only("last", "fake");
            publishing.streamsChanged();
            await().until(() -> heard.size() == 3);
            assertThat(heard).endsWith("last");
        }
    }

    @Test
    void routesWhatIsAcceptedFromThenOnByTheNewContracts() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink, other);
            world.log.add("web", "{}");
            int before = world.progress.routeEpoch();

            world.catalog.only("web", "other");
            publishing.route(world.catalog.all());
            world.log.epoch.set(world.progress.routeEpoch());
            world.log.add("web", "{}");

            assertThat(world.progress.routeEpoch()).isEqualTo(before + 1);
            await().until(() -> world.progress.neededFrom() == 2);
            assertThat(sink.delivered).containsExactly("id-0");
            assertThat(other.delivered).containsExactly("id-0", "id-1");
            publishing.streamsChanged();
            assertThat(world.progress.routeEpoch()).isEqualTo(before + 1);
        }
    }

    @Test
    void keepsTheOldRoutingWhenTheNewOneCannotBeForced() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink, other);
            int before = world.progress.routeEpoch();
            world.catalog.only("web", "other");
            world.disk.fill();

            assertThatExceptionOfType(EventLogFailedException.class)
                    .isThrownBy(() -> publishing.route(world.catalog.all()));

            assertThat(world.progress.routeEpoch()).isEqualTo(before);
            world.disk.makeRoom();
        }
    }

    @Test
    void aListenerThatHangsOrThrowsHoldsUpNobody() {
        var never = new CountDownLatch(1);
        try (var world = new World(folder)) {
            Publishing publishing = listening(world);
            sink.context
                    .orElseThrow()
                    .streams()
                    .onChange(contract -> {
                        throw new IllegalStateException("no");
                    });
            await().until(() -> other.context.isPresent());
            other.context.orElseThrow().streams().onChange(contract -> hang(never));

            world.catalog.only("new", "fake", "other");
            publishing.streamsChanged();
            world.log.add("web", "{}");

            await().until(() -> heard.contains("new"));
            await().until(() -> World.status(publishing, "other").delivered() == 1);
        }
    }

    private Publishing listening(World world) {
        Publishing publishing = world.start(sink, other);
        await().until(() -> sink.context.isPresent());
        sink.context.orElseThrow().streams().onChange(this::hear);
        return publishing;
    }

    private void hear(StreamContract contract) {
        assertThat(Thread.currentThread().getName()).isEqualTo("headrace-sink-fake-streams");
        heard.add(contract.name());
    }

    private static void hang(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
