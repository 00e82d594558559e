package dev.headrace.plugin.aws;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server of the tests in a JVM of its own. */
public final class ServerProcess implements AutoCloseable {

    public static final Path JARS = Path.of("target/servers").toAbsolutePath();

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a JVM and waits until it answers HTTP. */
    public static ServerProcess start(Path folder, int port, List<String> arguments)
            throws IOException {
        Files.createDirectories(folder);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("server.log").toFile())
                        .start();
        var server = new ServerProcess(process, port);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        try {
            await("a server, see " + folder)
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> server.answers() || !process.isAlive());
            if (!process.isAlive()) {
                throw new IOException("the server ended: see " + folder.resolve("server.log"));
            }
            return server;
        } catch (RuntimeException | IOException e) {
            server.close();
            throw e;
        }
    }

    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    private boolean answers() {
        try {
            var connection =
                    (HttpURLConnection) URI.create(endpoint() + "/").toURL().openConnection();
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
