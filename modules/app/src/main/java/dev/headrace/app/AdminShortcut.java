package dev.headrace.app;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The short way to a command of {@code admin}, with the same options. */
@Command
final class AdminShortcut implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Unmatched private List<String> arguments = new ArrayList<>();
    private final String name;
    private final Map<String, String> environment;
    private final InputStream in;

    private AdminShortcut(String name, Map<String, String> environment, InputStream in) {
        this.name = name;
        this.environment = environment;
        this.in = in;
    }

    /** The short way to the admin command of that name. */
    static CommandLine line(
            String name, String description, Map<String, String> environment, InputStream in) {
        var line = new CommandLine(new AdminShortcut(name, environment, in));
        line.getCommandSpec().name(name).usageMessage().description(description);
        return line;
    }

    @Override
    public Integer call() {
        CommandLine here = spec.commandLine();
        return AdminCommand.line(environment, in)
                .setCommandName(spec.root().name()) // help speaks of what was typed
                .setOut(here.getOut())
                .setErr(here.getErr())
                .setExecutionExceptionHandler(new Failures())
                .execute(Stream.concat(Stream.of(name), arguments.stream()).toArray(String[]::new));
    }
}
