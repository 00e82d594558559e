package dev.headrace.sink.tck;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A batch is the sink's only while it writes. */
abstract class KeepingChecks extends Checks {

    private static final Duration LATER = Duration.ofMillis(500);

    @Check(promise = "a batch is not looked into after write has returned", where = "RecordBatch")
    void aBatchIsNotTouchedAfterItsWrite() throws Exception {
        Subject sink = bench().opened();
        var batch = new LentBatch(bench().batch(0, 10));

        returned("a write", sink.writeCall(batch).end(Call.LONGEST));
        Thread.sleep(LATER);
        returned("a write", sink.write(bench().batch(20, 3)));
        returned("close", sink.closeCall().end(Call.LONGEST));

        require(
                batch.lateTouches() == 0,
                () -> "it was looked into " + batch.lateTouches() + " times afterwards");
    }

    @Check(promise = "a sink keeps nothing of a batch after write has returned", where = "Sink")
    void nothingOfABatchIsKept() throws Exception {
        Subject sink = bench().opened();

        List<WeakReference<?>> written = writeAndForget(sink);

        require(
                Wait.untilCollected(
                        patience(),
                        () -> written.stream().allMatch(reference -> reference.refersTo(null))),
                () -> {
                    long kept = written.stream().filter(ref -> !ref.refersTo(null)).count();
                    return kept + " of " + written.size() + " (batch and events) stay in memory";
                });
    }

    private List<WeakReference<?>> writeAndForget(Subject sink) throws Exception {
        var batch = new LentBatch(bench().batch(0, 10));
        returned("a write", sink.writeCall(batch).end(Call.LONGEST));
        var references = new ArrayList<WeakReference<?>>(batch.bytesGiven());
        references.add(new WeakReference<>(batch));
        return references;
    }
}
