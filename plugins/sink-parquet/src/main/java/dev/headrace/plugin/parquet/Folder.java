package dev.headrace.plugin.parquet;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.FolderCheck;
import dev.headrace.sink.FolderFailure;
import dev.headrace.sink.LakeFile;
import dev.headrace.sink.LakeFolders;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkMetrics;
import dev.headrace.sink.UnfinishedFiles;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of this machine. Holds no file between two writes, so there is nothing to close and
 * nothing that a crash could leave half-written in a reader's sight.
 */
final class Folder implements Place {

    private final Path root;
    private final long needed;
    private final LakeFolders folders;
    private volatile Optional<SinkMetrics> metrics = Optional.empty();

    /**
     * @param needed bytes that must be free for the next files
     */
    Folder(Path root, long needed) {
        this.root = root;
        this.needed = needed;
        this.folders = new LakeFolders(root);
    }

    @Override
    public void open(SinkContext context) throws SinkException, InterruptedException {
        try {
            folders.makeRoot();
            requireUsable();
            int removed = UnfinishedFiles.remove(root, context.clock().instant());
            if (removed > 0) {
                context.logger()
                        .log(
                                System.Logger.Level.INFO,
                                "Sink {0} removed {1} unfinished files of an earlier run",
                                context.name(),
                                removed);
            }
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            throw FolderFailure.atOpen(root, e);
        }
        metrics = Optional.of(context.metrics());
    }

    @Override
    public String write(LakeFile target, BatchRows rows)
            throws SinkException, InterruptedException {
        SinkMetrics counters = metrics.orElseThrow(() -> new IllegalStateException("not open"));
        try {
            var file = new UnfinishedFile(folders.make(target.folder()), target);
            long size = file.fill(channel -> rows.writeTo(new ChannelOutput(channel), Map.of()));
            counters.add("files_written", 1);
            counters.add("bytes_written", size);
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            throw FolderFailure.atWrite(root, e);
        }
        return target.path();
    }

    @Override
    public CheckReport check() {
        return FolderCheck.of(root, needed);
    }

    @Override
    public void close() {
        metrics = Optional.empty();
    }

    private void requireUsable() throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
        if (!Files.isWritable(root)) {
            throw new AccessDeniedException(root.toString());
        }
    }

    /** The channel leaves the thread's flag set; the exception takes its place. */
    private static InterruptedException interrupted() {
        Thread.interrupted();
        return new InterruptedException("the write was given up");
    }
}
