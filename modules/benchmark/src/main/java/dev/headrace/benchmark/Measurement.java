package dev.headrace.benchmark;

import java.time.Duration;

/**
 * What one run of one contestant took.
 *
 * @param requests how many requests, or units of work of the size of a request
 * @param elapsed how long the run was
 * @param cpu processor time of the contestant's whole process, user and system
 * @param latencies the latency of each request; of none where nothing is asked over HTTP
 */
record Measurement(long requests, Duration elapsed, Duration cpu, Latencies latencies) {

    double requestsPerSecond() {
        return requests / seconds(elapsed);
    }

    /** In microseconds. */
    double cpuPerRequest() {
        return seconds(cpu) * 1e6 / requests;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
