package dev.headrace.persistence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once per version into {@code pgsql-VERSION}: first beside it,
 * then renamed, so that the folder is complete or absent.
 */
final class PostgresBinaries {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String PREFIX = "pgsql-";

    private final Path folder;
    private final String version;

    private PostgresBinaries(Path folder, String version) {
        this.folder = folder;
        this.version = version;
    }

    /** The programs of the version that came with Headrace, unpacked if they are not yet. */
    static PostgresBinaries in(Path parent) throws IOException {
        String version = bundledVersion();
        Path folder = parent.resolve(PREFIX + version);
        if (!Files.isDirectory(folder)) {
            deleteOthers(parent);
            try (InputStream archive = resource(ARCHIVE)) {
                unpackBeside(folder, archive);
            }
        }
        return new PostgresBinaries(folder, version);
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** The major version, as the file PG_VERSION of a cluster has it. */
    String major() {
        return version.substring(0, version.indexOf('.'));
    }

    private static String bundledVersion() throws IOException {
        var properties = new Properties();
        try (InputStream in = resource("binaries.properties")) {
            properties.load(in);
        }
        return properties.getProperty("version", "");
    }

    private static InputStream resource(String name) throws IOException {
        return Optional.ofNullable(PostgresBinaries.class.getResourceAsStream(name))
                .orElseThrow(() -> new IOException(name + " is not on the class path"));
    }

    private static void deleteOthers(Path parent) throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path other : others) {
                deleteTree(other);
            }
        }
    }

    private static void unpackBeside(Path folder, InputStream archive) throws IOException {
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
        Files.createDirectories(unfinished);
        unpack(unfinished, archive);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Unpacks a tar.xz; refuses an entry or a link that leaves the folder. */
    static void unpack(Path folder, InputStream archive) throws IOException {
        try (var tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (Optional<TarArchiveEntry> entry = next(tar);
                    entry.isPresent();
                    entry = next(tar)) {
                unpackEntry(folder, entry.get(), tar);
            }
        }
    }

    private static Optional<TarArchiveEntry> next(TarArchiveInputStream tar) throws IOException {
        return Optional.ofNullable(tar.getNextEntry());
    }

    private static void unpackEntry(Path folder, TarArchiveEntry entry, InputStream content)
            throws IOException {
        Path path = inside(folder, folder.resolve(entry.getName()), entry);
        Path parent = path.equals(folder) ? folder : path.resolveSibling("");
        Files.createDirectories(parent);
        if (!parent.toRealPath().startsWith(folder.toRealPath())) {
            throw escapes(entry);
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
            inside(folder, parent.resolve(entry.getLinkName()), entry);
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile() && !entry.isLink()) {
            unpackFile(path, entry.getMode(), content);
        } else {
            throw new IOException("neither file, folder nor symbolic link: " + entry.getName());
        }
    }

    private static void unpackFile(Path path, int mode, InputStream content) throws IOException {
        Files.copy(content, path);
        if ((mode & 0111) != 0) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(false);
        }
    }

    private static Path inside(Path folder, Path path, TarArchiveEntry entry) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(folder)) {
            throw escapes(entry);
        }
        return normal;
    }

    private static IOException escapes(TarArchiveEntry entry) {
        return new IOException("an entry of the archive leaves its folder: " + entry.getName());
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
