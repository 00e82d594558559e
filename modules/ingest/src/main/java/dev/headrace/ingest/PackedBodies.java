package dev.headrace.ingest;

import io.helidon.config.Config;
import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import io.helidon.http.encoding.spi.ContentEncodingProvider;
import java.util.Set;

/**
 * Makes the server pass gzip and zstd bodies on as they are; without it they are a 400. The body
 * reader inflates them itself, because there it can be bounded. Found by ServiceLoader.
 */
public final class PackedBodies implements ContentEncodingProvider {

    @Override
    public String configKey() {
        return "packed-bodies";
    }

    @Override
    public ContentEncoding create(Config config, String name) {
        return new PassedOn(name);
    }

    private record PassedOn(String name) implements ContentEncoding {

        @Override
        public Set<String> ids() {
            return Set.of("gzip", "x-gzip", "zstd");
        }

        @Override
        public boolean supportsEncoding() {
            return false;
        }

        @Override
        public boolean supportsDecoding() {
            return true;
        }

        @Override
        public ContentDecoder decoder() {
            return ContentDecoder.NO_OP;
        }

        @Override
        public ContentEncoder encoder() {
            return ContentEncoder.NO_OP;
        }

        @Override
        public String type() {
            return "packed-bodies";
        }
    }
}
