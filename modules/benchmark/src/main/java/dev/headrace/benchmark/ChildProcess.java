package dev.headrace.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process that this one started: its lines, its processor time, its end. What it writes to
 * standard error goes to a file.
 */
final class ChildProcess implements AutoCloseable {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

    /** Longer than the time that a sink waits for more events by default. */
    private static final Duration IDLE_WINDOW = Duration.ofMillis(1500);

    private static final Duration IDLE_AT_MOST = Duration.ofMillis(30);
    private static final int IDLE_WINDOWS_AT_MOST = 20;

    private final Process process;
    private final Path errors;

    /** Ends the child also when this process is told to end in the middle. */
    private final Thread lastResort;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private ChildProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.lastResort = Thread.ofPlatform().unstarted(process::destroy);
        Runtime.getRuntime().addShutdownHook(lastResort);
        Thread.ofPlatform().daemon().name("child-output").start(this::readLines);
    }

    /** Starts a command; the variables are added to the environment. */
    static ChildProcess start(List<String> command, Map<String, String> variables, Path errors)
            throws IOException {
        var builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(variables);
        return new ChildProcess(builder.start(), errors);
    }

    /**
     * Waits for the line that begins with a word; lines before it are passed over.
     *
     * @throws IOException when it does not come in time, or the process ends
     */
    String awaitLine(String start, Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<String> line =
                    Optional.ofNullable(
                            lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            if (line.isEmpty()) {
                throw new IOException("a process did not say '" + start + "'; see " + errors);
            }
            if (line.get().startsWith(start)) {
                return line.get();
            }
        }
    }

    /** Writes a line to its standard input. */
    void tell(String line) throws IOException {
        Writer input = process.outputWriter();
        input.write(line + "\n");
        input.flush();
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    /** Its processor time since it began: user and system, of all threads, in ticks of 10 ms. */
    Duration cpu() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("a process ended; see " + errors));
    }

    /** Its processor time, as soon as it does next to nothing any more, or after 30 s. */
    Duration cpuWhenIdle() throws InterruptedException {
        Duration before = cpu();
        for (int window = 0; window < IDLE_WINDOWS_AT_MOST; window++) {
            Thread.sleep(IDLE_WINDOW);
            Duration now = cpu();
            if (now.minus(before).compareTo(IDLE_AT_MOST) <= 0) {
                return now;
            }
            before = now;
        }
        return before;
    }

    /** The arguments it was started with. */
    List<String> arguments() {
        return List.of(process.info().arguments().orElse(new String[0]));
    }

    private void readLines() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(lines::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            lines.add("output ended: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException e) {
            // this process is ending, and the hook is at work already
        }
        try {
            if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
