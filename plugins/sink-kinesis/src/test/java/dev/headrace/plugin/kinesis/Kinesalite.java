package dev.headrace.plugin.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Kinesis of this machine: kinesalite, in a process of its own. Installs what it needs. */
final class Kinesalite implements AutoCloseable {

    private static final String VERSION = "3.3.3";
    private static final Path FOLDER = Path.of("target/kinesalite").toAbsolutePath();
    private static final Path MODULES = FOLDER.resolve("node_modules");
    private static final Path LAUNCHER = Path.of("src/test/kinesalite/local.js").toAbsolutePath();

    private final Process process;
    private final int port;

    static Kinesalite start() throws IOException, InterruptedException {
        install();
        return new Kinesalite();
    }

    private Kinesalite() throws IOException {
        var builder = new ProcessBuilder("node", LAUNCHER.toString());
        builder.environment().put("NODE_PATH", MODULES.toString());
        builder.redirectError(FOLDER.resolve("log").toFile());
        process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        assertThat(line).as("see %s/log", FOLDER).startsWith("PORT ");
        port = Integer.parseInt(line.substring("PORT ".length()));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static synchronized void install() throws IOException, InterruptedException {
        if (Files.exists(MODULES.resolve("kinesalite/package.json"))) {
            return;
        }
        Files.createDirectories(FOLDER);
        List<String> command =
                List.of(
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--prefer-offline",
                        "--prefix",
                        FOLDER.toString(),
                        "kinesalite@" + VERSION);
        Process npm =
                new ProcessBuilder(command)
                        .directory(FOLDER.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(FOLDER.resolve("npm.log").toFile())
                        .start();
        assertThat(npm.waitFor(8, TimeUnit.MINUTES)).isTrue();
        assertThat(npm.exitValue()).as("see %s/npm.log", FOLDER).isZero();
    }
}
