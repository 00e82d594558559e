package dev.headrace.persistence;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server process of one cluster: started, or found running and adopted; stopped in either case.
 */
final class PostgresServer {

    private static final System.Logger LOG = System.getLogger(PostgresServer.class.getName());

    /** How often a free port may be taken by somebody else between the choice and the start. */
    private static final int PORT_ATTEMPTS = 5;

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LAST_RESORT = Duration.ofSeconds(5);

    private final PostgresPrograms programs;
    private final Path data;
    private final PostmasterFile.Running running;
    private final CompletableFuture<ProcessHandle> ended;

    private PostgresServer(PostgresPrograms programs, Path data, PostmasterFile.Running running) {
        this.programs = programs;
        this.data = data;
        this.running = running;
        this.ended = running.process().onExit();
    }

    /**
     * Adopts the server that a killed Headrace left behind, or starts one, and waits until it takes
     * connections. An orphan on another port than the one asked for, or of other programs, is
     * stopped first.
     */
    static PostgresServer adoptOrStart(
            PostgresPrograms programs, Path data, EmbeddedPostgresSettings settings, Clock clock)
            throws IOException, InterruptedException {
        var file = new PostmasterFile(data);
        var found = file.running();
        if (found.isPresent()) {
            var orphan = new PostgresServer(programs, data, found.get());
            if (orphan.fits(settings) && orphan.awaitReady(settings.startTimeout(), clock)) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "Adopted the PostgreSQL that was left running, process {0}",
                        Long.toString(found.get().process().pid()));
                return orphan;
            }
            orphan.stop(settings.stopTimeout());
        }
        file.disown();
        return start(programs, data, settings, clock);
    }

    int port() {
        return running.port();
    }

    /**
     * Ends all sessions and stops; at once, and with a recovery at the next start, when that takes
     * longer than the timeout.
     */
    void stop(Duration timeout) throws IOException, InterruptedException {
        if (stopped("fast", timeout) || stopped("immediate", LAST_RESORT)) {
            return;
        }
        LOG.log(System.Logger.Level.WARNING, "PostgreSQL does not stop and is killed");
        running.process().destroyForcibly();
        endedWithin(LAST_RESORT);
    }

    private static PostgresServer start(
            PostgresPrograms programs, Path data, EmbeddedPostgresSettings settings, Clock clock)
            throws IOException, InterruptedException {
        int attempts = settings.port().isPresent() ? 1 : PORT_ATTEMPTS;
        for (int attempt = 1; attempt <= attempts; attempt++) {
            int port = settings.port().orElseGet(PostgresServer::freePort);
            Process process = programs.server(arguments(data, port));
            var running =
                    new PostmasterFile.Running(
                            process.toHandle(), programs.program("postgres"), port);
            var server = new PostgresServer(programs, data, running);
            if (server.awaitReadyOrStop(settings, clock)) {
                return server;
            }
            if (!programs.lastWords().contains("Address already in use")) {
                break;
            }
        }
        throw programs.failure("it did not start");
    }

    private static List<String> arguments(Path data, int port) {
        return List.of(
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "timezone=UTC",
                "-c",
                "log_timezone=UTC",
                // The log is not rotated while the server runs, and a statement that fails may hold
                // parts of an event: so only what the server says of itself.
                "-c",
                "log_min_messages=log",
                "-c",
                "log_checkpoints=off");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("No TCP port is free on 127.0.0.1", e);
        }
    }

    private boolean fits(EmbeddedPostgresSettings settings) {
        return settings.port().orElse(running.port()) == running.port()
                && running.program().equals(programs.program("postgres"));
    }

    private boolean awaitReadyOrStop(EmbeddedPostgresSettings settings, Clock clock)
            throws IOException, InterruptedException {
        boolean ready = false;
        try {
            ready = awaitReady(settings.startTimeout(), clock);
        } finally {
            if (!ready) {
                stop(settings.stopTimeout());
            }
        }
        return ready;
    }

    private boolean awaitReady(Duration timeout, Clock clock)
            throws IOException, InterruptedException {
        var file = new PostmasterFile(data);
        Instant deadline = clock.instant().plus(timeout);
        while (!file.ready(running.process().pid())) {
            if (endedWithin(PAUSE) || clock.instant().isAfter(deadline)) {
                return false;
            }
        }
        return true;
    }

    private boolean stopped(String mode, Duration timeout)
            throws IOException, InterruptedException {
        if (ended.isDone()) {
            return true;
        }
        String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
        try {
            programs.run(
                    "pg_ctl",
                    List.of("stop", "-D", data.toString(), "-m", mode, "-w", "-t", seconds),
                    timeout.plus(LAST_RESORT));
            // The file is gone; a process that nobody reaps may stay as a name.
            endedWithin(PAUSE);
            return true;
        } catch (EmbeddedPostgresException e) {
            return endedWithin(PAUSE);
        }
    }

    private boolean endedWithin(Duration time) throws InterruptedException {
        try {
            ended.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
