package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The real files below a folder, for eyes only: whatever would change one fails. */
final class ReadOnlyStorage implements Storage {

    private final Path root;

    ReadOnlyStorage(Path root) {
        this.root = root;
    }

    /** Empty also where there is no such folder. */
    @Override
    public List<String> list(String folder) throws IOException {
        Path path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    @Override
    public StorageFile open(String path) throws IOException {
        return new NioFile(
                AsynchronousFileChannel.open(
                        root.resolve(path), Set.of(StandardOpenOption.READ), new CallingThread()));
    }

    @Override
    public void makeFolder(String path) {
        throw readOnly();
    }

    @Override
    public StorageFile create(String path) {
        throw readOnly();
    }

    @Override
    public void rename(String from, String to) {
        throw readOnly();
    }

    @Override
    public void delete(String path) {
        throw readOnly();
    }

    @Override
    public void forceFolder(String path) {
        throw readOnly();
    }

    @Override
    public long usableBytes() {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("this only reads");
    }
}
