package dev.headrace.distribution;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Posts batches from several threads and remembers which ids were acknowledged. */
final class Load implements AutoCloseable {

    private static final int BATCH = 20;

    private final HeadraceProcess headrace;
    private final String prefix;
    private final AtomicLong next = new AtomicLong();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final Duration pause;
    private volatile boolean stopped;

    /** As fast as the server answers. */
    Load(HeadraceProcess headrace, String prefix, int callers) {
        this(headrace, prefix, callers, Duration.ZERO);
    }

    /** With a pause after each answer. */
    Load(HeadraceProcess headrace, String prefix, int callers, Duration pause) {
        this.headrace = headrace;
        this.prefix = prefix;
        this.pause = pause;
        for (int i = 0; i < callers; i++) {
            threads.add(Thread.ofVirtual().start(this::post));
        }
    }

    /** The ids of the events in requests that were answered with 202 and no refusal. */
    Collection<String> acknowledged() {
        return acknowledged;
    }

    /** Answers that were no 202, and failures to connect. */
    Collection<String> unexpected() {
        return unexpected;
    }

    Duration slowest() {
        return Duration.ofNanos(slowestNanos.get());
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void post() {
        while (!stopped) {
            long first = next.getAndAdd(BATCH);
            List<String> ids =
                    IntStream.range(0, BATCH).mapToObj(i -> prefix + "-" + (first + i)).toList();
            long start = System.nanoTime();
            try {
                HttpResponse<String> answer =
                        headrace.post("/v1/streams/user-telemetry/events", Events.batch(ids));
                slowestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
                record(answer, ids);
                LockSupport.parkNanos(pause.toNanos());
            } catch (IOException e) {
                unexpected.add(e.toString());
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void record(HttpResponse<String> answer, List<String> ids) {
        boolean all =
                answer.statusCode() == 202
                        && JsonMapper.shared().readTree(answer.body()).path("accepted").asInt()
                                == BATCH;
        if (all) {
            acknowledged.addAll(ids);
        } else {
            unexpected.add(answer.statusCode() + " " + answer.body());
        }
    }
}
