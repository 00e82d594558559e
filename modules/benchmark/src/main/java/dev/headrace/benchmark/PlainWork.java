package dev.headrace.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** {@link ParseAndValidate} as a contestant. */
final class PlainWork implements Contestant {

    private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(1);

    private final ChildProcess process;

    private PlainWork(ChildProcess process) {
        this.process = process;
    }

    /** Waits until the process says that it is ready. */
    static PlainWork await(ChildProcess process) throws IOException, InterruptedException {
        process.awaitLine("ready", ANSWERS_WITHIN);
        return new PlainWork(process);
    }

    @Override
    public String name() {
        return "parse + networknt alone";
    }

    @Override
    public Measurement measure(Duration length) throws IOException, InterruptedException {
        Duration before = process.cpu();
        long start = System.nanoTime();
        process.tell(String.valueOf(length.toMillis()));
        String done = process.awaitLine("done", length.plus(ANSWERS_WITHIN));
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        return new Measurement(
                Long.parseLong(done.substring("done ".length())),
                elapsed,
                process.cpu().minus(before),
                Latencies.of(List.of()));
    }

    @Override
    public void close() {
        process.close();
    }
}
