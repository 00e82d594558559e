package dev.headrace.benchmark;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/** How long each of many requests took: every value is kept, so percentiles are exact. */
final class Latencies {

    private final long[] sorted;

    private Latencies(long[] sorted) {
        this.sorted = sorted;
    }

    static Latencies of(Collection<Recorder> recorders) {
        long[] all = new long[recorders.stream().mapToInt(recorder -> recorder.count).sum()];
        int filled = 0;
        for (Recorder recorder : recorders) {
            System.arraycopy(recorder.nanos, 0, all, filled, recorder.count);
            filled += recorder.count;
        }
        Arrays.sort(all);
        return new Latencies(all);
    }

    int count() {
        return sorted.length;
    }

    /**
     * The smallest recorded value that so many percent of the values do not exceed; zero when there
     * are none.
     */
    Duration percentile(double percent) {
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return Duration.ofNanos(sorted[Math.clamp(rank - 1, 0, sorted.length - 1)]);
    }

    Duration max() {
        return percentile(100);
    }

    /** Takes the values of one thread. */
    static final class Recorder {

        private long[] nanos = new long[1 << 12];
        private int count;

        void record(long elapsedNanos) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = elapsedNanos;
        }
    }
}
