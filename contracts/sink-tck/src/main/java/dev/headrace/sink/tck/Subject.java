package dev.headrace.sink.tck;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.Sink;
import dev.headrace.sink.WriteResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** One sink under test: called as Headrace calls it, in a group that shows its threads. */
final class Subject implements AutoCloseable {

    /** Threads of the JDK's own that a sink may have woken and that no sink ends. */
    private static final List<String> OF_THE_JDK =
            List.of("ForkJoinPool.commonPool-", "process reaper");

    private final ThreadGroup group = new ThreadGroup("sink-under-test");
    private final Sink sink;
    private final SampleContext context;

    Subject(Sink sink, SampleContext context) {
        this.sink = sink;
        this.context = context;
    }

    SampleContext context() {
        return context;
    }

    Answer<String> open() throws InterruptedException {
        return openCall().end(Call.LONGEST);
    }

    Call<String> openCall() {
        return call(() -> {
            sink.open(context);
            return "open";
        });
    }

    Answer<WriteResult> write(SampleBatch batch) throws InterruptedException {
        return writeCall(batch).end(Call.LONGEST);
    }

    Call<WriteResult> writeCall(SampleBatch batch) {
        return writeCall(new LentBatch(batch));
    }

    Call<WriteResult> writeCall(LentBatch batch) {
        return call(() -> {
            try {
                return sink.write(batch);
            } finally {
                batch.giveBack();
            }
        });
    }

    /** Writes batch after batch until the thread is interrupted, or until a time. */
    Call<WriteResult> writesCall(Supplier<SampleBatch> batches, Instant end) {
        return call(() -> {
            WriteResult last;
            do {
                last = sink.write(new LentBatch(batches.get()));
            } while (!Thread.currentThread().isInterrupted()
                    && Clock.systemUTC().instant().isBefore(end));
            return last;
        });
    }

    Call<CheckReport> checkCall() {
        return call(sink::check);
    }

    Call<String> closeCall() {
        return call(() -> {
            sink.close();
            return "closed";
        });
    }

    /** Closes it; meant for the end of a check, so what happens is not judged. */
    @Override
    public void close() throws InterruptedException {
        closeCall().end(Duration.ofSeconds(20));
    }

    private <T> Call<T> call(Callable<T> body) {
        return Call.start(group, sink.getClass().getClassLoader(), body);
    }

    /** The threads that it has started and that still run, without those of the kit's calls. */
    List<Thread> threads() {
        var found = new Thread[group.activeCount() + 64];
        int count = group.enumerate(found, true);
        return Arrays.stream(found, 0, count)
                .filter(thread -> !thread.getName().equals("sink-call"))
                .filter(thread -> OF_THE_JDK.stream().noneMatch(thread.getName()::startsWith))
                .toList();
    }
}
