package dev.headrace.eventlog;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A real file. It is opened as an asynchronous channel whose work is done in the calling thread,
 * for one reason: an interrupt closes a plain {@code FileChannel} under the other threads that use
 * it, and may hide that a force failed.
 */
final class NioFile implements StorageFile {

    /**
     * A heap buffer is copied through a direct one that the JDK keeps for each thread: bound it.
     */
    private static final int CHUNK = 1 << 20;

    private final AsynchronousFileChannel channel;

    NioFile(AsynchronousFileChannel channel) {
        this.channel = channel;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public int read(ByteBuffer into, long offset) throws IOException {
        int start = into.position();
        int limit = into.limit();
        while (into.position() < limit) {
            into.limit(Math.min(limit, into.position() + CHUNK));
            int count = done(channel.read(into, offset + into.position() - start));
            into.limit(limit);
            if (count < 0) {
                break;
            }
        }
        return into.position() - start;
    }

    @Override
    public void write(ByteBuffer from, long offset) throws IOException {
        int start = from.position();
        int limit = from.limit();
        while (from.position() < limit) {
            if (!from.isDirect()) {
                from.limit(Math.min(limit, from.position() + CHUNK));
            }
            done(channel.write(from, offset + from.position() - start));
            from.limit(limit);
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        channel.truncate(size);
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The result of an operation that the calling thread has already done. */
    private static int done(Future<Integer> operation) throws IOException {
        try {
            return operation.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in a file operation");
        }
    }
}
