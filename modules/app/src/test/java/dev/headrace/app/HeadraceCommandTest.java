package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
                .contains("3 streams, ")
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
