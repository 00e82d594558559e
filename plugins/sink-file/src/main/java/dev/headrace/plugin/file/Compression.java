package dev.headrace.plugin.file;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** What is done to a file's lines. The same lines always give the same bytes. */
enum Compression {
    NONE(".ndjson"),
    GZIP(".ndjson.gz");

    private static final int BUFFER = 64 << 10;

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** The end of the file's name. */
    String suffix() {
        return suffix;
    }

    /** Closing what this gives ends the compressed data. The JDK's gzip header holds no time. */
    OutputStream over(OutputStream file) throws IOException {
        return switch (this) {
            case NONE -> file;
            case GZIP -> new GZIPOutputStream(file, BUFFER);
        };
    }
}
