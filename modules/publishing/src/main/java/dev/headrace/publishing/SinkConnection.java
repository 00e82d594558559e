package dev.headrace.publishing;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * The calls into one sink: opens an instance, writes through it, gives up calls that outlive their
 * deadline, and replaces an instance whose slots all hang. Owned by one dispatcher's thread, to
 * which answers come back.
 */
final class SinkConnection {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final SinkFactory factory;
    private final SinkRuntimeContext context;
    private final PublishingSettings settings;
    private final int parallelWrites;
    private final Executor dispatcher;
    private final Listener listener;

    private Optional<Sink> unopened;
    private Optional<Sink> sink = Optional.empty();
    private Optional<Opening> opening = Optional.empty();
    private final List<Write> writes = new ArrayList<>();
    private int abandonedElsewhere;
    private int calls;

    /** Whom answers are told, on the dispatcher's thread. */
    interface Listener {
        void opened();

        void openFailed(SinkCall.Answer<Sink> answer);

        void wrote(Batch batch, SinkCall.Answer<WriteResult> answer);

        /** The batch could not be read: whatever the sink has answered does not count. */
        void unread(Batch batch, LargeBatchView.Missing missing);

        /** Every slot hangs: the instance was closed. */
        void hung();
    }

    /**
     * @param first the instance that was made at the start
     * @param dispatcher runs what it is given on the dispatcher's thread
     */
    SinkConnection(
            SinkFactory factory,
            Sink first,
            int parallelWrites,
            SinkRuntimeContext context,
            PublishingSettings settings,
            Executor dispatcher,
            Listener listener) {
        this.factory = factory;
        this.unopened = Optional.of(first);
        this.parallelWrites = parallelWrites;
        this.context = context;
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.listener = listener;
    }

    boolean isOpen() {
        return sink.isPresent();
    }

    /** The open instance. */
    Optional<Sink> instance() {
        return sink;
    }

    /** Closes the open instance; the next one is opened when there is something to write. */
    void renew() {
        if (writes.isEmpty()) {
            sink.ifPresent(this::closeAside);
            sink = Optional.empty();
        }
    }

    /** Slots in use, those of calls that were given up and still run included. */
    int underWay() {
        return writes.size();
    }

    /** Whether no call is under way that could still be answered. */
    boolean isQuiet() {
        return writes.stream().allMatch(write -> write.abandoned) && opening.isEmpty();
    }

    /** The ordering keys of the slots in use. */
    Set<String> busyKeys() {
        var keys = new HashSet<String>();
        writes.forEach(write -> keys.addAll(write.batch.keys()));
        return keys;
    }

    /** Begins to open an instance, unless one is open or being opened, or too many calls hang. */
    void open(Instant now) {
        if (sink.isPresent()
                || opening.isPresent()
                || abandonedElsewhere >= settings.abandonedCalls()) {
            return;
        }
        Optional<Sink> given = unopened;
        unopened = Optional.empty();
        var attempt = new Opening();
        opening = Optional.of(attempt);
        attempt.call =
                Optional.of(
                        SinkCall.start(
                                nextName("open"),
                                factory.plugin(),
                                now.plus(settings.openTimeout()),
                                () -> openOrClose(given.orElseGet(factory::create)),
                                answer -> dispatcher.execute(() -> answered(attempt, answer))));
    }

    /** Begins a write. */
    void write(Batch batch, Instant now) {
        Sink target = sink.orElseThrow();
        batch.beginAttempt();
        RecordBatch view = batch.view(context.clock().instant().plus(settings.writeDeadline()));
        var write = new Write(batch, view);
        writes.add(write);
        write.call =
                Optional.of(
                        SinkCall.start(
                                nextName("write"),
                                factory.plugin(),
                                now.plus(settings.writeDeadline()),
                                () -> write(target, context.omissions().applyTo(view)),
                                answer -> dispatcher.execute(() -> answered(write, answer))));
    }

    /** Sees to deadlines. */
    void watch(Instant now) {
        opening.filter(attempt -> attempt.isOverdue(now, settings.lastWord()))
                .ifPresent(attempt -> {
                    opening = Optional.empty();
                    abandonedElsewhere++;
                    listener.openFailed(new SinkCall.Answer.Interrupted<>());
                });
        for (Write write : List.copyOf(writes)) {
            if (!write.abandoned && write.isOverdue(now, settings.lastWord())) {
                write.abandoned = true;
                listener.wrote(write.batch, new SinkCall.Answer.Interrupted<>());
            }
        }
        if (writes.size() == parallelWrites && writes.stream().allMatch(w -> w.abandoned)) {
            leaveHungInstance();
        }
    }

