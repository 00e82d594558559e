package dev.headrace.eventlog;

import dev.headrace.event.ByteSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * A sanity figure by hand, not a benchmark: 64 virtual threads append 500-byte records, next to a
 * bare loop that writes the same bytes in groups of 64 into a pre-zeroed file and forces each.
 * Arguments: a folder on the disk in question, and how many rounds.
 */
final class AppendSpeed {

    private static final int CALLERS = 64;
    private static final int RECORD = 500;
    private static final Duration ROUND = Duration.ofSeconds(4);

    private AppendSpeed() {}

    @SuppressWarnings("SystemOut") // its purpose
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            double log = log(Files.createTempDirectory(folder, "log"));
            double bare = bare(Files.createTempFile(folder, "bare", ".bin"));
            System.out.printf(
                    Locale.ROOT,
                    "log %.0f records/s, bare loop %.0f records/s, ratio %.2f%n",
                    log,
                    bare,
                    log / bare);
        }
    }

    private static double log(Path folder) throws Exception {
        LogSettings settings =
                new LogSettings(
                        folder,
                        ByteSize.ofMebibytes(512),
                        Duration.ZERO,
                        LogSettings.DEFAULT_SEGMENT);
        FakeDelivery delivery = new FakeDelivery();
        delivery.needed.set(Long.MAX_VALUE);
        AtomicLong count = new AtomicLong();
        try (DataFolder data = DataFolder.open(folder, RandomGenerator.getDefault());
                EventLog log = data.openLog(settings, delivery, Clock.systemUTC())) {
            long end = System.nanoTime() + ROUND.toNanos();
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < CALLERS; i++) {
                    callers.execute(() -> append(log, end, count));
                }
            }
        }
        return count.get() / (double) ROUND.toSeconds();
    }

    private static void append(EventLog log, long end, AtomicLong count) {
        RecordDraft record = Drafts.record("id", RECORD);
        try {
            while (System.nanoTime() < end) {
                count.addAndGet(log.append(List.of(Drafts.frame(record))).count());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double bare(Path file) throws IOException {
        int frame = (int) new EncodedDraft(Drafts.frame(Drafts.record("id", RECORD))).size();
        ByteBuffer group = ByteBuffer.allocateDirect(CALLERS * frame);
        long size = LogSettings.DEFAULT_SEGMENT.bytes();
        long groups = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long at = 0; at < size; at += 1 << 20) {
                channel.write(ByteBuffer.allocate(1 << 20), at);
            }
            channel.force(true);
            long end = System.nanoTime() + ROUND.toNanos();
            while (System.nanoTime() < end) {
                channel.write(group.clear(), groups * group.capacity() % (size - group.capacity()));
                channel.force(false);
                groups++;
            }
        }
        return groups * CALLERS / (double) ROUND.toSeconds();
    }
}
