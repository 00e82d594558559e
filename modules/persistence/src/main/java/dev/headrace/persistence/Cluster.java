package dev.headrace.persistence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The data of the server and the password of its one role, made at the first start. */
final class Cluster {

    static final String ROLE = "headrace";

    private static final Duration INITDB_TIMEOUT = Duration.ofMinutes(2);
    private static final int PASSWORD_BYTES = 24;

    private final Path folder;

    Cluster(Path folder) {
        this.folder = folder;
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Makes the cluster unless it is there, and refuses one of another major version. */
    void prepare(PostgresPrograms programs, String major, RandomGenerator random)
            throws IOException, InterruptedException {
        if (Files.exists(data())) {
            requireVersion(major);
            return;
        }
        if (!Files.exists(passwordFile())) {
            writePassword(random);
        }
        Path unfinished = folder.resolve("data.unfinished");
        PostgresBinaries.deleteTree(unfinished);
        programs.run("initdb", initdb(unfinished), INITDB_TIMEOUT);
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    String password() throws IOException {
        if (!Files.exists(passwordFile())) {
            throw new EmbeddedPostgresException(
                    passwordFile()
                            + " is gone, and without it nobody gets into "
                            + data()
                            + ": put it back from a backup (or move the data away to start anew)");
        }
        return Files.readString(passwordFile()).strip();
    }

    private List<String> initdb(Path data) {
        return List.of(
                "-D",
                data.toString(),
                "--username=" + ROLE,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8");
    }

    private void requireVersion(String major) throws IOException {
        Path file = data().resolve("PG_VERSION");
        String found = Files.exists(file) ? Files.readString(file).strip() : "unknown";
        if (!found.equals(major)) {
            throw new EmbeddedPostgresException(
                    data()
                            + " was made by PostgreSQL "
                            + found
                            + ", and this Headrace brings PostgreSQL "
                            + major
                            + ": dump it with the old one and load it into the new one, or move the"
                            + " folder away to start anew");
        }
    }

    private void writePassword(RandomGenerator random) throws IOException {
        var bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        Path unfinished = folder.resolve("password.unfinished");
        Files.deleteIfExists(unfinished);
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel file =
                FileChannel.open(
                        unfinished,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        mode)) {
            file.write(StandardCharsets.US_ASCII.encode(HexFormat.of().formatHex(bytes) + "\n"));
            file.force(true);
        }
        Files.move(unfinished, passwordFile(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }
}
