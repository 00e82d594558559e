package dev.headrace.eventlog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** An append on its way from a caller, who parks, to the writer, who wakes it with the outcome. */
final class PendingAppend {

    /** Where it stands: waiting, then taken or cancelled; a taken one ends in one of three ways. */
    private sealed interface State {}

    private record Waiting() implements State {}

    private record Taken() implements State {}

    private record Cancelled() implements State {}

    private record Stored(Appended appended) implements State {}

    private record Refused(String message) implements State {}

    private record Failed(String message, Throwable cause) implements State {}

    private static final State WAITING = new Waiting();
    private static final State TAKEN = new Taken();
    private static final State CANCELLED = new Cancelled();

    private final List<EncodedDraft> frames;
    private final long size;
    private final int records;
    private final Thread caller = Thread.currentThread();
    private final AtomicReference<State> state = new AtomicReference<>(WAITING);

    private PendingAppend(List<EncodedDraft> frames, long size, int records) {
        this.frames = frames;
        this.size = size;
        this.records = records;
    }

    /** Encodes frames, for the calling thread: it alone may await the outcome. */
    static PendingAppend of(List<FrameDraft> frames) {
        var encoded = new ArrayList<EncodedDraft>(frames.size());
        long size = 0;
        int records = 0;
        for (FrameDraft frame : frames) {
            var draft = new EncodedDraft(frame);
            encoded.add(draft);
            size += draft.size();
            records += draft.records();
        }
        return new PendingAppend(encoded, size, records);
    }

    List<EncodedDraft> frames() {
        return frames;
    }

    /** The bytes that the frames take in a segment. */
    long size() {
        return size;
    }

    int records() {
        return records;
    }

    /** For the writer: true when the append is now its own, false when the caller has gone. */
    boolean claim() {
        return state.compareAndSet(WAITING, TAKEN);
    }

    void store(Appended appended) {
        end(new Stored(appended));
    }

    void refuse(String message) {
        end(new Refused(message));
    }

    void fail(String message, Throwable cause) {
        end(new Failed(message, cause));
    }

    private void end(State outcome) {
        state.set(outcome);
        LockSupport.unpark(caller);
    }

    /**
     * Waits for the outcome. An interrupt takes the append back if the writer has not begun with
     * it; else the outcome is awaited and the interrupt kept.
     */
    Appended await() throws InterruptedException {
        boolean interrupted = false;
        while (!isOver()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
            if (interrupted && state.compareAndSet(WAITING, CANCELLED)) {
                throw new InterruptedException("nothing was appended");
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome();
    }

    private boolean isOver() {
        return switch (state.get()) {
            case Waiting _, Taken _, Cancelled _ -> false;
            case Stored _, Refused _, Failed _ -> true;
        };
    }

    private Appended outcome() {
        return switch (state.get()) {
            case Stored(Appended appended) -> appended;
            case Refused(String message) -> throw new EventLogFullException(message);
            case Failed(String message, Throwable cause) ->
                    throw new EventLogFailedException(message, cause);
            case Waiting _, Taken _, Cancelled _ -> throw new IllegalStateException("not over");
        };
    }
}
