package dev.headrace.plugin.postgresql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL 15 as Debian packages it, installed where it is missing. It refuses to run as root, so
 * then it runs as the user that the package made.
 */
final class DebianPostgres implements AutoCloseable {

    static final String USER = "headrace";
    static final String PASSWORD = "of-a-test-server";

    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");

    private final Path folder;
    private final int port;

    private DebianPostgres(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts on a free port. */
    static DebianPostgres start(Path folder) throws IOException, InterruptedException {
        return start(folder, freePort());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts on a port, with the data of before where there is some. */
    static DebianPostgres start(Path folder, int port) throws IOException, InterruptedException {
        if (Files.notExists(PROGRAMS.resolve("postgres"))) {
            install();
        }
        var postgres = new DebianPostgres(folder, port);
        if (Files.notExists(postgres.data())) {
            postgres.make();
        }
        postgres.run(
                "pg_ctl",
                List.of(
                        "start",
                        "--wait",
                        "--pgdata=" + postgres.data(),
                        "--log=" + folder.resolve("log"),
                        "--options=-p "
                                + port
                                + " -c listen_addresses=127.0.0.1 -c unix_socket_directories="));
        return postgres;
    }

    int port() {
        return port;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public void close() {
        try {
            run("pg_ctl", List.of("stop", "--wait", "--mode=fast", "--pgdata=" + data()));
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL 15 did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void make() throws IOException, InterruptedException {
        if (asRoot()) {
            command(List.of("chown", "postgres", folder.toString()));
        }
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        run(
                "initdb",
                List.of(
                        "--pgdata=" + data(),
                        "--username=" + USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C.UTF-8"));
    }

    /** Installs the package without the cluster that it would make and start. */
    private static void install() throws IOException, InterruptedException {
        Path settings = Path.of("/etc/postgresql-common/createcluster.conf");
        if (Files.notExists(settings)) {
            Files.createDirectories(settings.getParent());
            Files.writeString(settings, "create_main_cluster = false\n");
        }
        // One at a time: another module's tests may install their server now.
        command(
                List.of(
                        "flock",
                        System.getProperty("java.io.tmpdir") + "/headrace-packages.lock",
                        "sh",
                        "-c",
                        "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y"
                                + " --no-install-recommends -o Dpkg::Options::=--force-confold"
                                + " -o DPkg::Lock::Timeout=300 postgresql-15"));
    }

    private void run(String program, List<String> arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        if (asRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(PROGRAMS.resolve(program).toString());
        command.addAll(arguments);
        command(command);
    }

    private static boolean asRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Runs a program to its end; it fails loudly with what the program wrote. */
    static void command(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("headrace-command-", ".log");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            process.getOutputStream().close();
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException(command + " ended with " + code + ": " + text(output));
            }
        } finally {
            Files.delete(output);
        }
    }

    private static String text(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }
}
