package dev.headrace.benchmark;

import dev.headrace.auth.HmacKeyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Starts the packaged Headrace and what it is compared with, sends all of them the same requests in
 * turn, and prints a Markdown table of what each request cost. With {@code --mix} it sends Headrace
 * alone all streams at once, and asks for the accounts.
 */
@Command(
        name = "load-driver",
        mixinStandardHelpOptions = true,
        description = "Measures Headrace next to a bare endpoint, in paired runs.")
public final class LoadDriver implements Callable<Integer> {

    private static final int SINGLE_BODIES = 256;
    private static final int BATCH_BODIES = 64;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--headrace-home", paramLabel = "DIR", description = "The distribution.")
    private Path home = Path.of("deploy", "distribution", "target", "headrace-0.1.0");

    @Option(
            names = "--beside",
            paramLabel = "DIR",
            description = "Another version's distribution, measured in turn, without sinks.")
    private Optional<Path> beside = Optional.empty();

    @Option(names = "--pairs", paramLabel = "N", description = "Rounds (default 7).")
    private int pairs = 7;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of a run (default 10).")
    private int seconds = 10;

    @Option(names = "--warmup", paramLabel = "N", description = "Seconds before (default 30).")
    private int warmup = 30;

    @Option(names = "--connections", paramLabel = "N", description = "At once (default 32).")
    private int connections = 32;

    @Option(names = "--batch", paramLabel = "N", description = "Events a request (default 1).")
    private int batch = 1;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Requests a second, whatever the answers do; else as fast as answered.")
    private Optional<Double> rate = Optional.empty();

    @Option(
            names = "--sinks",
            split = ",",
            paramLabel = "SINKS",
            description = "none, file or both (default none,file): one Headrace for each.")
    private List<Lineup.Sinks> sinks = List.of(Lineup.Sinks.NONE, Lineup.Sinks.FILE);

    @Option(
            names = "--self-check",
            description = "Two bare endpoints and no Headrace: the ratio must be near 1.")
    private boolean selfCheck;

    @Option(
            names = "--mix",
            description = "All streams at once to one Headrace, and its accounts at the end.")
    private boolean mix;

    @Option(
            names = "--weights",
            split = ",",
            paramLabel = "STREAM=N",
            description = "With --mix: how many of the requests, beside the others; 0 is none.")
    private Map<String, Integer> weights = Map.of();

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "With --mix: none (default) or embedded, which feeds the read side.")
    private MixedRun.Store store = MixedRun.Store.NONE;

    /** Measures and prints. */
    public static void main(String[] arguments) {
        System.exit(line().execute(arguments));
    }

    static CommandLine line() {
        return new CommandLine(new LoadDriver()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (pairs < 1 || seconds < 1 || warmup < 1 || connections < 1 || batch < 1) {
            throw new ParameterException(spec.commandLine(), "All numbers are at least 1");
        }
        if (mix) {
            return mixed();
        }
        Path folder = ScratchFolder.create("load");
        Path keys = folder.resolve("hmac.json");
        HmacKeyFile.createIfMissing(keys, new SecureRandom(), Clock.systemUTC());
        try (var lineup = new Lineup(folder, load(keys), batch)) {
            fill(lineup, keys);
            report(lineup.contestants());
        }
        ScratchFolder.delete(folder);
        return CommandLine.ExitCode.OK;
    }

    private int mixed() throws IOException, InterruptedException {
        var load = new MixedLoad(mixedWeights(), connections, pace());
        var run =
                new MixedRun(
                        home, load, store, Duration.ofSeconds(warmup), Duration.ofSeconds(seconds));
        Path folder = ScratchFolder.create("mix");
        if (!run.run(folder, spec.commandLine().getOut())) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        ScratchFolder.delete(folder);
        return CommandLine.ExitCode.OK;
    }

    private Map<MixedStream, Integer> mixedWeights() {
        try {
            return MixedStream.weights(weights);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Pace pace() {
        return rate.<Pace>map(Pace.Fixed::new).orElseGet(Pace.AsFastAsAnswered::new);
    }

    private Load load(Path keys) {
        var samples = new SampleEvents(new SplittableRandom(1), Clock.systemUTC().instant());
        List<byte[]> bodies =
                IntStream.range(0, batch == 1 ? SINGLE_BODIES : BATCH_BODIES)
                        .mapToObj(any -> samples.body(batch))
                        .toList();
        var requests =
                new SignedRequests(HmacKeyFile.currentSigner(keys), Clock.systemUTC(), bodies);
        return new Load(requests, connections, pace());
    }

    private void fill(Lineup lineup, Path keys) throws IOException, InterruptedException {
        if (selfCheck) {
            lineup.addBareEndpoint("the same endpoint");
        } else {
            for (Lineup.Sinks each : sinks) {
                lineup.addHeadrace(home, each, keys);
            }
            if (beside.isPresent()) {
                lineup.addOtherVersion(beside.get(), keys);
            }
        }
        lineup.addBareEndpoint(Lineup.BARE);
        if (!selfCheck && beside.isEmpty()) {
            lineup.addBareEndpoint(Lineup.BARE_AS_IT_COMES, BareEndpoint.AS_IT_COMES);
        }
        if (batch > 1) {
            lineup.addPlainWork();
        }
    }

    /** Every contestant from the first reference on is one. */
    private void report(List<Contestant> contestants) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var plan = new Rounds.Plan(pairs, Duration.ofSeconds(seconds), Duration.ofSeconds(warmup));
        Rounds rounds = Rounds.run(contestants, plan, spec.commandLine().getErr());
        List<String> references =
                contestants.stream()
                        .map(Contestant::name)
                        .dropWhile(name -> !Lineup.REFERENCES.contains(name))
                        .toList();
        out.println(title());
        out.println();
        out.print(new Report(rounds, references).markdown());
        out.flush();
    }

    private String title() {
        return "%d event%s a request, %s bytes each, %d connections, %s; median of %d rounds of %d s"
                .formatted(
                        batch,
                        batch == 1 ? "" : "s",
                        SampleEvents.BYTES,
                        connections,
                        rate.map(fixed -> "%.0f requests/s".formatted(fixed)).orElse("closed loop"),
                        pairs,
                        seconds);
    }
}
