package dev.headrace.eventlog;

import dev.headrace.event.ByteSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/** A process of its own that appends until it is killed, and says on its output what was stored. */
final class ChildProcess {

    private static final int CALLERS = 8;

    private ChildProcess() {}

    static LogSettings settings(Path folder) {
        return new LogSettings(
                folder, ByteSize.ofMebibytes(256), Duration.ZERO, ByteSize.ofKibibytes(256));
    }

    /** Starts it on a data folder, with the class path of this process. */
    static Process start(Path folder, Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
    }

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        DataFolder data = DataFolder.open(folder, RandomGenerator.getDefault());
        EventLog log = data.openLog(settings(folder), new FakeDelivery(), Clock.systemUTC());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                String name = ProcessHandle.current().pid() + "-" + caller;
                callers.execute(() -> appendForEver(log, name));
            }
        }
    }

    private static void appendForEver(EventLog log, String name) {
        try {
            for (int i = 0; ; i++) {
                String id = name + "-" + i;
                Appended appended = log.append(Drafts.frames(500, id));
                say(appended.first().sequence() + "=" + id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("SystemOut") // the parent reads it
    private static void say(String line) {
        System.out.println(line);
    }
}
