package dev.headrace.sink.tck;

import dev.headrace.sink.SinkException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call of a sink, on a platform thread of its own, as Headrace calls. */
final class Call<T> {

    /** Far beyond what any check waits for; a call that takes longer hangs. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    /** A second is promised; the rest is for machines under load. */
    static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);

    private final Thread thread;
    private final CompletableFuture<End<T>> end = new CompletableFuture<>();

    /** How it ended, and whether the thread was left interrupted. */
    record End<T>(Answer<T> answer, boolean leftInterrupted) {}

    private Call(ThreadGroup group, ClassLoader loader, Callable<T> body) {
        thread =
                Thread.ofPlatform()
                        .group(group)
                        .name("sink-call")
                        .daemon()
                        .unstarted(() -> run(body));
        thread.setContextClassLoader(loader);
    }

    static <T> Call<T> start(ThreadGroup group, ClassLoader loader, Callable<T> body) {
        var call = new Call<T>(group, loader, body);
        call.thread.start();
        return call;
    }

    private void run(Callable<T> body) {
        Answer<T> answer = answer(body);
        end.complete(new End<>(answer, Thread.currentThread().isInterrupted()));
    }

    private Answer<T> answer(Callable<T> body) {
        try {
            return new Answer.Returned<>(body.call());
        } catch (SinkException e) {
            return new Answer.Refused<>(e);
        } catch (InterruptedException e) {
            return new Answer.Interrupted<>();
        } catch (Throwable e) { // the sink's fault, to be shown and not to be lost
            return new Answer.Failed<>(e);
        }
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** How it ended within a time; empty when it still runs. */
    Optional<End<T>> within(Duration time) throws InterruptedException {
        try {
            return Optional.of(end.get(time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call completes normally", e);
        }
    }

    /** Waits for the end; interrupts at the given time, and gives up soon after. */
    Answer<T> end(Duration longest) throws InterruptedException {
        Optional<End<T>> ended = within(longest);
        if (ended.isEmpty()) {
            interrupt();
            ended = within(AFTER_INTERRUPT);
        }
        return ended.map(End::answer).orElseGet(() -> new Answer.Hung<>(where()));
    }

    /** Where it is now. */
    String where() {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length == 0 ? "its end" : stack[0].toString();
    }
}