    /** When {@link #watch} has something to do. */
    Optional<Instant> nextDeadline() {
        return Stream.concat(
                        opening.stream().flatMap(attempt -> attempt.call.stream()),
                        writes.stream()
                                .filter(write -> !write.abandoned)
                                .flatMap(write -> write.call.stream()))
                .map(call -> call.due(settings.lastWord()))
                .min(Instant::compareTo);
    }

    /** Interrupts every call. */
    void interrupt() {
        opening.flatMap(attempt -> attempt.call).ifPresent(SinkCall::interrupt);
        writes.forEach(write -> write.call.ifPresent(SinkCall::interrupt));
    }

    /** Interrupts what is under way, closes the instance and waits for that, but not for ever. */
    void close() {
        interrupt();
        for (Sink last : Stream.concat(sink.stream(), unopened.stream()).toList()) {
            closeInTime(last);
        }
        sink = Optional.empty();
        unopened = Optional.empty();
    }

    private void closeInTime(Sink last) {
        SinkCall closing = closeAside(last);
        try {
            if (!closing.join(CLOSE_TIMEOUT)) {
                closing.interrupt();
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Sink {0} did not close in time",
                        context.name());
            }
        } catch (InterruptedException e) {
            closing.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private Sink openOrClose(Sink made) throws Exception {
        boolean opened = false;
        try {
            made.open(context);
            opened = true;
            return made;
        } finally {
            if (!opened) {
                made.close();
            }
        }
    }

    private static WriteResult write(Sink target, RecordBatch batch) throws Exception {
        try {
            WriteResult result = target.write(batch);
            if (result.size() != batch.size()) {
                throw new IllegalStateException("the result is of another batch");
            }
            return result;
        } finally {
            if (batch instanceof LargeBatchView large) {
                large.close();
            }
        }
    }

    private void answered(Opening attempt, SinkCall.Answer<Sink> answer) {
        if (opening.filter(current -> current == attempt).isEmpty()) {
            abandonedElsewhere--;
            if (answer instanceof SinkCall.Answer.Returned<Sink>(Sink late)) {
                closeAside(late);
            }
            return;
        }
        opening = Optional.empty();
        if (answer instanceof SinkCall.Answer.Returned<Sink>(Sink opened)) {
            sink = Optional.of(opened);
            listener.opened();
        } else {
            listener.openFailed(answer);
        }
    }

    private void answered(Write write, SinkCall.Answer<WriteResult> answer) {
        if (!writes.remove(write)) {
            abandonedElsewhere--;
        } else if (!write.abandoned) {
            write.missing()
                    .ifPresentOrElse(
                            missing -> listener.unread(write.batch, missing),
                            () -> listener.wrote(write.batch, answer));
        }
    }

    private void leaveHungInstance() {
        abandonedElsewhere += writes.size();
        writes.clear();
        sink.ifPresent(this::closeAside);
        sink = Optional.empty();
        listener.hung();
    }

    private SinkCall closeAside(Sink old) {
        return SinkCall.start(
                nextName("close"),
                factory.plugin(),
                Instant.MAX,
                () -> {
                    old.close();
                    return old;
                },
                this::noteBadClose);
    }

    private void noteBadClose(SinkCall.Answer<Sink> answer) {
        if (answer instanceof SinkCall.Answer.Broke<Sink>(Throwable bug)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Sink " + context.name() + " did not close cleanly",
                    bug);
        }
    }

    private String nextName(String what) {
        calls++;
        return "headrace-sink-" + context.name() + "-" + what + "-" + calls;
    }

    private static final class Opening {
        private Optional<SinkCall> call = Optional.empty();

        private boolean isOverdue(Instant now, Duration lastWord) {
            return call.filter(running -> running.overdue(now, lastWord)).isPresent();
        }
    }

    private static final class Write {
        private final Batch batch;
        private final RecordBatch view;
        private Optional<SinkCall> call = Optional.empty();
        private boolean abandoned;

        private Write(Batch batch, RecordBatch view) {
            this.batch = batch;
            this.view = view;
        }

        /** To be asked when the call has come back. */
        private Optional<LargeBatchView.Missing> missing() {
            return view instanceof LargeBatchView large ? large.missing() : Optional.empty();
        }

        private boolean isOverdue(Instant now, Duration lastWord) {
            return call.filter(running -> running.overdue(now, lastWord)).isPresent();
        }
    }
}
