package dev.headrace.app;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The short way to {@code admin replay lake}, with the same options. */
@Command(
        name = "replay",
        description = "Delivers what a sink has written to a lake again, to another sink.")
final class ReplayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Unmatched private List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment;
    private final InputStream in;

    ReplayCommand(Map<String, String> environment, InputStream in) {
        this.environment = environment;
        this.in = in;
    }

    @Override
    public Integer call() {
        CommandLine here = spec.commandLine();
        CommandLine admin = AdminCommand.line(environment, in);
        nameAsTyped(admin);
        return admin.setOut(here.getOut())
                .setErr(here.getErr())
                .setExecutionExceptionHandler(new Failures())
                .execute(
                        Stream.concat(Stream.of("replay", "lake"), arguments.stream())
                                .toArray(String[]::new));
    }

    /**
     * Help and wrong usage speak of the command that the person has typed. A command is found by
     * the key that it was added under, whatever its name; its qualified name begins with its
     * root's.
     */
    private void nameAsTyped(CommandLine admin) {
        CommandLine replay = below(admin, "replay");
        CommandLine lake = below(replay, "lake");
        admin.setCommandName("");
        replay.setCommandName(spec.root().name());
        lake.setCommandName(spec.name());
        lake.getCommandSpec().usageMessage().synopsisHeading("Usage:");
    }

    private static CommandLine below(CommandLine command, String key) {
        return Objects.requireNonNull(command.getSubcommands().get(key), key);
    }
}
