package dev.headrace.plugin.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.parquet.bytes.BytesInput;

/** Compresses pages. The same page always gives the same bytes. */
final class Zstandard {

    /** Where the library unpacks its native part; read once, when it is loaded. */
    private static final String UNPACK = "ZstdTempFolder";

    private Zstandard() {}

    /**
     * Keeps the native part off the machine's own temporary folder, which may be read-only. The
     * property is the whole JVM's: a folder of another sink that has gone is replaced.
     */
    static void unpackInto(Path scratch) {
        String folder = System.getProperty(UNPACK);
        if (folder == null || !Files.isDirectory(Path.of(folder))) {
            System.setProperty(UNPACK, scratch.toAbsolutePath().toString());
        }
    }

    static byte[] compress(BytesInput page, int level) throws IOException {
        return Zstd.compress(page.toByteArray(), level);
    }
}
