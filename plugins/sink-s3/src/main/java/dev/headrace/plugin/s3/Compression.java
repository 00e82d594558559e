package dev.headrace.plugin.s3;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What is done to an object's lines. The same lines always give the same bytes. */
enum Compression {
    GZIP(".ndjson.gz", "application/gzip"),
    ZSTD(".ndjson.zst", "application/zstd"),
    NONE(".ndjson", "application/x-ndjson");

    private static final int BUFFER = 64 << 10;

    /** Zstandard's own default: smaller than gzip at several times its speed. */
    private static final int LEVEL = 3;

    private final String suffix;
    private final String contentType;

    Compression(String suffix, String contentType) {
        this.suffix = suffix;
        this.contentType = contentType;
    }

    /** The end of the object's key. */
    String suffix() {
        return suffix;
    }

    /**
     * What the object is. It has no content encoding: that would have some clients unpack it behind
     * their reader's back, who goes by the key's end.
     */
    String contentType() {
        return contentType;
    }

    /** Closing what this gives ends the compressed data. The JDK's gzip header holds no time. */
    OutputStream over(OutputStream object) throws IOException {
        return switch (this) {
            case NONE -> object;
            case GZIP -> new GZIPOutputStream(object, BUFFER);
            case ZSTD -> new ZstdOutputStreamNoFinalizer(object, LEVEL).setChecksum(true);
        };
    }

    /** The lines again. */
    InputStream of(InputStream object) throws IOException {
        return switch (this) {
            case NONE -> object;
            case GZIP -> new GZIPInputStream(object, BUFFER);
            case ZSTD -> new ZstdInputStreamNoFinalizer(object);
        };
    }
}
