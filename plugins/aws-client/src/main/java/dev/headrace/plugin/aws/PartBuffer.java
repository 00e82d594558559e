package dev.headrace.plugin.aws;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Collects an object's bytes and gives them away from its front. For one thread. */
final class PartBuffer extends OutputStream {

    private static final int FIRST = 64 << 10;

    private byte[] bytes = new byte[FIRST];
    private int size;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] more, int offset, int length) {
        if (length > bytes.length - size) {
            int needed = Math.addExact(size, length);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * size, 1 << 30)));
        }
        System.arraycopy(more, offset, bytes, size, length);
        size += length;
    }

    int size() {
        return size;
    }

    /** The first bytes, without a copy: valid until they are dropped. May be read many times. */
    InputStream first(int length) {
        return new ByteArrayInputStream(bytes, 0, length);
    }

    /** Makes room of the first bytes. */
    void drop(int length) {
        System.arraycopy(bytes, length, bytes, 0, size - length);
        size -= length;
    }
}
