package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresIT {

    @TempDir private static Path unpacked;
    @TempDir private Path folder;

    /** Unpacking takes seconds, and is tested where it matters: the others get links. */
    @BeforeAll
    static void unpackOnce() throws IOException {
        PostgresBinaries.in(unpacked);
    }

    @BeforeEach
    void linkThePrograms() throws IOException {
        try (Stream<Path> walk = Files.walk(unpacked)) {
            for (Path path : walk.skip(1).toList()) {
                Path here = folder.resolve(unpacked.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectory(here);
                } else {
                    Files.createLink(here, path);
                }
            }
        }
    }

    @Test
    void keepsWhatWasWrittenOverARestart() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            Connections.execute(postgres, "CREATE TABLE kept AS SELECT 'ünicode' AS word");
        }

        try (EmbeddedPostgres postgres = start()) {
            assertThat(Connections.text(postgres, "SELECT word FROM kept")).isEqualTo("ünicode");
        }
    }

    @Test
    void isAnUtf8ServerThatForcesToDiskAndListensOnLoopbackAlone() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(setting(postgres, "server_version")).startsWith("18.");
            assertThat(setting(postgres, "server_encoding")).isEqualTo("UTF8");
            assertThat(setting(postgres, "fsync")).isEqualTo("on");
            assertThat(setting(postgres, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(postgres, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(postgres, "unix_socket_directories")).isEmpty();
            assertThat(setting(postgres, "password_encryption")).isEqualTo("scram-sha-256");
        }
    }

    @Test
    void refusesAWrongPassword() {
        try (EmbeddedPostgres postgres = start()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> Connections.open(postgres, "wrong").close())
                    .returns("28P01", SQLException::getSQLState);
        }
    }

    @Test
    void keepsThePasswordInAFileOfItsOwnersAlone() throws IOException {
        try (EmbeddedPostgres postgres = start()) {
            Path file = folder.resolve("password");

            assertThat(Files.readString(file)).isEqualTo(postgres.password() + "\n");
            assertThat(Files.getPosixFilePermissions(file))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void adoptsTheServerOfAKilledProcessAndStopsItAtTheEnd() throws Exception {
        KilledHeadrace.runAndKill(folder);
        PostmasterFile.Running orphan = running();

        try (EmbeddedPostgres postgres = start()) {
            assertThat(running().process().pid()).isEqualTo(orphan.process().pid());
            assertThat(Connections.text(postgres, "SELECT word FROM kept"))
                    .isEqualTo("before the crash");
        }

        assertThat(new PostmasterFile(data()).running()).isEmpty();
    }

    @Test
    void startsAnewWhereTheOrphanHasAnotherPortThanTheOneAskedFor() throws Exception {
        KilledHeadrace.runAndKill(folder);
        PostmasterFile.Running orphan = running();
        int port = freePort();

        try (EmbeddedPostgres postgres = start(defaults().onPort(port))) {
            assertThat(postgres.port()).isEqualTo(port);
            assertThat(running().process().pid()).isNotEqualTo(orphan.process().pid());
            assertThat(Connections.text(postgres, "SELECT word FROM kept"))
                    .isEqualTo("before the crash");
        }
    }

    @Test
    void recoversWhereTheServerWasKilledToo() throws Exception {
        KilledHeadrace.runAndKill(folder);
        kill(running().process());

        try (EmbeddedPostgres postgres = start()) {
            assertThat(Connections.text(postgres, "SELECT word FROM kept"))
                    .isEqualTo("before the crash");
        }
    }

    @Test
    void isNotConfusedByALeftOverIdThatAnotherProcessHasNow() throws Exception {
        KilledHeadrace.runAndKill(folder);
        kill(running().process());
        Process other = new ProcessBuilder("sleep", "60").start();
        Path file = data().resolve("postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(0, Long.toString(other.pid()));
        Files.write(file, lines);

        try (EmbeddedPostgres postgres = start()) {
            assertThat(Connections.text(postgres, "SELECT word FROM kept"))
                    .isEqualTo("before the crash");
        }

        assertThat(other.isAlive()).isTrue();
        other.destroy();
    }

    @Test
    void leavesNoProcessBehindAndClosesTwice() throws IOException {
        EmbeddedPostgres postgres = start();
        ProcessHandle server = running().process();

        postgres.close();
        postgres.close();

        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void stopsAlsoForAnInterruptedOwner() throws IOException {
        EmbeddedPostgres postgres = start();
        ProcessHandle server = running().process();

        Thread.currentThread().interrupt();
        postgres.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void refusesASecondStartOnTheSameFolder() {
        try (EmbeddedPostgres postgres = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("Another Headrace uses");
            assertThat(postgres.port()).isPositive();
        }
    }

    @Test
    void tellsThatAFixedPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(defaults().onPort(taken.getLocalPort())))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void refusesTheDataOfAnotherMajorVersion() throws IOException {
        Files.createDirectories(data());
        Files.writeString(data().resolve("PG_VERSION"), "15\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("was made by PostgreSQL 15");
    }

    @Test
    void refusesDataWhosePasswordFileIsGone() throws IOException {
        start().close();
        Files.delete(folder.resolve("password"));

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("is gone");
    }

    @Test
    void finishesAFirstStartThatWasCutShort() throws Exception {
        start().close();
        Files.move(data(), folder.resolve("data.unfinished"));
        Files.delete(folder.resolve("data.unfinished/PG_VERSION"));
        Path programs =
                PostgresBinaries.in(folder).program("postgres").resolve("../..").normalize();
        Files.move(programs, programs.resolveSibling(programs.getFileName() + ".unfinished"));

        try (EmbeddedPostgres postgres = start()) {
            assertThat(Connections.text(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    private static void kill(ProcessHandle server) {
        server.destroyForcibly();
        server.onExit().join();
    }

    private EmbeddedPostgres start() {
        return start(defaults());
    }

    private EmbeddedPostgresSettings defaults() {
        return EmbeddedPostgresSettings.in(folder);
    }

    private static EmbeddedPostgres start(EmbeddedPostgresSettings settings) {
        return EmbeddedPostgres.start(settings, Clock.systemUTC(), new SecureRandom());
    }

    private PostmasterFile.Running running() throws IOException {
        return new PostmasterFile(data()).running().orElseThrow();
    }

    private Path data() throws IOException {
        return folder.toRealPath().resolve("data");
    }

    private static String setting(EmbeddedPostgres postgres, String name) throws SQLException {
        return Connections.text(postgres, "SHOW " + name);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
