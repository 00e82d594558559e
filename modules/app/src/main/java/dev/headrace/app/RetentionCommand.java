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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The short way to {@code admin retention}, with the same options. */
@Command(name = "retention", description = "Shows how long the store keeps what: admin retention.")
final class RetentionCommand implements Callable<Integer> {

    private static final String PLAN = "plan";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = PLAN, description = "plan: what is dropped, and when.")
    private String word = PLAN;

    @Unmatched private List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment;
    private final InputStream in;

    RetentionCommand(Map<String, String> environment, InputStream in) {
        this.environment = environment;
        this.in = in;
    }

    @Override
    public Integer call() {
        CommandLine here = spec.commandLine();
        if (!word.equals(PLAN)) {
            throw new ParameterException(here, "There is no such command; there is plan");
        }
        return AdminCommand.line(environment, in)
                .setOut(here.getOut())
                .setErr(here.getErr())
                .setExecutionExceptionHandler(new Failures())
                .execute(
                        Stream.concat(Stream.of("retention"), arguments.stream())
                                .toArray(String[]::new));
    }
}
