package dev.headrace.benchmark;

import dev.headrace.event.ByteSize;
import dev.headrace.event.Principal;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.DeliveryState;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.LogSettings;
import dev.headrace.eventlog.RecordDraft;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The event log beside a bare loop, in turns: so many virtual threads append records of 500 bytes
 * and wait; then a loop writes as many records at once, with as many bytes each as the log takes
 * for one, into a file full of zeros and forces it. Arguments: callers (64), rounds (7), seconds of
 * a turn (4), records of one append (1).
 */
final class LogSpeed {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final long SEGMENT = LogSettings.DEFAULT_SEGMENT.bytes();

    private final int callers;
    private final int records;
    private final Duration turn;
    private final byte[] event = new SampleEvents(new SplittableRandom(1), NOW).event();

    private LogSpeed(int callers, int records, Duration turn) {
        this.callers = callers;
        this.records = records;
        this.turn = turn;
    }

    /** What a turn of the log has shown: records a second, and the bytes that one takes on disk. */
    private record LogTurn(double rate, int recordBytes) {}

    @SuppressWarnings("SystemOut") // its purpose
    public static void main(String[] arguments) throws Exception {
        int callers = argument(arguments, 0, 64);
        int rounds = argument(arguments, 1, 7);
        int records = argument(arguments, 3, 1);
        LogSpeed speed =
                new LogSpeed(callers, records, Duration.ofSeconds(argument(arguments, 2, 4)));
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            LogTurn log = speed.log();
            double bare = speed.bare(log.recordBytes());
            if (round > 0) { // the first one warms up
                ratios.add(bare / log.rate());
                System.out.printf(
                        Locale.ROOT,
                        "log %.0f records/s, bare loop %.0f records/s of %d bytes, ratio %.2f%n",
                        log.rate(),
                        bare,
                        log.recordBytes(),
                        bare / log.rate());
            }
        }
        Collections.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%d callers, %d records an append: bare loop ÷ log: median %.2f (%.2f..%.2f)%n",
                callers,
                records,
                ratios.get(ratios.size() / 2),
                ratios.getFirst(),
                ratios.getLast());
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return index < arguments.length ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private LogTurn log() throws Exception {
        Path path = ScratchFolder.create("log-speed");
        AtomicLong count = new AtomicLong();
        try (DataFolder data = DataFolder.open(path, new SecureRandom());
                EventLog log =
                        data.openLog(
                                new LogSettings(
                                        path,
                                        ByteSize.ofMebibytes(1024),
                                        Duration.ofHours(1),
                                        LogSettings.DEFAULT_SEGMENT),
                                new NoSinks(),
                                Clock.systemUTC())) {
            long end = System.nanoTime() + turn.toNanos();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < callers; i++) {
                    threads.execute(() -> append(log, end, count));
                }
            }
            log.append(List.of(frame()));
        }
        double rate = count.get() / (double) turn.toSeconds();
        int bytes = recordBytes(path);
        ScratchFolder.delete(path);
        return new LogTurn(rate, bytes);
    }

    private void append(EventLog log, long end, AtomicLong count) {
        List<FrameDraft> frames = List.of(frame());
        try {
            while (System.nanoTime() < end) {
                count.addAndGet(log.append(frames).count());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FrameDraft frame() {
        return new FrameDraft(
                ShippedContract.STREAM,
                1,
                "0".repeat(64),
                NOW,
                Principal.service("example-service"),
                Map.of(),
                Collections.nCopies(records, record()));
    }

    private RecordDraft record() {
        return new RecordDraft(
                "0193522e-9c00-7000-8000-000000000000",
                NOW,
                "editor",
                List.of("editor", "PROD", "SEARCH_RUN"),
                event,
                0,
                event.length);
    }

    /** From the names of two segments, which say how many records fill one; else an estimate. */
    private int recordBytes(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path.resolve("log"))) {
            List<Long> bases =
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.endsWith(".seg"))
                            .map(name -> HexFormat.fromHexDigitsToLong(name, 0, 16))
                            .sorted()
                            .toList();
            return bases.size() < 2
                    ? event.length + 256
                    : (int) (SEGMENT / (bases.get(1) - bases.get(0)));
        }
    }

    private double bare(int recordBytes) throws IOException {
        Path path = ScratchFolder.create("bare-speed");
        ByteBuffer group = ByteBuffer.allocateDirect(callers * records * recordBytes);
        long groups = 0;
        try (FileChannel channel =
                FileChannel.open(
                        path.resolve("file"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE)) {
            for (long at = 0; at < SEGMENT; at += 1 << 20) {
                channel.write(ByteBuffer.allocateDirect(1 << 20), at);
            }
            channel.force(true);
            long end = System.nanoTime() + turn.toNanos();
            while (System.nanoTime() < end) {
                long room = SEGMENT - group.capacity();
                channel.write(group.clear(), groups * group.capacity() % room);
                channel.force(false);
                groups++;
            }
        }
        ScratchFolder.delete(path);
        return groups * callers * records / (double) turn.toSeconds();
    }

    /** Nobody waits for a record. */
    private record NoSinks() implements DeliveryState {

        @Override
        public int routeEpoch() {
            return 1;
        }

        @Override
        public long neededFrom() {
            return Long.MAX_VALUE;
        }

        @Override
        public long pinnedFrom() {
            return Long.MAX_VALUE;
        }

        @Override
        public void expire(long before) {
            throw new IllegalStateException("nothing can expire without sinks");
        }
    }
}
