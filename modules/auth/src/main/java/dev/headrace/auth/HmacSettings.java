package dev.headrace.auth;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How services sign.
 *
 * @param keysFile the JSON file of keys; read again when it changes
 * @param overlap how long a demoted key is still accepted, counted from its demotion; zero ends it
 *     at once
 */
public record HmacSettings(Path keysFile, Duration overlap) {

    public static final Duration DEFAULT_OVERLAP = Duration.ofDays(5);

    public HmacSettings {
        if (overlap.isNegative()) {
            throw new IllegalArgumentException("the overlap of HMAC keys is not negative");
        }
    }
}
