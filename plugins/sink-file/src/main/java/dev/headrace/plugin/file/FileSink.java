package dev.headrace.plugin.file;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.FolderCheck;
import dev.headrace.sink.FolderFailure;
import dev.headrace.sink.LakeFile;
import dev.headrace.sink.LakeFolders;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkMetrics;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.UnfinishedFiles;
import dev.headrace.sink.WriteResult;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes each batch into one file. Holds no file between two writes, so there is nothing to close
 * and nothing that a crash could leave half-written in a reader's sight.
 */
final class FileSink implements Sink {

    private final FileSettings settings;
    private final EnvelopeWriter writer;
    private final LakeFolders folders;
    private volatile SinkMetrics metrics = (counter, amount) -> {};
    private volatile Optional<Retention> retention = Optional.empty();

    FileSink(FileSettings settings) {
        this.settings = settings;
        this.writer = EnvelopeWriter.of(settings.form());
        this.folders = new LakeFolders(settings.path());
    }

    @Override
    public SinkTraits traits() {
        return settings.traits();
    }

    @Override
    public void open(SinkContext context) throws SinkException, InterruptedException {
        Path root = settings.path();
        try {
            folders.makeRoot();
            requireUsable(root);
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
        metrics = context.metrics();
        var old = new Retention(root, context);
        old.work();
        retention = Optional.of(old);
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        if (batch.size() == 0) {
            return WriteResult.allDelivered(batch, "");
        }
        LakeFile target = LakeFile.of(batch, settings.compression().suffix());
        var file = new RecordFile(batch, target);
        try {
            file.write(writer, settings.compression(), folders.make(target.folder()));
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            throw FolderFailure.atWrite(settings.path(), e);
        }
        count(file.size());
        retention.ifPresent(Retention::work);
        return file.result();
    }

    @Override
    public CheckReport check() {
        long needed = settings.traits().parallelWrites() * settings.maxFileBytes();
        return retention.isPresent() && !Files.isDirectory(settings.path())
                ? FolderCheck.gone(settings.path())
                : FolderCheck.of(settings.path(), needed);
    }

    @Override
    public void close() {
        // Nothing is held between two writes.
    }

    private void count(long size) {
        if (size > 0) {
            metrics.add("files_written", 1);
            metrics.add("bytes_written", size);
        }
    }

    private static void requireUsable(Path root) throws IOException {
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
