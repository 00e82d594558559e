package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.publishing.SinkFindings.Finding;
import dev.headrace.publishing.SinkFindings.Level;
import dev.headrace.sink.CheckReport;
import dev.headrace.sink.SinkException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SinkTrialTest {

    @TempDir Path folder;

    private final FakeSink sink = new FakeSink("fake");
    private final FakeSink other = new FakeSink("other");

    @Test
    void opensLooksAndCloses() throws Exception {
        sink.checking =
                () ->
                        new CheckReport(
                                List.of(
                                        new CheckReport.Finding(
                                                CheckReport.Level.WARNING, "disk", "is short")));

        List<SinkFindings> found = ask(Duration.ofSeconds(30), "fake", "other");

        assertThat(found)
                .containsExactly(
                        new SinkFindings(
                                "fake",
                                "fake",
                                List.of(
                                        new Finding(Level.OK, "target", "can be opened"),
                                        new Finding(Level.WARNING, "disk", "is short"))),
                        new SinkFindings(
                                "other",
                                "other",
                                List.of(
                                        new Finding(Level.OK, "target", "can be opened"),
                                        new Finding(
                                                Level.UNKNOWN,
                                                "target",
                                                "this sink has no check"))));
        assertThat(found).allMatch(SinkFindings::usable);
        assertThat(sink.closed).hasValue(1);
        assertThat(sink.context.orElseThrow().streams().all()).hasSize(2);
        assertThat(Files.isDirectory(sink.context.orElseThrow().scratch())).isTrue();
    }

    @Test
    void aSinkThatDoesNotOpenSaysWhyAndIsClosed() throws Exception {
        sink.opening =
                () -> {
                    throw new SinkException.Unauthorised("the role may not write");
                };
        sink.checking =
                () ->
                        new CheckReport(
                                List.of(
                                        new CheckReport.Finding(
                                                CheckReport.Level.FAILED,
                                                "role",
                                                "GRANT INSERT is needed")));

        SinkFindings found = ask(Duration.ofSeconds(30), "fake").getFirst();

        assertThat(found.usable()).isFalse();
        assertThat(found.findings())
                .containsExactly(
                        Finding.failed("unauthorised: the role may not write"),
                        new Finding(Level.FAILED, "role", "GRANT INSERT is needed"));
        assertThat(sink.closed).hasValue(1);
    }

    @Test
    void aSinkThatHangsIsGivenUpAndTheOthersAreTold() throws Exception {
        sink.opening = () -> new CountDownLatch(1).await();

        List<SinkFindings> found = ask(Duration.ofSeconds(1), "fake", "other");

        assertThat(found.get(0).findings()).containsExactly(Finding.failed("no answer within 1 s"));
        assertThat(found.get(1).usable()).isTrue();
        assertThat(sink.closed).as("the interrupt let it close").hasValue(1);
    }

    @Test
    void aPluginThatThrowsIsNamedAsTheReason() throws Exception {
        sink.opening =
                () -> {
                    throw new IllegalStateException("with a secret");
                };

        assertThat(ask(Duration.ofSeconds(30), "fake").getFirst().findings())
                .containsExactly(
                        Finding.failed("the plugin has a bug: java.lang.IllegalStateException"));
    }

    private List<SinkFindings> ask(Duration atMost, String... names) throws Exception {
        var around =
                new SinkTrial.Around(
                        FakeCatalog.of("web", "app"), Clock.systemUTC(), new Random(7), folder);
        return new SinkTrial(SinkPlugins.of(sink, other), around, atMost)
                .ask(
                        List.of(names).stream()
                                .map(name ->
                                        new SinkSettings(name, name, Required.REQUIRED, Map.of()))
                                .toList());
    }
}
