package dev.headrace.benchmark;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What one turn of a contestant in this process has shown.
 *
 * @param rate records a second
 * @param cpuMicros the processor time of one record, of all threads of the process
 */
record Turn(double rate, double cpuMicros) {

    /** A turn that has begun. */
    record Begun(long nanos, long cpuNanos) {

        Turn ended(long records) {
            Duration cpu = Duration.ofNanos(Turn.cpuNanos() - cpuNanos);
            double seconds = (System.nanoTime() - nanos) / 1e9;
            return new Turn(records / seconds, cpu.toNanos() / 1e3 / records);
        }
    }

    static Begun begin() {
        return new Begun(System.nanoTime(), cpuNanos());
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
