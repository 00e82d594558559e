package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a file forwards through a buffer that grows to what is asked for. For one thread. */
final class ReadAhead {

    private final StorageFile file;
    private byte[] window;
    private long start;
    private int filled;

    ReadAhead(StorageFile file, int size) {
        this.file = file;
        this.window = new byte[size];
    }

    /**
     * Bytes of the file; valid until the next call.
     *
     * @param length how many; no more than lie before the limit
     * @param limit nothing from here on is read, not even ahead: it may still change
     * @return the bytes from its position on; fewer where the file ends early
     */
    ByteBuffer at(long offset, int length, long limit) throws IOException {
        if (offset < start || offset + length > start + filled) {
            fill(offset, length, limit);
        }
        int from = (int) (offset - start);
        return ByteBuffer.wrap(window, from, Math.max(0, Math.min(length, filled - from)));
    }

    private void fill(long offset, int length, long limit) throws IOException {
        if (length > window.length) {
            window = new byte[Math.max(length, window.length * 2)];
        }
        int most = (int) Math.min(window.length, Math.max(0, limit - offset));
        filled = 0;
        start = offset;
        filled = file.read(ByteBuffer.wrap(window, 0, most), offset);
    }
}
