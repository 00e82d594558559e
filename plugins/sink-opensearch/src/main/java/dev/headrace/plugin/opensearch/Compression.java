package dev.headrace.plugin.opensearch;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** What is done to a request's body. */
enum Compression {
    GZIP,
    NONE;

    static final List<String> WORDS = List.of("gzip", "none");

    private static final int BUFFER = 32 << 10;

    static Compression of(String word) {
        return word.equals("gzip") ? GZIP : NONE;
    }

    /** Closing what this gives ends the body. */
    OutputStream over(OutputStream body) throws IOException {
        return switch (this) {
            case GZIP -> new FastGzip(body);
            case NONE -> body;
        };
    }

    /** The cluster decompresses at once and keeps nothing of it: speed counts, size less. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream body) throws IOException {
            super(body, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
