package dev.headrace.benchmark;

import dev.headrace.event.ByteSize;
import dev.headrace.event.Principal;
import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.DeliveryState;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.LogSettings;
import dev.headrace.eventlog.RecordDraft;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Appending records of 500 bytes durably: the event log with one and with 64 callers, beside a loop
 * that writes into a file full of zeros and forces it, with one and with 64 records at a time. The
 * difference between log and loop is what frames, checksums and the handing over to the writer
 * thread cost; the rest is the disk.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
        value = 3,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms512m", "-Xmx512m"})
public class LogAppendBenchmark {

    private static final int CALLERS = 64;
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private static byte[] event() {
        return new SampleEvents(new SplittableRandom(1), NOW).event();
    }

    /** An open event log that nobody reads, so that it deletes its oldest segments when full. */
    @State(Scope.Benchmark)
    public static class Log {

        private final Path path = ScratchFolder.create("event-log");
        private final DataFolder folder = DataFolder.open(path, new SecureRandom());
        private final EventLog log =
                folder.openLog(
                        new LogSettings(
                                path,
                                ByteSize.ofMebibytes(1024),
                                Duration.ZERO,
                                LogSettings.DEFAULT_SEGMENT),
                        DeliveryState.keepingNothing(1),
                        Clock.systemUTC());
        private final List<FrameDraft> frames = List.of(frame(event()));

        private static FrameDraft frame(byte[] event) {
            return new FrameDraft(
                    ShippedContract.STREAM,
                    1,
                    "0".repeat(64),
                    NOW,
                    Principal.service("example-service"),
                    Map.of(),
                    List.of(
                            new RecordDraft(
                                    "0193522e-9c00-7000-8000-000000000000",
                                    NOW,
                                    "editor",
                                    List.of("editor", "PROD", "SEARCH_RUN"),
                                    event,
                                    0,
                                    event.length)));
        }

        /** Leaves nothing behind. */
        @TearDown
        public void close() {
            log.close();
            folder.close();
            ScratchFolder.delete(path);
        }
    }

    /** A file that was written full of zeros and forced. */
    @State(Scope.Benchmark)
    public static class ZeroedFile {

        private static final int FILE_BYTES = 64 << 20;

        private final Path folder = ScratchFolder.create("zeroed-file");
        private final FileChannel channel;
        private final ByteBuffer one = ByteBuffer.allocateDirect(SampleEvents.BYTES);
        private final ByteBuffer many = ByteBuffer.allocateDirect(CALLERS * SampleEvents.BYTES);
        private long position;

        /** Writes the zeros. */
        public ZeroedFile() {
            try {
                channel =
                        FileChannel.open(
                                folder.resolve("file"),
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE);
                write(ByteBuffer.allocateDirect(FILE_BYTES));
                one.put(event()).flip();
                while (many.hasRemaining()) {
                    many.put(event());
                }
                many.flip();
            } catch (IOException e) {
                throw new IllegalStateException("the disk failed", e);
            }
        }

        private void write(ByteBuffer bytes) throws IOException {
            if (position + bytes.remaining() > FILE_BYTES) {
                position = 0;
            }
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
            bytes.rewind();
            channel.force(false);
        }

        /** Leaves nothing behind. */
        @TearDown
        public void close() throws IOException {
            channel.close();
            ScratchFolder.delete(folder);
        }
    }

    /** One caller: each append waits for a force of its own. */
    @Benchmark
    @Threads(1)
    public Appended logOneCaller(Log state) throws InterruptedException {
        return state.log.append(state.frames);
    }

    /** 64 callers: appends that wait at the same time share a force. */
    @Benchmark
    @Threads(CALLERS)
    public Appended logManyCallers(Log state) throws InterruptedException {
        return state.log.append(state.frames);
    }

    /** The floor for one caller. */
    @Benchmark
    @Threads(1)
    public long bareOneRecord(ZeroedFile state) throws IOException {
        state.write(state.one);
        return state.position;
    }

    /** The floor for 64 callers. */
    @Benchmark
    @Threads(1)
    @OperationsPerInvocation(CALLERS)
    public long bareManyRecords(ZeroedFile state) throws IOException {
        state.write(state.many);
        return state.position;
    }
}
