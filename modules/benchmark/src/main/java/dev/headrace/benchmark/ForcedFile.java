package dev.headrace.benchmark;

import dev.headrace.eventlog.LogSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of the size of a segment, written full of zeros and forced; groups go round in it. For one
 * thread at a time.
 */
final class ForcedFile implements AutoCloseable {

    private static final int SIZE = (int) LogSettings.DEFAULT_SEGMENT.bytes();

    private final Path folder = ScratchFolder.create("forced-file");
    private final FileChannel channel;
    private long position;
    private long forces;

    ForcedFile() throws IOException {
        channel =
                FileChannel.open(
                        folder.resolve("file"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        for (long at = 0; at < SIZE; at += 1 << 20) {
            channel.write(ByteBuffer.allocateDirect(1 << 20), at);
        }
        channel.force(true);
    }

    /** Writes all that the buffer has left, and forces it. */
    void append(ByteBuffer group) throws IOException {
        if (position + group.remaining() > SIZE) {
            position = 0;
        }
        while (group.hasRemaining()) {
            position += channel.write(group, position);
        }
        channel.force(false);
        forces++;
    }

    /** How many groups were forced. */
    long forces() {
        return forces;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        ScratchFolder.delete(folder);
    }
}
