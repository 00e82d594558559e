package dev.headrace.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The same load for every server: some keep-alive connections, a platform thread for each.
 *
 * @param requests what is sent
 * @param connections how many requests can be at work at once
 * @param pace when they are sent
 */
record Load(SignedRequests requests, int connections, Pace pace) {

    private static final int ACCEPTED = 202;

    /**
     * What a run achieved.
     *
     * @param elapsed until the last answer
     */
    record Result(Duration elapsed, Latencies latencies) {}

    /**
     * Sends for a while; every request must be accepted.
     *
     * @throws IOException when one is not
     */
    Result run(InetSocketAddress server, Duration length) throws IOException, InterruptedException {
        var recorders = new ArrayList<Latencies.Recorder>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            long start = System.nanoTime();
            Pace.Schedule schedule = pace.start(length);
            List<Future<Latencies.Recorder>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int first = i * 7;
                running.add(threads.submit(() -> send(server, schedule, first)));
            }
            for (Future<Latencies.Recorder> one : running) {
                recorders.add(one.get());
            }
            return new Result(Duration.ofNanos(System.nanoTime() - start), Latencies.of(recorders));
        } catch (ExecutionException e) {
            throw new IOException("the load was not taken", e.getCause());
        }
    }

    private Latencies.Recorder send(InetSocketAddress server, Pace.Schedule schedule, int first)
            throws IOException {
        var recorder = new Latencies.Recorder();
        try (var connection = new Connection(server)) {
            OptionalLong turn = schedule.awaitNext();
            for (int number = first; turn.isPresent(); number++) {
                Answer answer = connection.exchange(requests.request(number));
                recorder.record(System.nanoTime() - turn.getAsLong());
                if (answer.status() != ACCEPTED) {
                    throw new IOException("answered " + answer.status() + ": " + answer.body());
                }
                turn = schedule.awaitNext();
            }
        }
        return recorder;
    }
}
