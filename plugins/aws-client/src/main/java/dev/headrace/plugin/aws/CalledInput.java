package dev.headrace.plugin.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;

/** Reads an answer's body in large bites, each of which an interrupt ends. For one thread. */
public final class CalledInput extends InputStream {

    private static final int BITE = 256 << 10;

    private final Bucket bucket;
    private final InputStream body;
    private byte[] bite = new byte[0];
    private int next;

    public CalledInput(Bucket bucket, InputStream body) {
        this.bucket = bucket;
        this.body = body;
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : bite[next++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int read = Math.min(length, bite.length - next);
        System.arraycopy(bite, next, into, offset, read);
        next += read;
        return read;
    }

    @Override
    public int available() {
        return bite.length - next;
    }

    private boolean isAtEnd() throws IOException {
        if (next == bite.length) {
            bite = bite();
            next = 0;
        }
        return bite.length == 0;
    }

    private byte[] bite() throws IOException {
        try {
            return bucket.call(s3 -> read(body));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var interrupted = new InterruptedIOException("reading was given up");
            interrupted.initCause(e);
            throw interrupted;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static byte[] read(InputStream body) {
        try {
            return body.readNBytes(BITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
