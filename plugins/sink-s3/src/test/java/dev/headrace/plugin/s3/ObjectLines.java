package dev.headrace.plugin.s3;

import dev.headrace.plugin.aws.S3Proxy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The lines of an object, unpacked as its key says. */
final class ObjectLines {

    private ObjectLines() {}

    static List<String> of(S3Proxy server, String key) throws IOException {
        try (InputStream in = compression(key).of(new ByteArrayInputStream(server.bytes(key)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static Compression compression(String key) {
        return Stream.of(Compression.GZIP, Compression.ZSTD)
                .filter(one -> key.endsWith(one.suffix()))
                .findFirst()
                .orElse(Compression.NONE);
    }
}
