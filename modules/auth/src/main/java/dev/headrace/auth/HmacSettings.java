package dev.headrace.auth;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How services sign.
 *
 * @param keysFile the JSON file of keys; read again when it changes
 * @param overlap how long a demoted key is still accepted, counted from its demotion
 */
public record HmacSettings(Path keysFile, Duration overlap) {

    public static final Duration DEFAULT_OVERLAP = Duration.ofDays(5);
}
