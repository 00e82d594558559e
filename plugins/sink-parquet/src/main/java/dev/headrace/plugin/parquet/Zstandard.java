package dev.headrace.plugin.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.bytes.BytesInput;

/** Compresses pages. The same page always gives the same bytes. */
final class Zstandard {

    /** Where the library unpacks its native part; read once, when it is loaded. */
    private static final String UNPACK = "ZstdTempFolder";

    private Zstandard() {}

    /** Keeps the native part off the machine's own temporary folder, which may be read-only. */
    static void unpackInto(Path scratch) {
        if (System.getProperty(UNPACK) == null) {
            System.setProperty(UNPACK, scratch.toAbsolutePath().toString());
        }
    }

    static byte[] compress(BytesInput page, int level) throws IOException {
        return Zstd.compress(page.toByteArray(), level);
    }
}
