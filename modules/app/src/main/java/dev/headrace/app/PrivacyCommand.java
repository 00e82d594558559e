package dev.headrace.app;

import dev.headrace.privacy.PrivacyKeyDesk;
import dev.headrace.privacy.PrivacyKeyDesk.KeyState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
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

/**
 * The keys that hash personal data; works on their files, and a running node sees it in seconds.
 */
@Command(
        name = "privacy",
        description = "Makes, lists, rotates and destroys the keys that hash personal data.",
        mixinStandardHelpOptions = true)
final class PrivacyCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Which files are meant. */
    static final class KeyFiles {

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Data folder (headrace.data-dir): its keys/privacy.json.")
        private Optional<Path> data = Optional.empty();

        @Option(
                names = "--keys-file",
                paramLabel = "FILE",
                description = "The file that headrace.privacy.keys-file names, instead.")
        private Optional<Path> file = Optional.empty();

        PrivacyKeyDesk desk(CommandSpec command) {
            if (data.isPresent() == file.isPresent()) {
                throw new ParameterException(
                        command.commandLine(), "say one of --data and --keys-file");
            }
            Path keys =
                    file.or(() -> data.map(folder -> folder.resolve("keys/privacy.json")))
                            .orElseThrow();
            return new PrivacyKeyDesk(keys, new SecureRandom(), Clock.systemUTC());
        }
    }

    /** Whose keys are meant. */
    static final class Whose {

        @Parameters(
                arity = "0..1",
                paramLabel = "ORGANISATION",
                description = "Whose keys; without it those of callers without an organisation.")
        private Optional<String> organisation = Optional.empty();
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing a command: list, make, rotate or destroy");
    }

    /** Shows every key but its bytes. */
    @Command(
            name = "list",
            description = "Lists the keys of all organisations; never their bytes.",
            mixinStandardHelpOptions = true)
    int list(@Mixin KeyFiles files) {
        return show(files.desk(spec).list());
    }

    /** Makes a first key. */
    @Command(
            name = "make",
            description = "Makes the first key. The server does so itself when one is needed.",
            mixinStandardHelpOptions = true)
    int make(@Mixin KeyFiles files, @Mixin Whose whose) {
        return show(files.desk(spec).make(whose.organisation));
    }

    /** Puts a new key in force. */
    @Command(
            name = "rotate",
            description = {
                "Puts a new key in force: from now on the same value has another hash.",
                "The earlier keys stay, until destroy."
            },
            mixinStandardHelpOptions = true)
    int rotate(@Mixin KeyFiles files, @Mixin Whose whose) {
        return show(files.desk(spec).rotate(whose.organisation));
    }

    /** Destroys keys. */
    @Command(
            name = "destroy",
            description = {
                "Destroys keys, so that nobody can make their hashes again (crypto-erasure).",
                "There is no way back. What it does not reach: deploy/docs/privacy.md.",
                "When the key in force is destroyed, a new one comes into force."
            },
            mixinStandardHelpOptions = true)
    int destroy(
            @Mixin KeyFiles files,
            @Mixin Whose whose,
            @Option(
                            names = "--key-version",
                            paramLabel = "N",
                            description = "The version to destroy; may be given several times.")
                    List<Integer> versions,
            @Option(names = "--all", description = "Every version that is there.") boolean all) {
        List<Integer> chosen = versions == null ? List.of() : versions;
        if (all != chosen.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "say one of --key-version and --all: there is no way back");
        }
        return show(files.desk(spec).destroy(whose.organisation, chosen));
    }

    private int show(List<KeyState> states) {
        PrintWriter out = spec.commandLine().getOut();
        for (KeyState key : states) {
            out.printf(
                    "%s h%d %s%s%s%n",
                    key.organisation().orElse("(no organisation)"),
                    key.version(),
                    key.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    key.made().map(made -> " made " + made).orElse(""),
                    key.destroyed().map(at -> " at " + at).orElse(""));
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
