package dev.headrace.app;

import dev.headrace.sink.StreamContract;
import dev.headrace.sql.Engine;
import dev.headrace.sql.Lake;
import dev.headrace.sql.LakeSql;
import dev.headrace.sql.RowWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** SQL over what the file and Parquet sinks of this node have stored. */
@Command(
        name = "sql",
        description = {
            "Asks in SQL what the file and Parquet sinks have stored; a view for each stream.",
            "Only reads, and only the streams' folders. Exit code 0: done, 1: refused query,",
            "2: wrong usage or settings."
        },
        mixinStandardHelpOptions = true)
final class SqlCommand implements Callable<Integer> {

    private static final String HOME_PROPERTY = "headrace.home";

    /** The folder of the distribution that DuckDB's driver is in. */
    private static final String ENGINE = "sql";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", description = "Settings file (YAML).")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder (headrace.data-dir).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--sink",
            paramLabel = "NAME",
            description = "Only what this sink has stored; otherwise Parquet comes first.")
    private Optional<String> sink = Optional.empty();

    @Option(
            names = "--lake",
            paramLabel = "DIR",
            description = "A folder that such a sink writes below, instead of the sinks'.")
    private Optional<Path> lake = Optional.empty();

    @Option(
            names = "--streams",
            paramLabel = "DIR",
            description = "Folders of stream contracts, instead of the settings'.")
    private List<Path> streams = List.of();

    @Option(
            names = "--format",
            paramLabel = "WORD",
            defaultValue = "table",
            description = "table, csv, or json (one object a line).")
    private RowWriter.Format format = RowWriter.Format.TABLE;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Most rows that are shown (default 1000).")
    private long limit = 1_000;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "1GB",
            description = "Most memory for the query (default 1GB).")
    private String memory = "1GB";

    @Parameters(
            arity = "0..1",
            paramLabel = "QUERY",
            description = "The query; - reads it from standard input; none lists the views.")
    private Optional<String> query = Optional.empty();

    private final Map<String, String> environment;
    private final InputStream in;

    private SqlCommand(Map<String, String> environment, InputStream in) {
        this.environment = environment;
        this.in = in;
    }

    static CommandLine line(Map<String, String> environment, InputStream in) {
        return new CommandLine(new SqlCommand(environment, in))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is at least 1");
        }
        if (!memory.matches("[1-9][0-9]{0,5}(MB|GB|MiB|GiB)")) {
            throw new ParameterException(
                    spec.commandLine(), "--memory is a size such as 512MB, 2GB");
        }
        if (lake.isPresent() && sink.isPresent()) {
            throw new ParameterException(spec.commandLine(), "give --lake or --sink, not both");
        }
        Path home = Path.of(System.getProperty(HOME_PROPERTY, ".")).toAbsolutePath().normalize();
        List<Lake> lakes = lake.map(this::givenLake).orElseGet(() -> configuredLakes(home));
        List<StreamContract> shown =
                StoredStreams.readable(
                        streams.isEmpty() ? settings(home).streamFolders() : streams);
        Engine engine = Engine.load(home.resolve(ENGINE));
        try (LakeSql sql = LakeSql.open(engine, shown, lakes, memory)) {
            Optional<String> text = text();
            if (text.isPresent()) {
                ask(sql, text.get());
            } else {
                list(sql);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private void ask(LakeSql sql, String text) {
        PrintWriter out = spec.commandLine().getOut();
        boolean more = sql.query(text, limit, RowWriter.of(format, out));
        out.flush();
        if (more) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("headrace: there are more rows; --limit shows more than " + limit);
            err.flush();
        }
    }

    private void list(LakeSql sql) {
        PrintWriter out = spec.commandLine().getOut();
        new TreeMap<>(sql.views())
                .forEach((name, folder) ->
                        out.println(
                                name + "  " + folder.map(Path::toString).orElse("nothing stored")));
        out.flush();
    }

    private Optional<String> text() throws IOException {
        return query.isPresent() && query.get().equals("-")
                ? Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                : query;
    }

    private List<Lake> givenLake(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(), "--lake: " + folder + " is not a folder");
        }
        Path absolute = folder.toAbsolutePath().normalize();
        return List.of(
                new Lake(absolute, Lake.Form.PARQUET), new Lake(absolute, Lake.Form.ENVELOPE));
    }

    private List<Lake> configuredLakes(Path home) {
        List<Lake> lakes = ConfiguredLakes.of(settings(home), sink);
        if (lakes.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    sink.map(name ->
                                    "--sink: no file or Parquet sink with a folder is named "
                                            + name)
                            .orElse(
                                    "no file or Parquet sink with a folder is configured; name a folder"
                                            + " with --lake"));
        }
        return lakes;
    }

    private HeadraceSettings settings(Path home) {
        var options = new LinkedHashMap<String, String>();
        data.ifPresent(path -> options.put(KnownSettings.DATA_DIR.key(), path.toString()));
        return SettingsReader.read(new SettingsReader.Sources(home, options, environment, config));
    }
}
