package dev.headrace.plugin.file;

import dev.headrace.sink.FolderFailure;
import dev.headrace.sink.Lake;
import dev.headrace.sink.LakeNames;
import dev.headrace.sink.SinkException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** The files below a folder, as they were written here or copied here. */
final class FileLake implements Lake {

    private static final int BUFFER = 64 << 10;
    private static final int DEEPEST = 32;

    private final Path root;

    FileLake(Path root) {
        this.root = root;
    }

    @Override
    public void list(Selection selection, Consumer<StoredObject> objects)
            throws SinkException, InterruptedException {
        Path folder = root.resolve(LakeNames.folder(selection)).normalize();
        if (!Files.isDirectory(root)) {
            throw new SinkException.Misconfigured("path", root + " is not a folder");
        }
        if (!folder.startsWith(root)) {
            throw new SinkException.Misconfigured("path", "the layout leads out of " + root);
        }
        if (Files.isDirectory(folder)) {
            find(folder, selection).values().forEach(objects);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("while looking for files");
        }
    }

    @Override
    public InputStream read(String name) throws IOException, SinkException {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root)) {
            throw new IOException("it is outside of the folder");
        }
        if (name.endsWith(".zst")) {
            throw new IOException("zstd files are read by the s3 sink's plugin only");
        }
        try {
            InputStream in = Files.newInputStream(file);
            return name.endsWith(".gz") ? new GZIPInputStream(in, BUFFER) : in;
        } catch (NoSuchFileException e) {
            throw new SinkException.Unavailable("it has gone: " + name, e);
        }
    }

    @Override
    public void close() {
        // Nothing is held between two reads.
    }

    private Map<String, StoredObject> find(Path folder, Selection selection) throws SinkException {
        var found = new TreeMap<String, StoredObject>();
        try {
            Files.walkFileTree(
                    folder,
                    EnumSet.noneOf(FileVisitOption.class),
                    DEEPEST,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                            if (Thread.currentThread().isInterrupted()) {
                                return FileVisitResult.TERMINATE;
                            }
                            if (is.isRegularFile()) {
                                String name = root.relativize(file).toString();
                                LakeNames.object(name, selection)
                                        .ifPresent(object -> found.put(name, object));
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw FolderFailure.atWrite(root, e);
        }
        return found;
    }
}
