package dev.headrace.publishing;

import dev.headrace.sink.SinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * One call into a plugin, on a platform thread of its own, with the plugin's class loader as
 * context class loader. The thread ends when the call does, however late that is.
 */
final class SinkCall {

    private final Instant deadline;
    private final Thread thread;
    private boolean interrupted;

    /** How a call came back. */
    sealed interface Answer<A> {
        record Returned<A>(A value) implements Answer<A> {}

        /** The target's fault. */
        record Faulted<A>(SinkException fault) implements Answer<A> {}

        /** The plugin's bug. */
        record Broke<A>(Throwable bug) implements Answer<A> {}

        /** Given up because of its deadline, or because Headrace stops. */
        record Interrupted<A>() implements Answer<A> {}
    }

    private SinkCall(Instant deadline, Thread thread) {
        this.deadline = deadline;
        this.thread = thread;
    }

    /**
     * Begins a call.
     *
     * @param name the thread's name
     * @param returned called on the call's own thread
     */
    static <A> SinkCall start(
            String name,
            ClassLoader plugin,
            Instant deadline,
            Callable<A> body,
            Consumer<Answer<A>> returned) {
        Thread thread =
                Thread.ofPlatform()
                        .name(name)
                        .daemon()
                        .unstarted(() -> returned.accept(answer(body)));
        thread.setContextClassLoader(plugin);
        thread.start();
        return new SinkCall(deadline, thread);
    }

    /** When {@link #overdue} has to be asked again. */
    Instant due(Duration lastWord) {
        return interrupted ? deadline.plus(lastWord) : deadline;
    }

    /** Interrupts the call at its deadline; true when it has had its last word, too. */
    boolean overdue(Instant now, Duration lastWord) {
        if (!interrupted && !deadline.isAfter(now)) {
            interrupt();
        }
        return interrupted && !deadline.plus(lastWord).isAfter(now);
    }

    void interrupt() {
        interrupted = true;
        thread.interrupt();
    }

    /** Waits for the call's end; true when it came. */
    boolean join(Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }

    // A plugin may throw anything; whatever it is must not end more than this call.
    private static <A> Answer<A> answer(Callable<A> body) {
        try {
            return new Answer.Returned<>(body.call());
        } catch (SinkException e) {
            return new Answer.Faulted<>(e);
        } catch (InterruptedException e) {
            return new Answer.Interrupted<>();
        } catch (Throwable e) {
            return new Answer.Broke<>(e);
        }
    }
}
