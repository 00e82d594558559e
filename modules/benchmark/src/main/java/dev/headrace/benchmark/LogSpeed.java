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
 * The event log beside three that do less, in turns on the same disk. All write records of 500
 * bytes, with as many bytes each as the log takes for one, and count those whose force has
 * returned:
 *
 * <ul>
 *   <li>the log: so many virtual threads append and wait; it has used up its quota before the clock
 *       starts, as a log has that runs for longer than it keeps;
 *   <li>the bare loop: one thread writes as many records as a force of the log has had on average
 *       just before, from one buffer that is made once, into a file full of zeros, and forces it;
 *   <li>the full loop: the same with as many records as all callers together, which no log can have
 *       in a force: who has just been answered is not back when the next force begins;
 *   <li>the {@link GroupCommit}: the same callers, and the least that a log can do for them.
 * </ul>
 *
 * <p>A round has short slices of all in turn, because a disk that is shared has fast and slow
 * seconds.
 *
 * <p>Arguments: callers (64), rounds (7), slices of a round (20), records of one append (1).
 */
final class LogSpeed {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Duration SLICE = Duration.ofMillis(200);
    private static final long SEGMENT = LogSettings.DEFAULT_SEGMENT.bytes();

    private final int callers;
    private final int records;
    private final byte[] event = new SampleEvents(new SplittableRandom(1), NOW).event();

    private LogSpeed(int callers, int records) {
        this.callers = callers;
        this.records = records;
    }

    /** What takes part. */
    private record Lane(EventLog log, ForcedFile bare, ForcedFile full, ForcedFile commit) {}

    /** All in one round. */
    private record Round(Slice log, Slice bare, Slice full, Slice commit) {

        static final Round NOTHING =
                new Round(Slice.NOTHING, Slice.NOTHING, Slice.NOTHING, Slice.NOTHING);

        Round plus(Round other) {
            return new Round(
                    log.plus(other.log),
                    bare.plus(other.bare),
                    full.plus(other.full),
                    commit.plus(other.commit));
        }

        double bareToLog() {
            return bare.rate() / log.rate();
        }

        double fullToLog() {
            return full.rate() / log.rate();
        }

        double commitToLog() {
            return commit.rate() / log.rate();
        }
    }

    public static void main(String[] arguments) throws Exception {
        int callers = argument(arguments, 0, 64);
        int rounds = argument(arguments, 1, 7);
        int slices = argument(arguments, 2, 20);
        int records = argument(arguments, 3, 1);
        new LogSpeed(callers, records).run(rounds, slices);
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return index < arguments.length ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private void run(int rounds, int slices) throws Exception {
        Path path = ScratchFolder.create("log-speed");
        var settings =
                new LogSettings(
                        path,
                        ByteSize.ofMebibytes(1024),
                        Duration.ofHours(1),
                        LogSettings.DEFAULT_SEGMENT);
        try (DataFolder data = DataFolder.open(path, new SecureRandom());
                EventLog log =
                        data.openLog(settings, DeliveryState.keepingNothing(1), Clock.systemUTC());
                var bare = new ForcedFile();
                var full = new ForcedFile();
                var commit = new ForcedFile()) {
            while (log.start().sequence() == 0) {
                append(log);
            }
            var lane = new Lane(log, bare, full, commit);
            int recordBytes = recordBytes(path);
            round(lane, slices, recordBytes); // warms up
            List<Round> all = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                all.add(round(lane, slices, recordBytes));
                print(all.getLast(), recordBytes);
            }
            print(all);
        } finally {
            ScratchFolder.delete(path);
        }
    }

    private Round round(Lane lane, int slices, int recordBytes) throws Exception {
        Round round = Round.NOTHING;
        for (int i = 0; i < slices; i++) {
            Slice log = append(lane.log());
            int group = (int) Math.max(1, Math.round(log.group()));
            round =
                    round.plus(
                            new Round(
                                    log,
                                    loop(lane.bare(), group, recordBytes),
                                    loop(lane.full(), callers * records, recordBytes),
                                    GroupCommit.run(
                                            lane.commit(),
                                            callers,
                                            records,
                                            records * recordBytes,
                                            SLICE)));
        }
        return round;
    }

    @SuppressWarnings("SystemOut") // its purpose
    private static void print(Round round, int recordBytes) {
        System.out.printf(
                Locale.ROOT,
                "%d bytes a record; bare loop ÷ log %.2f%n  log          %s%n  bare loop    %s%n"
                        + "  full loop    %s%n  group commit %s%n",
                recordBytes,
                round.bareToLog(),
                text(round.log()),
                text(round.bare()),
                text(round.full()),
                text(round.commit()));
    }

    private static String text(Slice slice) {
        return String.format(
                Locale.ROOT,
                "%,9.0f records/s, %.2f µs of CPU each, %.1f of them in a force, %.0f µs for it",
                slice.rate(),
                slice.cpuMicros(),
                slice.group(),
                slice.forceMicros());
    }

    @SuppressWarnings("SystemOut") // its purpose
    private void print(List<Round> rounds) {
        System.out.printf(
                Locale.ROOT,
                "%d callers, %d records an append: bare loop ÷ log %s, full loop ÷ log %s,"
                        + " group commit ÷ log %s%n",
                callers,
                records,
                Spread.of(rounds.stream().mapToDouble(Round::bareToLog)).ratio(),
                Spread.of(rounds.stream().mapToDouble(Round::fullToLog)).ratio(),
                Spread.of(rounds.stream().mapToDouble(Round::commitToLog)).ratio());
    }

    /** Lets all callers append for the time of a slice. */
    private Slice append(EventLog log) {
        long end = System.nanoTime() + SLICE.toNanos();
        AtomicLong count = new AtomicLong();
        long forces = log.status().forces();
        Slice.Begun begun = Slice.begin();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                threads.execute(() -> append(log, end, count));
            }
        }
        return begun.ended(count.get(), log.status().forces() - forces);
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

    /** From the names of two segments, which say how many records fill one. */
    private static int recordBytes(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path.resolve("log"))) {
            List<Long> bases =
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.endsWith(".seg"))
                            .map(name -> HexFormat.fromHexDigitsToLong(name, 0, 16))
                            .sorted()
                            .toList();
            return (int) (SEGMENT / (bases.get(1) - bases.get(0)));
        }
    }

    /** Writes and forces so many records at a time. */
    private static Slice loop(ForcedFile file, int count, int recordBytes) throws IOException {
        ByteBuffer group = ByteBuffer.allocateDirect(count * recordBytes);
        long before = file.forces();
        long end = System.nanoTime() + SLICE.toNanos();
        Slice.Begun begun = Slice.begin();
        while (System.nanoTime() < end) {
            file.append(group.clear());
        }
        long forces = file.forces() - before;
        return begun.ended(forces * count, forces);
    }
}
