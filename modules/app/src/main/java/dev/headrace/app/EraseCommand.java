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

/** The short way to {@code admin erase}, with the same options. */
@Command(name = "erase", description = "Erases a person's events: admin erase.")
final class EraseCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Unmatched private List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment;
    private final InputStream in;

    EraseCommand(Map<String, String> environment, InputStream in) {
        this.environment = environment;
        this.in = in;
    }

    @Override
    public Integer call() {
        CommandLine here = spec.commandLine();
        return AdminCommand.line(environment, in)
                .setOut(here.getOut())
                .setErr(here.getErr())
                .setExecutionExceptionHandler(new Failures())
                .execute(
                        Stream.concat(Stream.of("erase"), arguments.stream())
                                .toArray(String[]::new));
    }
}
