package dev.headrace.publishing;

import dev.headrace.event.StreamCatalog;
import dev.headrace.publishing.SinkFindings.Finding;
import dev.headrace.publishing.SinkFindings.Level;
import dev.headrace.sink.CheckReport;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Opens sinks that are not being delivered to, asks each whether it can use its target, and closes
 * them. For a node that is stopped: a second instance beside a delivering one might disturb it.
 */
public final class SinkTrial {

    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final SinkPlugins plugins;
    private final Around around;
    private final Duration atMost;

    /**
     * What sinks are lent.
     *
     * @param scratch a folder whose sub folders are theirs
     */
    public record Around(
            StreamCatalog streams, Clock clock, RandomGenerator random, Path scratch) {}

    /** A sink that is being asked. */
    private record Asked(
            SinkSettings sink,
            CatalogStreams streams,
            SinkCall call,
            CompletableFuture<SinkCall.Answer<CheckReport>> answer) {}

    /**
     * @param atMost how long a sink may take to open and to look
     */
    public SinkTrial(SinkPlugins plugins, Around around, Duration atMost) {
        this.plugins = plugins;
        this.around = around;
        this.atMost = atMost;
    }

    /**
     * Asks all at once, and answers in their order.
     *
     * @param sinks settings that {@link Publishing#check} has found nothing wrong with
     */
    public List<SinkFindings> ask(List<SinkSettings> sinks) throws InterruptedException {
        List<Asked> asked = sinks.stream().map(this::begin).toList();
        long deadline = System.nanoTime() + atMost.toNanos();
        var findings = new ArrayList<SinkFindings>();
        for (Asked one : asked) {
            findings.add(
                    new SinkFindings(one.sink().name(), one.sink().type(), answer(one, deadline)));
            one.streams().close();
        }
        return findings;
    }

    private Asked begin(SinkSettings sink) {
        SinkFactory factory = SinkCheck.factory(sink, plugins.provider(sink.type()).orElseThrow());
        var streams =
                new CatalogStreams(sink.name(), sink.type(), around.streams(), factory.plugin());
        var context =
                new SinkRuntimeContext(
                        sink.name(),
                        around.clock(),
                        around.random(),
                        System.getLogger("dev.headrace.sink." + sink.name()),
                        new SinkCounters(),
                        streams,
                        ScratchFolder.emptied(around.scratch().resolve(sink.name())),
                        new Omissions(sink.name(), around.streams()));
        var answer = new CompletableFuture<SinkCall.Answer<CheckReport>>();
        SinkCall call =
                SinkCall.start(
                        "headrace-sink-" + sink.name() + "-check",
                        factory.plugin(),
                        Instant.MAX,
                        () -> openAndLook(factory.create(), context),
                        answer::complete);
        return new Asked(sink, streams, call, answer);
    }

    private List<Finding> answer(Asked asked, long deadline) throws InterruptedException {
        try {
            return SinkFindings.of(await(asked, deadline - System.nanoTime()));
        } catch (TimeoutException late) {
            asked.call().interrupt();
        }
        String silence = "no answer within " + atMost.toSeconds() + " s";
        try {
            await(asked, LAST_WORD.toNanos());
            return List.of(Finding.failed(silence));
        } catch (TimeoutException hung) {
            return List.of(Finding.failed(silence + ", and it does not mind being interrupted"));
        }
    }

    private static SinkCall.Answer<CheckReport> await(Asked asked, long nanos)
            throws InterruptedException, TimeoutException {
        try {
            return asked.answer().get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is never a failure", e);
        }
    }

    /** A sink that does not open is asked, too: it may know why. */
    private static CheckReport openAndLook(Sink sink, SinkContext context)
            throws InterruptedException {
        try (sink) {
            var findings = new ArrayList<CheckReport.Finding>();
            try {
                sink.open(context);
                findings.add(finding(Level.OK, "can be opened"));
                findings.addAll(sink.check().findings());
            } catch (SinkException e) {
                findings.add(finding(Level.FAILED, SinkFindings.text(e)));
                findings.addAll(reasons(sink));
            }
            return new CheckReport(findings);
        }
    }

    private static List<CheckReport.Finding> reasons(Sink sink) throws InterruptedException {
        try {
            return sink.check().findings();
        } catch (RuntimeException notAnswered) {
            return List.of(
                    finding(
                            Level.UNKNOWN,
                            "has no more to say: " + notAnswered.getClass().getName()));
        }
    }

    private static CheckReport.Finding finding(Level level, String message) {
        return new CheckReport.Finding(
                CheckReport.Level.valueOf(level.name()), SinkFindings.TARGET, message);
    }
}
