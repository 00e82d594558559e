package dev.headrace.app;

import dev.headrace.validation.ContractCheck;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong usage or settings. */
@Command(
        name = "headrace",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = "Takes telemetry events over HTTP and delivers them to every chosen sink.",
        subcommands = {
            HeadraceCommand.Streams.class,
            LogCommand.class,
            PrivacyCommand.class,
            AthenaCommand.class,
            SelftestCommand.class,
            TokenCommand.class
        })
final class HeadraceCommand implements Runnable {

    private static final String HOME_PROPERTY = "headrace.home";

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    private HeadraceCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The command line with the failures that people can mend told in a line, without a trace. */
    static CommandLine line(Map<String, String> environment) {
        return line(environment, System.in);
    }

    static CommandLine line(Map<String, String> environment, InputStream in) {
        return new CommandLine(new HeadraceCommand(environment))
                .addSubcommand(AdminCommand.line(environment, in))
                .addSubcommand(new ReplayCommand(environment, in))
                .addSubcommand(retention(environment, in))
                .addSubcommand(
                        AdminShortcut.line(
                                "audit",
                                "Checks the audit trail of the store: admin audit.",
                                environment,
                                in))
                .addSubcommand(
                        AdminShortcut.line(
                                "erase", "Erases a person's events: admin erase.", environment, in))
                .addSubcommand(SinksCommand.line(environment))
                .addSubcommand(SqlCommand.line(environment, in))
                .setExecutionExceptionHandler(new Failures());
    }

    private static CommandLine retention(Map<String, String> environment, InputStream in) {
        var line = new CommandLine(CommandSpec.create().name("retention"));
        line.getCommandSpec()
                .usageMessage()
                .description("Shows how long the store keeps what: admin retention.");
        return line.addSubcommand(
                "plan",
                AdminShortcut.line("retention", "What is dropped, and when.", environment, in));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing a command: run, admin, replay, retention, audit, erase, sinks, sql, streams, log,"
                        + " privacy, athena, selftest, token or version");
    }

    /** Starts the server and stays until the process is told to end. */
    @Command(name = "run", description = "Starts the server.", mixinStandardHelpOptions = true)
    int serve(
            @Option(names = "--config", paramLabel = "FILE", description = "Settings file (YAML).")
                    Optional<Path> config,
            @Option(
                            names = "--data",
                            paramLabel = "DIR",
                            description = "Data folder (headrace.data-dir).")
                    Optional<Path> data,
            @Option(
                            names = "--port",
                            paramLabel = "N",
                            description = "Port of the public listener (headrace.public.port).")
                    Optional<String> port,
            @Option(
                            names = "--internal-port",
                            paramLabel = "N",
                            description = "Port of the internal listener (headrace.internal.port).")
                    Optional<String> internalPort,
            @Option(
                            names = "--demo",
                            description = "Posts a few events and shows where they landed.")
                    boolean demo)
            throws InterruptedException {
        var options = new LinkedHashMap<String, String>();
        data.ifPresent(path -> options.put(KnownSettings.DATA_DIR.key(), path.toString()));
        port.ifPresent(text -> options.put(KnownSettings.PUBLIC_PORT.key(), text));
        internalPort.ifPresent(text -> options.put(KnownSettings.INTERNAL_PORT.key(), text));
        var sources = new SettingsReader.Sources(home(), options, environment, config);
        PrintWriter out = spec.commandLine().getOut();
        new ServerRun(sources, out).start(demo ? Optional.of(new Demo(out)) : Optional.empty());
        return CommandLine.ExitCode.OK;
    }

    /** The folder of the distribution. */
    static Path home() {
        return Path.of(System.getProperty(HOME_PROPERTY, ".")).toAbsolutePath().normalize();
    }

    /** Says what this is. */
    @Command(name = "version", description = "Shows the version.")
    int version() {
        spec.commandLine().printVersionHelp(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    /** What people who write contracts need. */
    @Command(
            name = "streams",
            description = "Works with stream contracts.",
            mixinStandardHelpOptions = true)
    static final class Streams implements Runnable {

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "Missing a command: check");
        }

        /** Runs the examples of every stream and asks whether they guard every keyword. */
        @Command(
                name = "check",
                description = "Checks contracts, their examples, and whether those are sharp.",
                mixinStandardHelpOptions = true)
        int check(
                @Parameters(
                                arity = "1..*",
                                paramLabel = "FOLDER",
                                description = "Folders of streams.")
                        List<Path> folders) {
            ContractCheck check = ContractCheck.run(folders);
            PrintWriter out = spec.commandLine().getOut();
            check.wrong().forEach(out::println);
            check.unguarded().forEach(out::println);
            out.printf(
                    "%d streams, %d examples: %d wrong, %d keywords unguarded%n",
                    check.streams(),
                    check.examples(),
                    check.wrong().size(),
                    check.unguarded().size());
            out.flush();
            return check.isClean() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }
}
