package dev.headrace.persistence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL that Headrace starts itself, for trials and small sites. It keeps what it has
 * acknowledged over restarts, crashes and {@code kill -9}; after the latter the next start adopts
 * the server that was left running.
 *
 * <p>Start one per process, close it after everything that uses it. Safe for use by several
 * threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String DATABASE = "headrace";

    private final EmbeddedPostgresSettings settings;
    private final FileChannel lock;
    private final PostgresServer server;
    private final String password;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(
            EmbeddedPostgresSettings settings,
            FileChannel lock,
            PostgresServer server,
            String password) {
        this.settings = settings;
        this.lock = lock;
        this.server = server;
        this.password = password;
    }

    /** Starts with the defaults of {@link EmbeddedPostgresSettings#in}. */
    public static EmbeddedPostgres start(Path folder, Clock clock, RandomGenerator random) {
        return start(EmbeddedPostgresSettings.in(folder), clock, random);
    }

    /**
     * Unpacks, makes the cluster, starts or adopts the server, and returns when it takes
     * connections: about 2 s the first time, then a quarter of a second.
     *
     * @param random makes the password at the first start: a {@link java.security.SecureRandom}
     * @throws EmbeddedPostgresException when it cannot run here; nothing is left running then
     */
    public static EmbeddedPostgres start(
            EmbeddedPostgresSettings settings, Clock clock, RandomGenerator random) {
        PostgresPlatform platform = PostgresPlatform.detect();
        try {
            Path folder = Files.createDirectories(settings.folder()).toRealPath();
            FileChannel lock = lock(folder);
            try {
                return startLocked(settings, folder, lock, platform, clock, random);
            } catch (IOException | InterruptedException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The embedded PostgreSQL cannot use " + settings.folder() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while PostgreSQL started", e);
        }
    }

    /** The database for Headrace and its PostgreSQL sink; neither user nor password is in it. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** The one role, which owns the database. */
    public String user() {
        return Cluster.ROLE;
    }

    /** A secret: the content of the file {@code password}. */
    public String password() {
        return password;
    }

    /** The TCP port on 127.0.0.1. */
    public int port() {
        return server.port();
    }

    /** Ends all sessions and stops the server, adopted or not. Legal twice. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // an interrupted owner must not leave it behind
        try (lock) {
            server.stop(settings.stopTimeout());
        } catch (IOException e) {
            throw new EmbeddedPostgresException("The embedded PostgreSQL did not stop: " + e, e);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static EmbeddedPostgres startLocked(
            EmbeddedPostgresSettings settings,
            Path folder,
            FileChannel lock,
            PostgresPlatform platform,
            Clock clock,
            RandomGenerator random)
            throws IOException, InterruptedException {
        Path log = rotatedLog(folder);
        PostgresBinaries binaries = PostgresBinaries.in(folder);
        var programs = new PostgresPrograms(platform, binaries, log);
        var cluster = new Cluster(folder);
        cluster.prepare(programs, binaries.major(), random);
        String password = cluster.password();
        PostgresServer server =
                PostgresServer.adoptOrStart(programs, cluster.data(), settings, clock);
        var postgres = new EmbeddedPostgres(settings, lock, server, password);
        try {
            postgres.createDatabase();
            return postgres;
        } catch (SQLException e) {
            postgres.close();
            throw new EmbeddedPostgresException(
                    "The embedded PostgreSQL runs, but does not let Headrace in: is "
                            + folder.resolve("password")
                            + " the one that belongs to this data? "
                            + e.getMessage(),
                    e);
        }
    }

    private void createDatabase() throws SQLException {
        var source = new PGSimpleDataSource();
        source.setURL(jdbcUrl("postgres"));
        source.setUser(user());
        source.setPassword(password);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet found =
                statement.executeQuery(
                        "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            return found.next();
        }
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // This process has it: the same answer.
        }
        channel.close();
        throw new EmbeddedPostgresException(
                "Another Headrace uses the embedded PostgreSQL in "
                        + folder
                        + ": stop it, or give this one another folder");
    }

    private static Path rotatedLog(Path folder) throws IOException {
        Path log = folder.resolve("postgresql.log");
        if (Files.exists(log)) {
            Files.move(
                    log, folder.resolve("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }
}
