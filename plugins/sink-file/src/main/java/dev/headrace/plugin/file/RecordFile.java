package dev.headrace.plugin.file;

import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.LakeFile;
import dev.headrace.sink.LakeFolders;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.WriteResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The file of one batch while it is being written. For one thread. */
final class RecordFile {

    private static final int BUFFER = 64 << 10;

    private final RecordBatch batch;
    private final LakeFile target;
    private final WriteResult.Builder result;
    private final Outcome delivered;
    private int lines;
    private long size;

    RecordFile(RecordBatch batch, LakeFile target) {
        this.batch = batch;
        this.target = target;
        this.result = WriteResult.of(batch);
        this.delivered = new Outcome.Delivered(target.path()); // one for all its records
    }

    /**
     * Writes the file under a hidden name, forces it, gives it its own name and forces the folder.
     * When no record could be written there is no file; after an exception there is none that a
     * reader sees.
     */
    void write(EnvelopeWriter writer, Compression compression, Path folder) throws IOException {
        Path unfinished = folder.resolve(target.unfinished());
        try {
            fill(writer, compression, unfinished);
            if (lines > 0) {
                Path file = folder.resolve(target.file());
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
                LakeFolders.force(folder);
            } else {
                Files.delete(unfinished);
            }
        } catch (IOException | RuntimeException e) {
            remove(unfinished, e);
            throw e;
        }
    }

    /** What became of the records; meant for after the write. */
    WriteResult result() {
        return result.build();
    }

    /** The bytes that the file takes on disk; 0 when there is none. */
    long size() {
        return lines > 0 ? size : 0;
    }

    private void fill(EnvelopeWriter writer, Compression compression, Path unfinished)
            throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        unfinished,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            try (OutputStream out =
                    new BufferedOutputStream(
                            compression.over(new ChannelOutput(channel)), BUFFER)) {
                for (int index = 0; index < batch.size(); index++) {
                    line(writer, index, out);
                }
            }
            channel.force(true);
            size = channel.size();
        }
    }

    private void line(EnvelopeWriter writer, int index, OutputStream out) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
        try {
            writer.write(batch.get(index), out);
        } catch (IllegalArgumentException e) {
            result.rejected(index, "not-an-object", String.valueOf(e.getMessage()));
            return;
        }
        out.write('\n');
        result.set(index, delivered);
        lines++;
    }

    private static void remove(Path unfinished, Exception reason) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
