package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The real files below a folder. */
final class NioStorage implements Storage {

    private final Path root;

    NioStorage(Path root) {
        this.root = root;
    }

    @Override
    public void makeFolder(String path) throws IOException {
        makeDurable(root.resolve(path));
    }

    /**
     * Makes a folder and those above it, as far as they are not there, so that a crash keeps them.
     */
    static void makeDurable(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder) && parent != null) {
            makeDurable(parent);
            Files.createDirectories(folder);
            force(parent);
        }
    }

    @Override
    public List<String> list(String folder) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    @Override
    public StorageFile open(String path) throws IOException {
        return open(root.resolve(path), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public StorageFile create(String path) throws IOException {
        return open(
                root.resolve(path),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(
                root.resolve(from),
                root.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(root.resolve(path));
    }

    @Override
    public void forceFolder(String path) throws IOException {
        force(root.resolve(path));
    }

    @Override
    public long usableBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    /** Forces a folder: on Linux a folder opens as a file that can be forced. */
    private static void force(Path folder) throws IOException {
        try (NioFile file = open(folder, StandardOpenOption.READ)) {
            file.force();
        }
    }

    private static NioFile open(Path path, OpenOption... options) throws IOException {
        return new NioFile(
                AsynchronousFileChannel.open(path, Set.of(options), new CallingThread()));
    }
}
