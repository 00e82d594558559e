package dev.headrace.publishing;

import dev.headrace.sink.ErasureReport;
import dev.headrace.sink.ErasureRequest;
import dev.headrace.sink.Sink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks an instance of each sink that is made for it, beside the one that delivers, to count or to
 * erase.
 */
final class ErasureCalls {

    private final SinkPlugins plugins;
    private final Duration atMost;

    /** A sink that is at it. */
    private record Begun(
            SinkSettings sink,
            SinkCall call,
            CompletableFuture<SinkCall.Answer<ErasureReport>> answer) {}

    /**
     * @param atMost how long the sinks may take, all at once
     */
    ErasureCalls(SinkPlugins plugins, Duration atMost) {
        this.plugins = plugins;
        this.atMost = atMost;
    }

    List<SinkErasure> ask(List<SinkSettings> sinks, Erasure erasure) throws InterruptedException {
        ErasureRequest request = request(erasure);
        List<Begun> begun = sinks.stream().map(sink -> begin(sink, request)).toList();
        long deadline = System.nanoTime() + atMost.toNanos();
        var done = new ArrayList<SinkErasure>();
        for (Begun one : begun) {
            done.add(answer(one, deadline));
        }
        return done;
    }

    private static ErasureRequest request(Erasure erasure) {
        return new ErasureRequest(
                ErasureRequest.Mode.valueOf(erasure.mode().name()),
                erasure.organisation(),
                erasure.traces().stream()
                        .map(trace ->
                                new ErasureRequest.Trace(
                                        trace.stream(), trace.place(), trace.texts()))
                        .toList());
    }

    private Begun begin(SinkSettings sink, ErasureRequest request) {
        SinkFactory factory = SinkCheck.factory(sink, plugins.provider(sink.type()).orElseThrow());
        var answer = new CompletableFuture<SinkCall.Answer<ErasureReport>>();
        SinkCall call =
                SinkCall.start(
                        "headrace-sink-" + sink.name() + "-erase",
                        factory.plugin(),
                        Instant.MAX,
                        () -> {
                            try (Sink own = factory.create()) {
                                return own.erase(request);
                            }
                        },
                        answer::complete);
        return new Begun(sink, call, answer);
    }

    private SinkErasure answer(Begun begun, long deadline) throws InterruptedException {
        try {
            long left = Math.max(deadline - System.nanoTime(), 0);
            return result(begun.sink(), begun.answer().get(left, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            begun.call().interrupt();
            return failed(
                    begun.sink(),
                    "not done within " + atMost.toSeconds() + " s: ask again, it goes on");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is never a failure", e);
        } catch (InterruptedException e) {
            begun.call().interrupt();
            throw e;
        }
    }

    private static SinkErasure result(SinkSettings sink, SinkCall.Answer<ErasureReport> answer) {
        return switch (answer) {
            case SinkCall.Answer.Returned<ErasureReport>(ErasureReport report) ->
                    looked(sink, report);
            case SinkCall.Answer.Faulted<ErasureReport> faulted ->
                    failed(sink, SinkFindings.text(faulted.fault()));
            case SinkCall.Answer.Broke<ErasureReport> broke ->
                    failed(sink, "the plugin has a bug: " + broke.bug().getClass().getName());
            case SinkCall.Answer.Interrupted<ErasureReport> interrupted ->
                    failed(sink, "it was given up");
        };
    }

    private static SinkErasure looked(SinkSettings sink, ErasureReport report) {
        if (report.support() == ErasureReport.Support.NOT_SUPPORTED) {
            return new SinkErasure(
                    sink.name(),
                    sink.type(),
                    List.of(),
                    List.of("a sink of the type " + sink.type() + " cannot find single events"),
                    Optional.empty());
        }
        return new SinkErasure(
                sink.name(),
                sink.type(),
                report.places().stream()
                        .map(place -> new SinkErasure.Place(place.name(), place.rows()))
                        .toList(),
                report.unreached(),
                Optional.empty());
    }

    private static SinkErasure failed(SinkSettings sink, String why) {
        return new SinkErasure(sink.name(), sink.type(), List.of(), List.of(), Optional.of(why));
    }
}
