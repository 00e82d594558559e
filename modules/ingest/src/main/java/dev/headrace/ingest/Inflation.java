package dev.headrace.ingest;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** How a body is packed. Inflating is bounded by the reader, which counts what comes out. */
enum Inflation {
    NONE,
    GZIP,
    ZSTD;

    private static final int BUFFER_BYTES = 8 * 1024;

    /** 8 MiB: the window that RFC 9659 lets a zstd content coding ask for. */
    private static final int ZSTD_WINDOW_LOG = 23;

    static Inflation of(Optional<String> contentEncoding) {
        if (contentEncoding.isEmpty()) {
            return NONE;
        }
        return switch (contentEncoding.get().trim().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> NONE;
            case "gzip", "x-gzip" -> GZIP;
            case "zstd" -> ZSTD;
            default ->
                    throw new RequestRefusedException(
                            Problem.UNSUPPORTED_MEDIA_TYPE,
                            "Content-Encoding is gzip, zstd or identity");
        };
    }

    InputStream inflate(InputStream packed) throws IOException {
        return switch (this) {
            case NONE -> packed;
            case GZIP -> new GZIPInputStream(packed, BUFFER_BYTES);
            case ZSTD -> new ZstdInputStreamNoFinalizer(packed).setLongMax(ZSTD_WINDOW_LOG);
        };
    }
}
