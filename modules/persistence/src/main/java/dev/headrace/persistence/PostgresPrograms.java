package dev.headrace.persistence;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts PostgreSQL's programs; what they say goes to the log file. */
final class PostgresPrograms {

    /** What a program's last words may weigh in a message. */
    private static final int TAIL_CHARACTERS = 2_000;

    private final PostgresPlatform platform;
    private final PostgresBinaries binaries;
    private final Path log;

    PostgresPrograms(PostgresPlatform platform, PostgresBinaries binaries, Path log) {
        this.platform = platform;
        this.binaries = binaries;
        this.log = log;
    }

    /**
     * Runs a program to its end.
     *
     * @throws EmbeddedPostgresException with its last words when it fails or takes too long
     */
    void run(String program, List<String> arguments, Duration timeout)
            throws IOException, InterruptedException {
        Process process = launch(platform.command(program(program), arguments));
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure(program + " did not end within " + timeout.toSeconds() + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw failure(program + " failed");
        }
    }

    /** Starts the server itself, in a session of its own. */
    Process server(List<String> arguments) throws IOException {
        return launch(platform.server(program("postgres"), arguments));
    }

    /** Where a program lies. */
    Path program(String name) {
        return binaries.program(name);
    }

    /** A failure, with the last words of the log and what to do about them. */
    EmbeddedPostgresException failure(String what) throws IOException {
        String said = lastWords();
        return new EmbeddedPostgresException(
                "The embedded PostgreSQL: "
                        + what
                        + "."
                        + PostgresPlatform.advice(said)
                        + " Its log is "
                        + log
                        + " and ends with: "
                        + said.strip());
    }

    /** The end of the log, which holds this start alone. */
    String lastWords() throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        String all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        return all.substring(Math.max(0, all.length() - TAIL_CHARACTERS));
    }

    private Process launch(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(Redirect.from(new File("/dev/null")));
        builder.redirectOutput(Redirect.appendTo(log.toFile()));
        // Plain English, which PostgresPlatform.advice() reads; and none of the caller's PG… names.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }
}
