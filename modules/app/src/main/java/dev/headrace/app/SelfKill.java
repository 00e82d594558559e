package dev.headrace.app;

import dev.headrace.eventlog.DurabilityTrial;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Starts a writer, a process like this one, kills it hard in the middle, and compares. */
final class SelfKill {

    private static final int SHORTEST_MILLIS = 300;
    private static final int LONGEST_MILLIS = 1_500;

    private final Path folder;
    private final Clock clock;
    private final SplittableRandom random = new SplittableRandom();

    SelfKill(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Kills so many times, then says what of the acknowledged events is there. */
    DurabilityTrial.Found run(int kills, PrintWriter out) throws IOException, InterruptedException {
        var acknowledged = new ArrayList<String>();
        for (int round = 1; round <= kills; round++) {
            List<String> ids = writeAndKill("r" + round);
            acknowledged.addAll(ids);
            out.printf("kill %-6d %d events acknowledged before it%n", round, ids.size());
            out.flush();
        }
        return new DurabilityTrial(folder, clock).compare(acknowledged);
    }

    private List<String> writeAndKill(String round) throws IOException, InterruptedException {
        Path errors = folder.resolve("writer.log");
        Process writer = new ProcessBuilder(command(round)).redirectError(errors.toFile()).start();
        try (BufferedReader lines = writer.inputReader(StandardCharsets.US_ASCII)) {
            String first = lines.readLine();
            if (first == null) {
                throw new StartException(
                        "the writer ended by itself: " + Files.readString(errors).strip());
            }
            var ids = new ArrayList<>(List.of(first));
            CompletableFuture<Void> rest =
                    CompletableFuture.runAsync(() -> lines.lines().forEach(ids::add));
            Thread.sleep(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
            writer.toHandle().destroyForcibly(); // by its handle: what it said stays readable
            writer.waitFor();
            rest.join();
            return ids;
        } finally {
            writer.destroyForcibly();
        }
    }

    private List<String> command(String round) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "selftest",
                "write",
                "--dir",
                folder.toString(),
                "--round",
                round);
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
