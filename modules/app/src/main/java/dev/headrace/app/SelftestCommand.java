package dev.headrace.app;

import dev.headrace.eventlog.DurabilityTrial;
import dev.headrace.eventlog.ForceTimes;
import dev.headrace.eventlog.Volume;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tries on this machine what Headrace promises. */
@Command(
        name = "selftest",
        description = "Tries on this machine what Headrace promises.",
        mixinStandardHelpOptions = true)
final class SelftestCommand implements Runnable {

    private static final int FORCES = 1_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing a command: durability");
    }

    /** Writes, is killed hard, restarts and compares; and says what the volume is worth. */
    @Command(
            name = "durability",
            description =
                    "Writes events, kills itself hard, restarts and compares; measures the force.",
            mixinStandardHelpOptions = true)
    int durability(
            @Option(
                            names = "--dir",
                            required = true,
                            paramLabel = "DIR",
                            description =
                                    "A folder on the volume that the data folder shall be on.")
                    Path folder,
            @Option(
                            names = "--kills",
                            defaultValue = "5",
                            paramLabel = "N",
                            description = "How often it is killed (default 5).")
                    int kills)
            throws IOException, InterruptedException {
        if (kills < 1) {
            throw new ParameterException(spec.commandLine(), "--kills is at least 1");
        }
        Files.createDirectories(folder);
        PrintWriter out = spec.commandLine().getOut();
        Volume volume = Volume.of(folder);
        out.printf("volume      %s, %s%n", volume.fileSystem(), volume.device());
        if (!isDurable(volume, out)) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        measureForce(folder, out);
        Path trial = Files.createTempDirectory(folder, "headrace-selftest-");
        DurabilityTrial.Found found = new SelfKill(trial, Clock.systemUTC()).run(kills, out);
        return tell(found, trial, out);
    }

    /** The process that is killed. */
    @Command(name = "write", hidden = true)
    int write(
            @Option(names = "--dir", required = true) Path folder,
            @Option(names = "--round", required = true) String round)
            throws InterruptedException {
        var ids = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        new DurabilityTrial(folder, Clock.systemUTC()).writeUntilKilled(round, ids::println);
        return CommandLine.ExitCode.OK;
    }

    private static boolean isDurable(Volume volume, PrintWriter out) {
        return switch (volume.kind()) {
            case DISK -> true;
            case REMOTE -> {
                out.println(
                        "warning     what is forced here is as safe as the machine or program behind it: ask its operator");
                yield true;
            }
            case MEMORY -> {
                out.println("refused     this is memory: it is gone with the machine");
                yield false;
            }
            case CONTAINER_LAYER -> {
                out.println(
                        "refused     this is a container's own layer: it is gone with the container; mount a volume");
                yield false;
            }
        };
    }

    private static void measureForce(Path folder, PrintWriter out) throws IOException {
        ForceTimes times = ForceTimes.measure(folder, FORCES);
        out.printf(
                "force       p50 %.3f ms, p99 %.3f ms, longest %.3f ms (%d times 4 KiB)%n",
                times.p50().toNanos() / 1e6,
                times.p99().toNanos() / 1e6,
                times.longest().toNanos() / 1e6,
                times.count());
        if (times.isSuspicious()) {
            out.println(
                    "warning     faster than disks are: a cache may answer that a power cut would empty");
        }
        out.flush();
    }

    private static int tell(DurabilityTrial.Found found, Path trial, PrintWriter out)
            throws IOException {
        out.printf(
                "compared    %d events in the log: %d acknowledged ones missing, %d wrong%n",
                found.records(), found.missing().size(), found.wrong().size());
        if (found.missing().isEmpty() && found.wrong().isEmpty()) {
            SelfKill.delete(trial);
            out.println(
                    "passed      (a kill leaves the page cache: only a power cut tries the disk itself)");
            out.flush();
            return CommandLine.ExitCode.OK;
        }
        List.of(found.missing(), found.wrong())
                .forEach(ids ->
                        ids.stream().limit(10).forEach(id -> out.println("            " + id)));
        out.println("FAILED      the log is kept in " + trial);
        out.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
