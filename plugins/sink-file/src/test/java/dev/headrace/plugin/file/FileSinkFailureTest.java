package dev.headrace.plugin.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.FolderCheck;
import dev.headrace.sink.FolderFailure;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkFailureTest {

    private static final String FOLDER = "user-telemetry/date=2026-11-22/hour=09/";

    @TempDir private Path temp;

    @Test
    void aPathThatIsAFileOrLeadsThroughOneIsAMistakeInTheConfiguration() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "not a folder");

        for (Path path : new Path[] {file, file.resolve("lake"), file.resolve("a/b/c")}) {
            assertThatThrownBy(() -> new Lake(path).open())
                    .isInstanceOfSatisfying(
                            SinkException.Misconfigured.class,
                            e -> assertThat(e.key()).contains("path"))
                    .hasMessage(file + " is not a folder");
        }
        assertThat(file).hasContent("not a folder");
    }

    @Test
    void aFullDiskIsUnavailableAndLeavesNothingBehind() throws Exception {
        var lake = new Lake(temp);
        Sink sink = lake.open();
        sink.write(Batches.of("b-0", "{}"));
        Path unfinished = temp.resolve(FOLDER + ".b-1.1.tmp");
        Files.createSymbolicLink(unfinished, Path.of("/dev/full")); // a device without space

        assertThatThrownBy(() -> sink.write(Batches.of("b-1", "{\"a\":1}")))
                .isInstanceOf(SinkException.Unavailable.class)
                .hasMessage("cannot write below " + temp + ": No space left on device");

        assertThat(lake.files()).containsExactly(FOLDER + "b-0.ndjson");
        sink.write(Batches.of("b-1", "{\"a\":1}").again());
        assertThat(lake.files()).containsExactly(FOLDER + "b-0.ndjson", FOLDER + "b-1.ndjson");
    }

    @Test
    void aDiskFullInTheMiddleOfACompressedFileLeavesNothingBehind() throws Exception {
        var lake = new Lake(temp, Map.of("compression", "gzip"));
        Sink sink = lake.open();
        sink.write(Batches.of("b-0", "{}"));
        Files.createSymbolicLink(temp.resolve(FOLDER + ".b-1.1.tmp"), Path.of("/dev/full"));

        assertThatThrownBy(() -> sink.write(Batches.large("b-1", 100_000)))
                .isInstanceOf(SinkException.Unavailable.class);

        assertThat(lake.files()).containsExactly(FOLDER + "b-0.ndjson.gz");
    }

    @Test
    void aFileInPlaceOfAFolderBelowTheLakeIsUnavailableUntilSomebodyRemovesIt() throws Exception {
        var lake = new Lake(temp);
        Sink sink = lake.open();
        Path inTheWay = Files.writeString(temp.resolve("user-telemetry"), "");

        assertThatThrownBy(() -> sink.write(Batches.of("b-1", "{}")))
                .isInstanceOf(SinkException.Unavailable.class)
                .hasMessage("cannot write below " + temp + ": not a folder: " + inTheWay);

        Files.delete(inTheWay);
        sink.write(Batches.of("b-1", "{}"));
        assertThat(lake.files()).containsExactly(FOLDER + "b-1.ndjson");
    }

    @Test
    void aLakeThatHasGoneIsUnavailableAndIsNotMadeOnAnotherDisk() throws Exception {
        Path root = temp.resolve("lake");
        Sink sink = new Lake(root).open();
        Files.delete(root);

        assertThatThrownBy(() -> sink.write(Batches.of("b-1", "{}")))
                .isInstanceOf(SinkException.Unavailable.class)
                .hasMessageContaining("it has gone");

        assertThat(root).doesNotExist();
    }

    @Test
    void missingRightsAreUnauthorisedAndOtherFailuresUnavailable() {
        var denied = new AccessDeniedException("/lake/stream");
        var broken = new IOException("Input/output error");

        assertThat(FolderFailure.atWrite(temp, denied))
                .isInstanceOf(SinkException.Unauthorised.class)
                .hasMessage("cannot write below " + temp + ": permission denied for /lake/stream")
                .hasCause(denied);
        assertThat(FolderFailure.atOpen(temp, denied))
                .isInstanceOf(SinkException.Unauthorised.class);
        assertThat(FolderFailure.atWrite(temp, broken))
                .isInstanceOf(SinkException.Unavailable.class)
                .hasMessage("cannot write below " + temp + ": Input/output error");
    }

    @Test
    void anInterruptEndsAWriteThatHangsWithinASecond() throws Exception {
        var lake = new Lake(temp);
        Sink sink = lake.open();
        sink.write(Batches.of("b-0", "{}"));
        Path unfinished = temp.resolve(FOLDER + ".b-1.1.tmp");
        assertThat(new ProcessBuilder("mkfifo", unfinished.toString()).start().waitFor()).isZero();
        var ended = new CompletableFuture<Throwable>();

        try (var pipe = new RandomAccessFile(unfinished.toFile(), "rw")) { // open, and never read
            Thread writing = Thread.ofPlatform().start(() -> write(sink, "b-1", ended));
            Awaitility.await().until(() -> isInWrite(writing));
            writing.interrupt();

            assertThat(ended.get(1, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(pipe.getFD().valid()).isTrue();
            assertThat(writing.join(Duration.ofSeconds(1))).isTrue();
        }

        assertThat(lake.files()).containsExactly(FOLDER + "b-0.ndjson");
    }

    private static boolean isInWrite(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.isNativeMethod() && frame.getMethodName().startsWith("write")) {
                return true;
            }
        }
        return false;
    }

    private static void write(Sink sink, String id, CompletableFuture<Throwable> ended) {
        try {
            sink.write(Batches.large(id, 10_000));
            ended.completeExceptionally(new AssertionError("the write came to its end"));
        } catch (Exception e) {
            ended.complete(e);
        }
    }

    @Test
    void aThreadThatIsInterruptedAlreadyWritesNothing() throws Exception {
        var lake = new Lake(temp);
        Sink sink = lake.open();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> sink.write(Batches.of("b-1", "{}")))
                .isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(lake.files()).isEmpty();
    }

    @Test
    void checkLooksAtTheFolderTheRightsAndTheSpace() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");

        CheckReport there = new Lake(temp).sink().check();
        CheckReport toBeMade = new Lake(temp.resolve("a/b")).sink().check();
        CheckReport wrong = new Lake(file.resolve("lake")).sink().check();

        assertThat(there.usable()).isTrue();
        assertThat(there.findings())
                .extracting(CheckReport.Finding::subject)
                .containsExactly("folder " + temp, "rights on " + temp, "space below " + temp);
        assertThat(toBeMade.usable()).isTrue();
        assertThat(toBeMade.findings().getFirst().message())
                .isEqualTo("will be made below " + temp);
        assertThat(temp.resolve("a")).doesNotExist();
        assertThat(wrong.usable()).isFalse();
        assertThat(wrong.findings().getFirst().message()).isEqualTo(file + " is not a folder");
    }

    @Test
    void checkFailsWhereTheNextFilesDoNotFit() {
        CheckReport report = FolderCheck.of(temp, Long.MAX_VALUE);

        assertThat(report.usable()).isFalse();
        assertThat(report.findings().getLast().level()).isEqualTo(CheckReport.Level.FAILED);
        assertThat(report.findings().getLast().message()).matches("\\d+ MiB free");
    }
}
