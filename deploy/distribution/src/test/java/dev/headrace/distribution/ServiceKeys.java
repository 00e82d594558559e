package dev.headrace.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file of HMAC keys of a node that has not started yet. */
final class ServiceKeys {

    private ServiceKeys() {}

    /** The entry of a key that speaks for no organisation. */
    static String shared(String secret) {
        return "{\"id\":\"shared\",\"secret\":\"%s\",\"status\":\"current\"}".formatted(secret);
    }

    /** The entry of the key of a platform's core, which speaks for organisations. */
    static String core(String secret, String... organisations) {
        return of("core", "core-api", secret, organisations);
    }

    /** The entry of a service's key. */
    static String of(String id, String service, String secret, String... organisations) {
        return """
        {"id":"%s","secret":"%s","status":"current","service":"%s","organisations":[%s]}\
        """
                .formatted(
                        id,
                        secret,
                        service,
                        Stream.of(organisations)
                                .map("\"%s\""::formatted)
                                .collect(Collectors.joining(",")));
    }

    /** Writes the file where a node with this data folder looks for it. */
    static void write(Path data, String... entries) throws IOException {
        write(data, List.of(entries));
    }

    static void write(Path data, List<String> entries) throws IOException {
        Path keys = Files.createDirectories(data.resolve("keys")).resolve("hmac.json");
        Files.writeString(keys, "{\"keys\":[" + String.join(",", entries) + "]}");
    }
}
