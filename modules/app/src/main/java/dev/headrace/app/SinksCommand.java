package dev.headrace.app;

import dev.headrace.publishing.SinkDescription;
import dev.headrace.publishing.SinkPlugins;
import dev.headrace.publishing.SinkSettings;
import dev.headrace.sink.Permissions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the sink plugins say of themselves. Needs no server. */
@Command(
        name = "sinks",
        description = "Describes the sink types, and checks the sinks of a configuration.",
        mixinStandardHelpOptions = true)
final class SinksCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();
    private final Map<String, String> environment;

    private SinksCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The command with all below it. */
    static CommandLine line(Map<String, String> environment) {
        return new CommandLine(new SinksCommand(environment))
                .addSubcommand(new SinksCheckCommand(environment));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing a command: list, describe, example, schema, policy, pages or check");
    }

    @Command(description = "The sink types that there are.", mixinStandardHelpOptions = true)
    int list(@Mixin SinkSources sources) {
        return with(
                sources, plugins -> plugins.describe().forEach(sink -> out().println(sink.type())));
    }

    @Command(
            description = "The settings of a sink type, as a page.",
            mixinStandardHelpOptions = true)
    int describe(
            @Mixin SinkSources sources,
            @Parameters(paramLabel = "TYPE", description = "The sink type.") String type) {
        return with(
                sources,
                plugins -> {
                    SinkDescription sink = find(plugins, type);
                    out().print(SinkReference.settings(sink));
                    SinkReference.permissions(sink.permissions())
                            .ifPresent(text -> out().print("\n" + text));
                });
    }

    @Command(
            description = "A settings file with one sink of a type, to copy and change.",
            mixinStandardHelpOptions = true)
    int example(
            @Mixin SinkSources sources,
            @Parameters(paramLabel = "TYPE", description = "The sink type.") String type) {
        return with(
                sources,
                plugins -> {
                    SinkDescription sink = find(plugins, type);
                    out().print(sink.settings().exampleYaml(sink.type(), sink.type()));
                });
    }

    @Command(
            description =
                    "A JSON Schema for editors: of a settings file's sinks, or of one sink type.",
            mixinStandardHelpOptions = true)
    int schema(
            @Mixin SinkSources sources,
            @Parameters(arity = "0..1", paramLabel = "TYPE", description = "The sink type.")
                    Optional<String> type) {
        return with(
                sources,
                plugins ->
                        out().println(
                                        type.map(one -> SinkSchema.of(find(plugins, one)))
                                                .orElseGet(() -> SinkSchema.of(plugins.describe()))
                                                .toPrettyString()));
    }

    @Command(
            description = "The least that each configured sink must be allowed to do.",
            mixinStandardHelpOptions = true)
    int policy(@Mixin SinkSources sources) {
        HeadraceSettings settings = sources.read(environment);
        try (SinkPlugins plugins = SinkPlugins.load(settings.pluginsFolder())) {
            SinkDefaults.refuseBad(settings, plugins);
            for (SinkSettings sink : SinkDefaults.complete(settings, Optional.empty())) {
                Permissions permissions = plugins.permissions(sink);
                out().printf("# %s (%s)%n", sink.name(), sink.type());
                out().println(SinkReference.plain(permissions));
            }
        }
        out().flush();
        return CommandLine.ExitCode.OK;
    }

    /** Writes what the plugins declare into the pages of a folder. */
    @Command(
            description =
                    "Writes settings and permissions into pages <type>.md, between their marks.",
            mixinStandardHelpOptions = true)
    int pages(
            @Mixin SinkSources sources,
            @Option(names = "--check", description = "Changes nothing; fails where a page is old.")
                    boolean check,
            @Parameters(paramLabel = "FOLDER", description = "The folder of the pages.")
                    Path folder)
            throws IOException {
        List<SinkDescription> described = describe(sources);
        List<SinkPages.Stale> stale = SinkPages.in(folder).stale(described);
        for (SinkPages.Stale page : stale) {
            if (check) {
                out().println(page.file() + ": " + page.reason());
            } else {
                page.write();
                out().println(page.file() + ": written");
            }
        }
        out().flush();
        return check && !stale.isEmpty() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private interface Work {
        void with(SinkPlugins plugins);
    }

    private int with(SinkSources sources, Work work) {
        try (SinkPlugins plugins = SinkPlugins.load(sources.pluginsFolder(environment))) {
            work.with(plugins);
        }
        out().flush();
        return CommandLine.ExitCode.OK;
    }

    private List<SinkDescription> describe(SinkSources sources) {
        try (SinkPlugins plugins = SinkPlugins.load(sources.pluginsFolder(environment))) {
            return plugins.describe();
        }
    }

    private SinkDescription find(SinkPlugins plugins, String type) {
        List<SinkDescription> all = plugins.describe();
        return all.stream()
                .filter(sink -> sink.type().equals(type))
                .findFirst()
                .orElseThrow(() ->
                        new ParameterException(
                                spec.commandLine(),
                                "there is no sink type "
                                        + type
                                        + "; there are "
                                        + all.stream()
                                                .map(SinkDescription::type)
                                                .collect(Collectors.joining(", "))));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
