package dev.headrace.plugin.parquet;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits;
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
final class ParquetSink implements Sink {

    private final ParquetSettings settings;
    private final Folders folders;
    private volatile Optional<Open> open = Optional.empty();

    /** What there is between open and close. */
    private record Open(SinkContext context, Tables tables) {}

    ParquetSink(ParquetSettings settings) {
        this.settings = settings;
        this.folders = new Folders(settings.path());
    }

    @Override
    public SinkTraits traits() {
        return settings.traits();
    }

    @Override
    public void open(SinkContext context) throws SinkException, InterruptedException {
        Path root = settings.path();
        Zstandard.unpackInto(context.scratch());
        try {
            folders.makeRoot();
            requireUsable(root);
            int removed = Leftovers.remove(root, context.clock().instant());
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
            throw FileFailure.atOpen(root, e);
        }
        open = Optional.of(new Open(context, new Tables(context.streams())));
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        if (batch.size() == 0) {
            return WriteResult.allDelivered(batch, "");
        }
        Open here = open.orElseThrow(() -> new IllegalStateException("write before open"));
        Layout layout = Layout.of(batch);
        Table table = here.tables.of(batch.group().stream().orElseThrow());
        var file = new BatchFile(batch, layout, table);
        try {
            file.write(folders.make(layout.folder()), settings.level());
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            throw FileFailure.atWrite(settings.path(), e);
        }
        count(here.context, file);
        return file.result();
    }

    @Override
    public CheckReport check() {
        long needed = settings.traits().parallelWrites() * settings.maxFileBytes();
        return FolderCheck.of(settings.path(), needed);
    }

    @Override
    public void close() {
        open = Optional.empty();
    }

    private static void count(SinkContext context, BatchFile file) {
        if (file.size() > 0) {
            context.metrics().add("files_written", 1);
            context.metrics().add("bytes_written", file.size());
        }
        if (file.misfits() > 0) {
            context.metrics().add("values_without_column", file.misfits());
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
