package dev.headrace.persistence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;

/** A process that starts the embedded PostgreSQL, writes a row, and is killed without warning. */
final class KilledHeadrace {

    private KilledHeadrace() {}

    /** Runs that process to its violent end. */
    static void runAndKill(Path folder) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                KilledHeadrace.class.getName(),
                                folder.toString())
                        .redirectError(Redirect.INHERIT)
                        .start();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            if (!"written".equals(out.readLine())) {
                throw new IllegalStateException("the child did not get as far as it should");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** The child's way in. */
    public static void main(String[] arguments) throws Exception {
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(
                        Path.of(arguments[0]), Clock.systemUTC(), new SecureRandom());
        try (Connection connection = Connections.open(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (word text)");
            statement.execute("INSERT INTO kept VALUES ('before the crash')");
        }
        System.out.println("written");
        System.out.flush();
        Thread.currentThread().join();
    }
}
