package dev.headrace.app;

import dev.headrace.event.NearestName;
import dev.headrace.publishing.SinkFindings;
import dev.headrace.publishing.SinkPlugins;
import dev.headrace.publishing.SinkSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tries the sinks of a configuration whose node is stopped. */
@Command(
        name = "check",
        description = {
            "Opens each sink of a configuration as a start does, and tells whether it can use its target.",
            "The node must be stopped; for one that runs: headrace admin sink check NAME.",
            "Exit code 0: all can, 1: one cannot, 2: wrong usage or settings."
        },
        mixinStandardHelpOptions = true)
final class SinksCheckCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private SinkSources sources = new SinkSources();

    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "SECONDS",
            description = "How long a sink may take (default 60).")
    private int timeout;

    @Option(names = "--json", description = "For scripts.")
    private boolean json;

    @Parameters(paramLabel = "NAME", description = "These sinks only.")
    private List<String> names = new ArrayList<>();

    private final Map<String, String> environment;

    SinksCheckCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (timeout < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout is at least 1");
        }
        HeadraceSettings settings = sources.read(environment);
        List<String> chosen = chosen(settings.sinks().stream().map(SinkSettings::name).toList());
        try (SinkPlugins plugins = SinkPlugins.load(settings.pluginsFolder())) {
            SinkDefaults.refuseBad(settings, plugins);
            List<SinkFindings> found =
                    new StoppedSinks(settings, plugins).ask(chosen, Duration.ofSeconds(timeout));
            show(found);
            return found.stream().allMatch(SinkFindings::usable)
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private List<String> chosen(List<String> there) {
        for (String name : names) {
            if (!there.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no sink " + name + NearestName.hint(name, there));
            }
        }
        return names.isEmpty() ? there : names;
    }

    private void show(List<SinkFindings> found) {
        PrintWriter out = spec.commandLine().getOut();
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        found.forEach(sink -> sink.findings().forEach(one -> rows.add(row(sink, one))));
        if (json) {
            out.println(JsonNodeFactory.instance.objectNode().set("findings", rows));
        } else {
            AdminTable.print(out, rows, "sink", "level", "subject", "message");
        }
        out.flush();
    }

    private static ObjectNode row(SinkFindings sink, SinkFindings.Finding finding) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("sink", sink.sink())
                .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                .put("subject", finding.subject())
                .put("message", finding.message());
    }
}
