package dev.headrace.app;

import dev.headrace.athena.Dialect;
import dev.headrace.athena.LakeSql;
import dev.headrace.athena.Layout;
import dev.headrace.athena.SavedQuery;
import dev.headrace.athena.StoredLines;
import dev.headrace.event.Contract;
import dev.headrace.event.StreamName;
import dev.headrace.publishing.ContractView;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.StreamContract;
import dev.headrace.validation.LoadedStreams;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What it takes to ask Athena, or Trino, about stored events. Speaks to nobody: prints SQL. */
@Command(
        name = "athena",
        description = "Prints what Athena and Trino need to read stored events.",
        mixinStandardHelpOptions = true)
final class AthenaCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing a command: ddl or query");
    }

    /** Where the lines are and what they look like. */
    static final class Stored {

        @Option(
                names = "--location",
                required = true,
                paramLabel = "URI",
                description = "The folder that holds those of the dates: s3://example-lake/web/.")
        private String location = "";

        @Option(
                names = "--layout",
                paramLabel = "WORD",
                defaultValue = "hive",
                description =
                        "hive: date=…/hour=…, as s3 and file write; firehose: yyyy/MM/dd/HH,"
                                + " Firehose's own.")
        private String layout = "";

        @Option(
                names = "--form",
                paramLabel = "WORD",
                defaultValue = "flattened",
                description = "The sink's form: flattened, envelope or event-only.")
        private String form = "";

        @Option(
                names = "--since",
                paramLabel = "DATE",
                description = "The first day with events, for a stream without a retention.")
        private Optional<LocalDate> since = Optional.empty();

        StoredLines lines(CommandSpec command) {
            return new StoredLines(
                    location,
                    word(command, "--layout", layout, Layout.values()),
                    word(command, "--form", form, EnvelopeWriter.Form.values()),
                    since.orElse(StoredLines.FIRST_DAY));
        }
    }

    /** Prints the statements of one stream. */
    @Command(
            name = "ddl",
            description = "The statements that make table and views of a stream.",
            mixinStandardHelpOptions = true)
    int ddl(
            @Parameters(paramLabel = "STREAM", description = "The stream.") String stream,
            @Option(
                            names = "--streams",
                            required = true,
                            paramLabel = "DIR",
                            description = "Folders of stream contracts.")
                    List<Path> folders,
            @Mixin Stored stored,
            @Option(
                            names = "--database",
                            paramLabel = "NAME",
                            defaultValue = "headrace",
                            description = "The database of table and views.")
                    String database,
            @Option(
                            names = "--dialect",
                            paramLabel = "WORD",
                            defaultValue = "athena",
                            description = "athena, or trino for its Hive connector.")
                    String dialect) {
        StreamContract contract = contract(stream, folders);
        try {
            List<String> statements =
                    LakeSql.of(
                            contract,
                            stored.lines(spec),
                            database,
                            word(spec, "--dialect", dialect, Dialect.values()));
            print(String.join(";\n\n", statements) + ';');
            return CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Prints a saved query, or which there are. */
    @Command(
            name = "query",
            description = "A saved query; without a name, which there are.",
            mixinStandardHelpOptions = true)
    int query(
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "The query.")
                    Optional<String> name,
            @Option(
                            names = "--view",
                            paramLabel = "NAME",
                            defaultValue = "headrace.deployment_metrics",
                            description = "The view of the stream.")
                    String view,
            @Option(
                            names = "--from",
                            paramLabel = "DATE",
                            defaultValue = "2026-01-01",
                            description = "The first day.")
                    LocalDate from,
            @Option(
                            names = "--until",
                            paramLabel = "DATE",
                            defaultValue = "2100-01-01",
                            description = "The day after the last.")
                    LocalDate until) {
        if (name.isEmpty()) {
            Arrays.stream(SavedQuery.values())
                    .forEach(query -> print("%-22s %s".formatted(query.label(), query.question())));
            return CommandLine.ExitCode.OK;
        }
        SavedQuery query =
                name.flatMap(SavedQuery::named)
                        .orElseThrow(() -> wrong("There is no query " + name.get()));
        try {
            print(query.over(view, from, until) + ';');
            return CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--view: \"" + view + "\" " + e.getMessage(), e);
        }
    }

    private StreamContract contract(String stream, List<Path> folders) {
        if (!StreamName.isValid(stream)) {
            throw wrong("There is no stream " + stream);
        }
        LoadedStreams streams = ContractFolders.read(folders);
        Contract contract =
                streams.find(new StreamName(stream))
                        .orElseThrow(() -> wrong("There is no stream " + stream));
        return ContractView.of(contract, "athena");
    }

    private static <E extends Enum<E>> E word(
            CommandSpec command, String option, String text, E[] words) {
        for (E word : words) {
            if (word.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
                return word;
            }
        }
        throw new ParameterException(
                command.commandLine(), option + ": " + text + " is not a word that it takes");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
