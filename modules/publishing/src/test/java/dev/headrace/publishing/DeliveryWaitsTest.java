package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DeliveryWaitsTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final AtomicLong reached = new AtomicLong();
    private final DeliveryWaits waits = new DeliveryWaits(range -> range.to() <= reached.get());

    @Test
    void goesOnWithoutWaitingWhenAllIsRecorded() throws Exception {
        reached.set(5);

        assertThat(waits.await(List.of(new Range(0, 3), new Range(4, 5)), in(Duration.ZERO)))
                .isTrue();
    }

    @Test
    void wakesWhenTheLastRangeIsRecordedAndNotBefore() throws Exception {
        Future<Boolean> waiting = inBackground(List.of(new Range(0, 3), new Range(4, 5)));
        await().until(() -> waits.size() == 1);

        record(3);
        assertThat(waiting.isDone()).isFalse();
        record(5);

        assertThat(waiting.get()).isTrue();
        assertThat(waits.size()).isZero();
    }

    @Test
    void endsAtTheDeadlineAndLeavesNothingBehind() throws Exception {
        assertThat(waits.await(List.of(new Range(0, 1)), in(Duration.ofMillis(20)))).isFalse();
        assertThat(waits.size()).isZero();
    }

    @Test
    void anInterruptEndsTheWaitAndLeavesNothingBehind() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> waiting =
                    threads.submit(() -> waits.await(List.of(new Range(0, 1)), in(LONG)));
            await().until(() -> waits.size() == 1);

            threads.shutdownNow();

            assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
            assertThat(waits.size()).isZero();
        }
    }

    /** The recorder runs right behind the first look, or behind the one that comes after it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRecordRightBehindALookWakesAllTheSame(int look) throws Exception {
        var looks = new AtomicInteger();
        var recorded = new AtomicBoolean();
        var self = new ArrayList<DeliveryWaits>();
        var waits =
                new DeliveryWaits(range -> {
                    boolean seen = recorded.get();
                    if (looks.incrementAndGet() == look) {
                        recorded.set(true);
                        self.forEach(DeliveryWaits::wake);
                    }
                    return seen;
                });
        self.add(waits);

        assertThat(waits.await(List.of(new Range(0, 1)), in(LONG))).isTrue();
    }

    /** With a wake-up lost, one of the waits would last until its deadline, and the test fail. */
    @Test
    void losesNoWakeUpWhateverRunsAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long round = 0; round < 5_000; round++) {
                var ranges = List.of(new Range(round, round + 1));
                Callable<Boolean> wait = () -> waits.await(ranges, in(LONG));
                List<Future<Boolean>> waiting =
                        List.of(threads.submit(wait), threads.submit(wait), threads.submit(wait));

                record(round + 1);

                for (Future<Boolean> one : waiting) {
                    assertThat(one.get()).isTrue();
                }
            }
            assertThat(waits.size()).isZero();
        }
    }

    /** As a sink does: the change first, then the look at who waits. */
    private void record(long to) {
        reached.set(to);
        waits.wake();
    }

    private Future<Boolean> inBackground(List<Range> ranges) {
        Callable<Boolean> wait = () -> waits.await(ranges, in(LONG));
        var task = new java.util.concurrent.FutureTask<>(wait);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static long in(Duration duration) {
        return System.nanoTime() + duration.toNanos();
    }
}
