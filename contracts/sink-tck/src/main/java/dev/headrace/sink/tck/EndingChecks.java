package dev.headrace.sink.tck;

import dev.headrace.sink.WriteResult;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nothing of a sink outlives it. */
abstract class EndingChecks extends Checks {

    private static final int CYCLES = 5;
    private static final Duration SLOW = Duration.ofMillis(50);

    @Check(promise = "close is legal twice", where = "Sink.close")
    void closesTwice() throws Exception {
        Subject sink = bench().opened();
        deliver("a write", sink, bench().batch(0, 3));

        returned("the first close", sink.closeCall().end(Call.LONGEST));
        returned("the second close", sink.closeCall().end(Call.LONGEST));
    }

    @Check(promise = "close is legal without open", where = "Sink.close")
    void closesWithoutOpen() throws Exception {
        Subject sink = bench().subject();

        returned("close without open", sink.closeCall().end(Call.LONGEST));
    }

    @Check(
            promise = "close is legal after a failed open, and leaves no thread then either",
            where = "Sink.close",
            needs = Need.AWAY)
    void closesAfterAFailedOpen() throws Exception {
        Subject sink = bench().subject();
        try (AutoCloseable away = Faults.away(bench()).on()) {
            sink.openCall().end(Call.LONGEST.dividedBy(3));

            returned("close after a failed open", sink.closeCall().end(Call.LONGEST));
        }

        requireNoThreads("after a failed open and close", sink);
    }

    @Check(promise = "no thread outlives close", where = "Sink")
    void noThreadOutlivesClose() throws Exception {
        Subject sink = bench().opened();
        deliver("a write", sink, bench().batch(0, 3));

        returned("close", sink.closeCall().end(Call.LONGEST));

        requireNoThreads("after close", sink);
    }

    private void requireNoThreads(String when, Subject sink) throws Exception {
        require(
                Wait.until(patience(), () -> sink.threads().isEmpty()),
                () ->
                        "%s these threads of the sink still run: %s"
                                .formatted(
                                        when,
                                        sink.threads().stream().map(Thread::getName).toList()));
    }

    @Check(promise = "no connection outlives close", where = "Sink.close", needs = Need.NETWORK)
    void noConnectionOutlivesClose() throws Exception {
        Subject sink = bench().opened();
        bench().network().set(new Fault.Latency(SLOW)); // so that the writes do need several
        var calls = new ArrayList<Call<WriteResult>>();
        for (int writer = 0; writer < Math.min(4, bench().traits().parallelWrites()); writer++) {
            SampleRecord record = bench().record(writer);
            calls.add(sink.writeCall(bench().batch(List.of(record.withKey("key-" + writer)))));
        }
        for (Call<WriteResult> call : calls) {
            returned("one of several writes at once", call.end(Call.LONGEST));
        }
        bench().network().set(new Fault.None());

        returned("close", sink.closeCall().end(Call.LONGEST));

        require(
                Wait.until(patience(), () -> bench().network().connections() == 0),
                () -> bench().network().connections() + " connections are still open after close");
    }

    @Check(
            promise = "no file, socket, pipe or selector outlives close",
            where = "Sink.close",
            needs = Need.DESCRIPTORS)
    void nothingOpenOutlivesClose() throws Exception {
        live(-1);
        List<String> before = Descriptors.open();
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            live(cycle);
        }

        // What a target in this process opens is not the sink's: only growth with each life counts.
        require(
                Wait.untilCollected(patience(), () -> grown(before).size() < CYCLES),
                () -> "with each life of a sink more stays open: " + grown(before));
    }

    private static List<String> grown(List<String> before) {
        try {
            var grown = new ArrayList<>(Descriptors.open());
            before.forEach(grown::remove);
            return grown;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void live(int cycle) throws Exception {
        Subject sink = bench().opened();
        deliver("a write", sink, bench().batch((cycle + 1) * 10, 3));
        returned("close", sink.closeCall().end(Call.LONGEST));
    }

    @Check(
            promise = "the class loader of a plugin goes with it",
            where = "docs of the plugin loader",
            needs = Need.UNLOADABLE)
    void noClassLoaderIsLeftBehind() throws Exception {
        WeakReference<ClassLoader> loader = liveInAnIsolatedLoader();

        require(
                Wait.untilCollected(patience(), () -> loader.refersTo(null)),
                () ->
                        "after close something still holds the plugin's classes: a thread, a"
                                + " shutdown hook, a JMX bean, a registered driver or a thread-local");
    }

    private WeakReference<ClassLoader> liveInAnIsolatedLoader() throws Exception {
        try (var plugin = IsolatedPlugin.of(bench().contract().provider().getClass())) {
            var provider = plugin.unlisted();
            var subject =
                    new Subject(
                            provider.create(provider.config().parse(bench().settings())),
                            bench().context());
            returned("open in a loader of its own", subject.open());
            deliver("a write in a loader of its own", subject, bench().batch(0, 3));
            returned("close in a loader of its own", subject.closeCall().end(Call.LONGEST));
            return new WeakReference<>(plugin.loader());
        }
    }
}
