package dev.headrace.app;

import dev.headrace.auth.SessionTokens;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What people need who try a stream of sessions, or give a client its first token. */
@Command(name = "token", description = "Makes session tokens.", mixinStandardHelpOptions = true)
final class TokenCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing a command: make");
    }

    /** Writes one token to standard output. */
    @Command(
            name = "make",
            description = {
                "Makes a session token with the current key of a key file and shows it.",
                "Whoever has it may act for the actor until it ends: show it to nobody else."
            },
            mixinStandardHelpOptions = true)
    int make(
            @Option(
                            names = "--keys",
                            required = true,
                            paramLabel = "FILE",
                            description = "The key file (headrace.auth.session.keys-file).")
                    Path keys,
            @Option(
                            names = "--organisation",
                            required = true,
                            paramLabel = "ID",
                            description = "The organisation that the session belongs to.")
                    String organisation,
            @Option(
                            names = "--session",
                            required = true,
                            paramLabel = "UUID",
                            description = "The session.")
                    String session,
            @Option(
                            names = "--actor",
                            required = true,
                            paramLabel = "ID",
                            description = "Who acts in it.")
                    String actor,
            @Option(
                            names = "--life",
                            defaultValue = "1h",
                            paramLabel = "TIME",
                            description =
                                    "Until it ends: at most 4h; ${DEFAULT-VALUE} if not given.")
                    String life) {
        String token =
                SessionTokens.make(
                        keys, wanted(actor, organisation, session, life), Clock.systemUTC());
        spec.commandLine().getOut().println(token);
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    private SessionTokens.Wanted wanted(
            String actor, String organisation, String session, String life) {
        try {
            Duration lasting = SettingText.duration(life);
            return new SessionTokens.Wanted(actor, organisation, session, lasting);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
