package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.Authentication;
import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Credentials;
import dev.headrace.auth.HmacKeyFile;
import dev.headrace.auth.SessionSettings;
import dev.headrace.auth.SessionTokens;
import dev.headrace.event.Principal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HeadraceCommandTest {

    private static final Path SHIPPED_STREAMS = Path.of("../../contracts/streams");

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(Map<String, String> environment, String... arguments) {
        CommandLine line = HeadraceCommand.line(environment);
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    @Test
    void versionIsToldOnStandardOutput() {
        assertThat(execute(Map.of(), "version")).isZero();
        assertThat(out.toString()).startsWith("headrace ").contains("Java ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(execute(Map.of())).isEqualTo(2);
        assertThat(err.toString()).contains("Missing a command", "Usage: headrace");
    }

    @Test
    void unknownOptionIsWrongUsage() {
        assertThat(execute(Map.of(), "run", "--prot", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("--prot");
    }

    @Test
    void tokenMakeShowsATokenThatTheKeysVerify() {
        Path keys = folder.resolve("session.json");
        Path revoked = folder.resolve("revoked.json");
        Clock clock = Clock.systemUTC();
        HmacKeyFile.createIfMissing(keys, new SecureRandom(), clock);
        SessionTokens.createRevokedIfMissing(revoked);

        assertThat(makeToken(keys, "4h")).isZero();

        Authentication known =
                Authenticator.open(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new SessionSettings(keys, revoked)),
                                clock)
                        .authenticate(
                                new Credentials(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        Optional.of("Bearer " + out.toString().strip()),
                                        "/"));
        assertThat(known)
                .isInstanceOfSatisfying(
                        Authentication.Authenticated.class,
                        caller ->
                                assertThat(caller.principal())
                                        .isEqualTo(Principal.session("42", "7")));
    }

    @Test
    void tokenMakeSaysWhatCannotBeInAToken() {
        Path keys = folder.resolve("session.json");

        assertThat(makeToken(keys, "5h")).isEqualTo(2);
        assertThat(err.toString()).contains("a token lives more than 0 s and at most 4 h");
        assertThat(makeToken(keys, "1h")).isEqualTo(2);
        assertThat(err.toString()).contains("session.json: is not there");
        assertThat(out.toString()).isEmpty();
    }

    private int makeToken(Path keys, String life) {
        return execute(
                Map.of(),
                "token",
                "make",
                "--keys",
                keys.toString(),
                "--organisation",
                "7",
                "--session",
                "3f0f0d4e-1c40-4d9e-8f0b-2a6f3f1c9a55",
                "--actor",
                "42",
                "--life",
                life);
    }

    @Test
    void wrongSettingsEndWithTheirProblemsAndNoTrace() {
        int exitCode = execute(Map.of("HEADRACE_LOG_QOUTA", "1GiB"), "run", "--port", "eighty");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactlyInAnyOrder(
                        "headrace: 2 problems with the settings:",
                        "  HEADRACE_LOG_QOUTA: is not known; did you mean HEADRACE_LOG_QUOTA? (environment)",
                        "  headrace.public.port: \"eighty\" is not a port: a whole number to 65535 (command line)");
    }

    @Test
    void shippedStreamsAreCheckedClean() {
        assertThat(execute(Map.of(), "streams", "check", SHIPPED_STREAMS.toString())).isZero();
        assertThat(out.toString())
                .contains("13 streams, ")
                .contains(" 0 wrong, 0 keywords unguarded");
    }

    @Test
    void brokenStreamsAreToldWithFileAndNoTrace() throws IOException {
        Path stream = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(stream.resolve("stream.yaml"), "nmae: broken\n");

        assertThat(execute(Map.of(), "streams", "check", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("stream.yaml").doesNotContain("\tat ");
    }
}
