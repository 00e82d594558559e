package dev.headrace.benchmark;

import dev.headrace.auth.HmacKeyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Long runs against the packaged Headrace, each with a sink that is made to fail: isolation,
 * recovery and soak. The exit code says whether the promise was kept.
 */
@Command(
        name = "endurance",
        mixinStandardHelpOptions = true,
        description = "Long runs of the packaged Headrace with a sink that fails.")
public final class Endurance {

    private static final int BODIES = 256;
    private static final Duration WARMUP = Duration.ofSeconds(30);
    private static final Duration CAPACITY_STEP = Duration.ofSeconds(8);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--headrace-home", paramLabel = "DIR", description = "The distribution.")
    private Path home = Path.of("deploy", "distribution", "target", "headrace-0.1.0");

    @Option(names = "--connections", paramLabel = "N", description = "At once (default 64).")
    private int connections = 64;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "Requests a second that count as the capacity; else it is measured.")
    private Optional<Double> capacity = Optional.empty();

    /** Runs one of the commands. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Endurance()).execute(arguments));
    }

    @Command(
            name = "isolation",
            description = "Half of the capacity; one sink hangs, fails or is slow.")
    int isolation(
            @Option(names = "--rounds", defaultValue = "5") int rounds,
            @Option(names = "--seconds", defaultValue = "20") int seconds)
            throws IOException, InterruptedException {
        return run((node, requests, found) -> {
            var load = new Load(requests, connections, new Pace.Fixed(found / 2));
            return new Isolation(node, load, Duration.ofSeconds(seconds), out()).run(rounds);
        });
    }

    @Command(name = "recovery", description = "Half of the capacity; one sink is away for a time.")
    int recovery(@Option(names = "--seconds", defaultValue = "600") int seconds)
            throws IOException, InterruptedException {
        return run((node, requests, found) ->
                new Recovery(node, requests, connections, out())
                        .run(found / 2, Duration.ofSeconds(seconds)));
    }

    @Command(name = "soak", description = "70 % of the capacity, faults on and off.")
    int soak(@Option(names = "--seconds", defaultValue = "3600") int seconds)
            throws IOException, InterruptedException {
        return run((node, requests, found) -> {
            var load = new Load(requests, connections, new Pace.Fixed(0.7 * found));
            return new Soak(node, load, out()).run(Duration.ofSeconds(seconds));
        });
    }

    private interface Trial {
        boolean held(NodeUnderTest node, SignedRequests requests, double capacity)
                throws IOException, InterruptedException;
    }

    private int run(Trial trial) throws IOException, InterruptedException {
        Path folder = ScratchFolder.create("endurance");
        Path keys = folder.resolve("hmac.json");
        HmacKeyFile.createIfMissing(keys, new SecureRandom(), Clock.systemUTC());
        SignedRequests requests = requests(keys);
        boolean held;
        try (var node = NodeUnderTest.start(home, folder, keys)) {
            new Load(requests, connections, new Pace.Fixed(2_000)).run(node.address(), WARMUP);
            double found =
                    capacity.isPresent()
                            ? capacity.get()
                            : Capacity.find(node, requests, connections, CAPACITY_STEP, out());
            out().printf("capacity: %.0f requests/s%n", found);
            Backlog.awaitGone(node, Duration.ofMinutes(5));
            held = trial.held(node, requests, found);
        }
        out().println(held ? "held" : "NOT HELD");
        out().flush();
        ScratchFolder.delete(folder);
        return held ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static SignedRequests requests(Path keys) {
        var samples = new SampleEvents(new SplittableRandom(1), Clock.systemUTC().instant());
        List<byte[]> bodies = IntStream.range(0, BODIES).mapToObj(any -> samples.body(1)).toList();
        return new SignedRequests(HmacKeyFile.currentSigner(keys), Clock.systemUTC(), bodies);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
