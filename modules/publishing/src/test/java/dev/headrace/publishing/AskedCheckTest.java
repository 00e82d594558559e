package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.headrace.publishing.SinkFindings.Finding;
import dev.headrace.publishing.SinkFindings.Level;
import dev.headrace.sink.CheckReport;
import dev.headrace.sink.SinkException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks of a delivering sink that people ask for. */
@Timeout(60)
class AskedCheckTest {

    private static final CheckReport FINE =
            new CheckReport(
                    List.of(new CheckReport.Finding(CheckReport.Level.OK, "bucket b", "is there")));

    @TempDir Path folder;

    private final FakeSink sink = new FakeSink("fake");

    @Test
    void tellsWhatTheOpenSinkFindsWhileItDelivers() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        sink.writing =
                batch -> {
                    begun.countDown();
                    release.await();
                    return FakeSink.deliver(batch);
                };
        sink.checking = () -> FINE;
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.log.add("web", "{}");
            begun.await();
            int instances = sink.created.get();

            assertThat(publishing.check("fake"))
                    .isEqualTo(
                            new SinkFindings(
                                    "fake",
                                    "fake",
                                    List.of(new Finding(Level.OK, "bucket b", "is there"))));
            assertThat(sink.created).as("the delivering instance was asked").hasValue(instances);
            release.countDown();
            await().until(() -> World.status(publishing, "fake").delivered() == 1);
        }
    }

    @Test
    void deliversWhileACheckHangsAndGivesItUp() throws Exception {
        var release = new CountDownLatch(1);
        sink.checking =
                () -> {
                    waitStubbornly(release);
                    return FINE;
                };
        var settings = new FastSettings().openTimeout(Duration.ofMillis(200)).build();
        try (var world = new World(folder, settings)) {
            Publishing publishing = world.start(sink);
            world.log.add("web", "{}");
            await().until(() -> World.status(publishing, "fake").delivered() == 1);
            int instances = sink.created.get();

            assertThat(publishing.check("fake").findings())
                    .extracting(Finding::message)
                    .containsExactly("no answer within 0 s");
            assertThat(publishing.check("fake").findings())
                    .as("never two at once")
                    .extracting(Finding::message)
                    .containsExactly("a check from before has not come back yet");
            world.log.add("web", "{}");
            await().until(() -> World.status(publishing, "fake").delivered() == 2);

            release.countDown();
            await().until(() -> publishing.check("fake").usable());
            assertThat(sink.created).hasValue(instances);
        }
    }

    @Test
    void thoseWhoAskAtOnceGetOneAnswer() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        sink.checking =
                () -> {
                    begun.countDown();
                    release.await();
                    return FINE;
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            await().until(() -> World.status(publishing, "fake").state() == SinkState.RUNNING);
            await().until(() -> sink.context.isPresent());
            CompletableFuture<SinkFindings> first = asked(publishing);
            begun.await();
            CompletableFuture<SinkFindings> second = asked(publishing);
            release.countDown();

            assertThat(first.join().usable()).isTrue();
            assertThat(second.join().usable()).isTrue();
        }
    }

    @Test
    void aSinkThatIsNotOpenIsNotOpenedForIt() throws Exception {
        sink.opening =
                () -> {
                    throw new SinkException.Unauthorised("no such role");
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            await().until(() -> World.status(publishing, "fake").lastError().isPresent());

            SinkFindings found = publishing.check("fake");

            assertThat(found.usable()).isFalse();
            assertThat(found.findings().getFirst().message())
                    .startsWith("the sink is not open; its last fault: ");
            assertThat(sink.checks).hasValue(0);
        }
    }

    @Test
    void aCheckThatThrowsIsAFailureOfThePluginAndNothingElseStops() throws Exception {
        sink.checking =
                () -> {
                    throw new IllegalStateException("with a secret");
                };
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);
            world.log.add("web", "{}");
            await().until(() -> World.status(publishing, "fake").delivered() == 1);

            assertThat(publishing.check("fake").findings())
                    .containsExactly(
                            Finding.failed(
                                    "the plugin has a bug: java.lang.IllegalStateException"));
            world.log.add("web", "{}");
            await().until(() -> World.status(publishing, "fake").delivered() == 2);
        }
    }

    @Test
    void thereMustBeSuchASink() {
        try (var world = new World(folder)) {
            Publishing publishing = world.start(sink);

            assertThatIllegalArgumentException().isThrownBy(() -> publishing.check("other"));
        }
    }

    private static CompletableFuture<SinkFindings> asked(Publishing publishing) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return publishing.check("fake");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void waitStubbornly(CountDownLatch release) {
        boolean done = false;
        while (!done) {
            try {
                release.await();
                done = true;
            } catch (InterruptedException ignored) {
                // as a native call would
            }
        }
    }
}
