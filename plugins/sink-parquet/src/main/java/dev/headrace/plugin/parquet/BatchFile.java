package dev.headrace.plugin.parquet;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.WriteResult;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The file of one batch while it is being written. For one thread. */
final class BatchFile {

    private final RecordBatch batch;
    private final Layout layout;
    private final Table table;
    private long size;
    private long misfits;

    BatchFile(RecordBatch batch, Layout layout, Table table) {
        this.batch = batch;
        this.layout = layout;
        this.table = table;
    }

    /**
     * Writes the file under a hidden name, forces it, gives it its own name and forces the folder.
     * After an exception there is none that a reader sees.
     */
    void write(Path folder, int level) throws IOException {
        Path unfinished = folder.resolve(layout.unfinished());
        try {
            fill(unfinished, level);
            Files.move(unfinished, folder.resolve(layout.file()), StandardCopyOption.ATOMIC_MOVE);
            Folders.force(folder);
        } catch (IOException | RuntimeException e) {
            remove(unfinished, e);
            throw e;
        }
    }

    /** What became of the records; meant for after the write. */
    WriteResult result() {
        return WriteResult.allDelivered(batch, layout.path());
    }

    /** The bytes that the file takes on disk. */
    long size() {
        return size;
    }

    /** How many values did not fit their columns. */
    long misfits() {
        return misfits;
    }

    private void fill(Path unfinished, int level) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        unfinished,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            try (var output =
                    new ParquetOutput(
                            new ChannelOutput(channel), table, level, ParquetOutput.GROUP_BYTES)) {
                var row = new Row(table);
                for (SinkRecord record : batch) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new ClosedByInterruptException();
                    }
                    row.take(record);
                    output.row(row);
                    misfits += row.misfits();
                }
                output.finish();
            }
            channel.force(true);
            size = channel.size();
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
