package dev.headrace.benchmark;

import dev.headrace.event.Principal;
import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.Dedupe;
import dev.headrace.eventlog.DedupeSettings;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.Owner;
import dev.headrace.eventlog.Position;
import dev.headrace.eventlog.RecordDraft;
import dev.headrace.eventlog.Screening;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What dedupe costs an event of 500 bytes in a batch of 100, beside the append: digest, claim,
 * look-up in memory and in the filters of all runs, and remembering. The thread that writes runs is
 * at work beside it. Making the drafts is measured alone, to be taken off.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
        value = 3,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms512m", "-Xmx512m"})
public class DedupeBenchmark {

    private static final int BATCH = 100;
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    /** Dedupe that knows some ids already. */
    @State(Scope.Benchmark)
    public static class Node {

        /** How many ids are remembered before; the later ones are on disk. */
        @Param({"0", "4000000"})
        private int known;

        private final Path path = ScratchFolder.create("dedupe");
        private final DataFolder folder = DataFolder.open(path, new SecureRandom());
        private final NumberingLog log = new NumberingLog(folder.node());
        private final Dedupe dedupe =
                folder.openDedupe(
                        new DedupeSettings(
                                DedupeSettings.DEFAULT_WINDOW, DedupeSettings.DEFAULT_DISK_BUDGET),
                        log,
                        Clock.systemUTC(),
                        new SecureRandom());
        private final byte[] event = new SampleEvents(new SplittableRandom(1), NOW).event();
        private long next;

        /** Remembers what is to be known. */
        @Setup
        public void fill() throws InterruptedException {
            while (next < known) {
                take(batch(next));
            }
        }

        /** A request of a hundred events, numbered from here on. */
        List<FrameDraft> batch(long from) {
            var records = new ArrayList<RecordDraft>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                records.add(
                        new RecordDraft(
                                "0193522e-9c00-7000-8000-"
                                        + HexFormat.of().toHexDigits(from + i, 12),
                                NOW,
                                "",
                                List.of(),
                                event,
                                0,
                                event.length));
            }
            Principal service = Principal.service("example-service");
            return List.of(
                    new FrameDraft(
                            ShippedContract.STREAM,
                            1,
                            "0".repeat(64),
                            NOW,
                            service,
                            Map.of(),
                            records,
                            Optional.of(Owner.of(service))));
        }

        int take(List<FrameDraft> frames) throws InterruptedException {
            try (Screening screening = dedupe.screen(frames)) {
                if (screening.fresh().isEmpty()) {
                    return screening.duplicates();
                }
                screening.stored(new Appended(new Position(folder.node(), log.take(BATCH)), BATCH));
                next += BATCH;
                return 0;
            }
        }

        /** Leaves nothing behind. */
        @TearDown
        public void close() {
            dedupe.close();
            folder.close();
            ScratchFolder.delete(path);
        }
    }

    /** The drafts alone. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<FrameDraft> draftsAlone(Node state) {
        return state.batch(state.next);
    }

    /** Events that are new. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int newEvents(Node state) throws InterruptedException {
        return state.take(state.batch(state.next));
    }

    /** A batch that was accepted before. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int repeats(Node state) throws InterruptedException {
        if (state.next == 0) {
            state.take(state.batch(0));
        }
        return state.take(state.batch(0));
    }
}
