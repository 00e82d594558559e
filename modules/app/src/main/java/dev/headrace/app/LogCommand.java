package dev.headrace.app;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogInspection;
import dev.headrace.eventlog.LogRepair;
import dev.headrace.eventlog.LogSummary;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators need who look at the files of a node. */
@Command(
        name = "log",
        description = "Looks at the event log's files, and repairs them.",
        mixinStandardHelpOptions = true)
final class LogCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Which data folder is meant. */
    static final class DataOption {

        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "Data folder (headrace.data-dir).")
        private Path folder = Path.of("");

        Path folder(CommandSpec command) {
            if (!Files.isDirectory(folder)) {
                throw new ParameterException(
                        command.commandLine(), "--data: " + folder + " is not a folder");
            }
            return folder;
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing a command: verify, dump or repair");
    }

    /** Reads every file and says what is damaged. */
    @Command(
            name = "verify",
            description = {
                "Reads segments, journals and dead letters and says what is damaged.",
                "Reads only; the node may run. Exit code 0: clean, 1: damage, 2: wrong usage."
            },
            mixinStandardHelpOptions = true)
    int verify(@Mixin DataOption data) {
        LogSummary found = LogInspection.of(data.folder(spec)).verify();
        PrintWriter out = spec.commandLine().getOut();
        found.problems().forEach(out::println);
        found.notes().forEach(note -> out.println("note: " + note));
        out.printf(
                "node %s: %d segments, %d frames, %d records, %d bytes%n",
                found.node().orElse("unknown"),
                found.segments(),
                found.frames(),
                found.records(),
                found.bytes());
        found.first().ifPresent(place -> out.println("first " + text(place)));
        found.last().ifPresent(place -> out.println("last  " + text(place)));
        out.printf(
                "%d journals with %d entries, %d dead letters%n",
                found.journals(), found.journalEntries(), found.deadLetters());
        out.println(found.isClean() ? "clean" : found.problems().size() + " problems");
        out.flush();
        return found.isClean() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static String text(LogSummary.Place place) {
        return place.position() + ", received at " + place.receivedAt();
    }

    /** Prints records as NDJSON. */
    @Command(
            name = "dump",
            description = {
                "Prints records as NDJSON, one a line, oldest first; damaged places are left out.",
                "Reads only; the node may run."
            },
            mixinStandardHelpOptions = true)
    int dump(
            @Mixin DataOption data,
            @Option(
                            names = "--from",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Number of the first record.")
                    long from,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "9223372036854775807",
                            description = "Most records.")
                    long limit,
            @Option(
                            names = "--stream",
                            paramLabel = "NAME",
                            description = "Only records of this stream.")
                    Optional<String> stream,
            @Option(
                            names = "--payload",
                            description =
                                    "Also the events, of streams that are readable. Needs --streams.")
                    boolean payload,
            @Option(
                            names = "--streams",
                            paramLabel = "DIR",
                            description = "Folders of stream contracts: say what is readable.")
                    List<Path> streams) {
        Path folder = data.folder(spec);
        if (payload && (streams == null || streams.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--payload needs --streams: it says which streams may be read by people");
        }
        Set<StreamName> readable = payload ? readable(streams) : Set.of();
        PrintWriter out = spec.commandLine().getOut();
        var dump = new RecordDump(out, from, limit, readable);
        LogInspection.of(folder).frames(from, frame -> dump.take(frame, wanted(frame, stream)));
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private static RecordDump.Choice wanted(LogFrame frame, Optional<String> stream) {
        boolean wanted = stream.map(name -> name.equals(frame.stream().value())).orElse(true);
        return wanted ? RecordDump.Choice.PRINT : RecordDump.Choice.PASS;
    }

    /** The streams whose contracts let people read the events; a stream without one is not. */
    private static Set<StreamName> readable(List<Path> folders) {
        return ContractFolders.read(folders).all().stream()
                .filter(Contract::readable)
                .map(Contract::name)
                .collect(Collectors.toSet());
    }

    /** Writes damaged files anew with all that can be read. */
    @Command(
            name = "repair",
            description = {
                "Writes each damaged file anew with all of it that can be read; keeps the original",
                "beside it (.damaged) and says what is lost. The node must be stopped."
            },
            mixinStandardHelpOptions = true)
    int repair(@Mixin DataOption data) {
        LogRepair.Report report = LogRepair.repair(data.folder(spec), Clock.systemUTC());
        PrintWriter out = spec.commandLine().getOut();
        report.done().forEach(out::println);
        report.lost().forEach(out::println);
        if (report.done().isEmpty()) {
            out.println("nothing to repair");
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
