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
import java.nio.file.Files;
import java.nio.file.Path;
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
 * The event log beside two that do less, in turns on the same disk. All write records of 500 bytes,
 * with as many bytes each as the log takes for one, and count those whose force has returned:
 *
 * <ul>
 *   <li>the log: so many virtual threads append and wait; it has used up its quota before the clock
 *       starts, as a log has that runs for longer than it keeps;
 *   <li>the bare loop: one thread writes as many records as all callers together, from one buffer
 *       that is made once, into a file full of zeros, and forces it;
 *   <li>the {@link GroupCommit}: the same callers, and the least that a log can do for them.
 * </ul>
 *
 * <p>Arguments: callers (64), rounds (7), seconds of a turn (4), records of one append (1).
 */
final class LogSpeed {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Duration FILL = Duration.ofMillis(100);
    private static final long SEGMENT = LogSettings.DEFAULT_SEGMENT.bytes();

    private final int callers;
    private final int records;
    private final Duration time;
    private final byte[] event = new SampleEvents(new SplittableRandom(1), NOW).event();

    private LogSpeed(int callers, int records, Duration time) {
        this.callers = callers;
        this.records = records;
        this.time = time;
    }

    /** What a turn of the log has shown, and the bytes that a record takes on disk. */
    private record LogTurn(Turn turn, int recordBytes) {}

    /** What a turn of the bare loop has shown, and the mean time of a force. */
    private record BareTurn(Turn turn, double forceMicros) {}

    /** All in one round. */
    private record Round(Turn log, Turn bare, Turn commit) {

        double bareToLog() {
            return bare.rate() / log.rate();
        }

        double commitToLog() {
            return commit.rate() / log.rate();
        }

        double bareToCommit() {
            return bare.rate() / commit.rate();
        }
    }

    @SuppressWarnings("SystemOut") // its purpose
    public static void main(String[] arguments) throws Exception {
        int callers = argument(arguments, 0, 64);
        int count = argument(arguments, 1, 7);
        int records = argument(arguments, 3, 1);
        LogSpeed speed =
                new LogSpeed(callers, records, Duration.ofSeconds(argument(arguments, 2, 4)));
        speed.round(); // warms up
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rounds.add(speed.round());
        }
        System.out.printf(
                Locale.ROOT,
                "%d callers, %d records an append: bare loop ÷ log %s, group commit ÷ log %s,"
                        + " bare loop ÷ group commit %s%n",
                callers,
                records,
                Spread.of(rounds.stream().mapToDouble(Round::bareToLog)).ratio(),
                Spread.of(rounds.stream().mapToDouble(Round::commitToLog)).ratio(),
                Spread.of(rounds.stream().mapToDouble(Round::bareToCommit)).ratio());
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return index < arguments.length ? Integer.parseInt(arguments[index]) : otherwise;
    }

    @SuppressWarnings("SystemOut") // its purpose
    private Round round() throws Exception {
        LogTurn log = log();
        BareTurn bare = bare(log.recordBytes());
        GroupCommit.Result commit =
                GroupCommit.run(callers, records, records * log.recordBytes(), time);
        Round round = new Round(log.turn(), bare.turn(), commit.turn());
        System.out.printf(
                Locale.ROOT,
                "%d bytes a record; records/s and µs of CPU a record: log %.0f, %.2f; bare loop"
                        + " %.0f, %.2f; group commit %.0f, %.2f; mean force %.0f µs of the loop's"
                        + " %d appends, %.0f µs of the commit's %.1f; bare loop ÷ log %.2f%n",
                log.recordBytes(),
                round.log().rate(),
                round.log().cpuMicros(),
                round.bare().rate(),
                round.bare().cpuMicros(),
                round.commit().rate(),
                round.commit().cpuMicros(),
                bare.forceMicros(),
                callers,
                commit.forceMicros(),
                commit.group(),
                round.bareToLog());
        return round;
    }

    private LogTurn log() throws Exception {
        Path path = ScratchFolder.create("log-speed");
        Turn measured;
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
            while (log.start().sequence() == 0) {
                append(log, System.nanoTime() + FILL.toNanos());
            }
            Turn.Begun begun = Turn.begin();
            measured = begun.ended(append(log, System.nanoTime() + time.toNanos()));
        }
        int bytes = recordBytes(path);
        ScratchFolder.delete(path);
        return new LogTurn(measured, bytes);
    }

    /** Lets all callers append until a time; returns how many records were appended. */
    private long append(EventLog log, long end) {
        AtomicLong count = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                threads.execute(() -> append(log, end, count));
            }
        }
        return count.get();
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

    private BareTurn bare(int recordBytes) throws IOException {
        ByteBuffer group = ByteBuffer.allocateDirect(callers * records * recordBytes);
        try (ForcedFile file = new ForcedFile()) {
            Turn.Begun begun = Turn.begin();
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < end) {
                file.append(group.clear());
            }
            return new BareTurn(begun.ended(file.forces() * callers * records), file.forceMicros());
        }
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
