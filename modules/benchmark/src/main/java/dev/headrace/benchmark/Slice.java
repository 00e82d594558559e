package dev.headrace.benchmark;

import java.lang.management.ManagementFactory;

/**
 * What a contestant in this process has done in some time.
 *
 * @param records how many are on disk
 * @param forces how many times the disk was waited for
 * @param nanos how long it took
 * @param cpuNanos the processor time of all threads of the process
 */
record Slice(long records, long forces, long nanos, long cpuNanos) {

    static final Slice NOTHING = new Slice(0, 0, 0, 0);

    /** A slice that has begun. */
    record Begun(long nanos, long cpuNanos) {

        Slice ended(long records, long forces) {
            return new Slice(
                    records, forces, System.nanoTime() - nanos, Slice.processTime() - cpuNanos);
        }
    }

    static Begun begin() {
        return new Begun(System.nanoTime(), processTime());
    }

    private static long processTime() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    Slice plus(Slice other) {
        return new Slice(
                records + other.records,
                forces + other.forces,
                nanos + other.nanos,
                cpuNanos + other.cpuNanos);
    }

    /** Records a second. */
    double rate() {
        return records * 1e9 / nanos;
    }

    /** The records of a force, on average. */
    double group() {
        return (double) records / forces;
    }

    /** The processor time of a record, in microseconds. */
    double cpuMicros() {
        return cpuNanos / 1e3 / records;
    }

    /** The time of a force and all that belongs to it, in microseconds. */
    double forceMicros() {
        return nanos / 1e3 / forces;
    }
}
