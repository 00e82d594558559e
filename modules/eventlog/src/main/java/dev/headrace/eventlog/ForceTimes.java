package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;

/**
 * How long a volume takes to force 4 KiB that were just written into a file of zeros: what every
 * acknowledgement waits for.
 *
 * @param count how many were measured
 */
public record ForceTimes(int count, Duration p50, Duration p99, Duration longest) {

    private static final int BLOCK = 4096;

    /**
     * A disk that answers faster than this has not been asked: a flash drive with a cache that
     * survives a power cut takes about 20 µs, one without some hundred, a turning disk some
     * thousand.
     */
    private static final Duration SUSPICIOUS = Duration.ofNanos(15_000);

    /** Whether a force is so fast that the volume may only pretend. */
    public boolean isSuspicious() {
        return p50.compareTo(SUSPICIOUS) < 0;
    }

    /** Measures in a file of its own, which is deleted afterwards; takes some seconds at most. */
    public static ForceTimes measure(Path folder, int count) throws IOException {
        Path file = Files.createTempFile(folder, "force", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
            for (int i = 0; i < count; i++) {
                channel.write(block.clear(), (long) i * BLOCK);
            }
            channel.force(true);
            long[] nanos = new long[count];
            for (int i = 0; i < count; i++) {
                block.clear().putLong(0, i + 1L);
                channel.write(block, (long) i * BLOCK);
                long start = System.nanoTime();
                channel.force(false);
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            return new ForceTimes(
                    count, at(nanos, 0.50), at(nanos, 0.99), Duration.ofNanos(nanos[count - 1]));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Duration at(long[] sorted, double share) {
        return Duration.ofNanos(sorted[(int) Math.ceil(share * sorted.length) - 1]);
    }
}
