package dev.headrace.plugin.parquet;

import dev.headrace.sink.LakeFile;
import dev.headrace.sink.LakeFolders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file while it is being written: it has a hidden name. For one thread. */
final class UnfinishedFile {

    private final Path folder;
    private final LakeFile target;

    UnfinishedFile(Path folder, LakeFile target) {
        this.folder = folder;
        this.target = target;
    }

    /** Writes what the file holds. */
    @FunctionalInterface
    interface Filling {
        void writeTo(FileChannel channel) throws IOException, InterruptedException;
    }

    /**
     * Writes the file, forces it, gives it its own name and forces the folder. After an exception
     * there is none that a reader sees.
     *
     * @return how many bytes it has
     */
    long fill(Filling filling) throws IOException, InterruptedException {
        Path unfinished = folder.resolve(target.unfinished());
        try {
            long size = write(unfinished, filling);
            Files.move(unfinished, folder.resolve(target.file()), StandardCopyOption.ATOMIC_MOVE);
            LakeFolders.force(folder);
            return size;
        } catch (IOException | InterruptedException | RuntimeException e) {
            remove(unfinished, e);
            throw e;
        }
    }

    private static long write(Path unfinished, Filling filling)
            throws IOException, InterruptedException {
        try (FileChannel channel =
                FileChannel.open(
                        unfinished,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            filling.writeTo(channel);
            channel.force(true);
            return channel.size();
        }
    }

    private static void remove(Path unfinished, Exception reason) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
