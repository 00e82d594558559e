package dev.headrace.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;

/**
 * The JSON file of HMAC keys:
 *
 * <pre>{@code
 * {"keys":[{"id":"k2","secret":"…","status":"current"},
 *          {"id":"k1","secret":"…","status":"previous","demotedAt":"2026-11-20T00:00:00Z"}]}
 * }</pre>
 *
 * <p>Exactly one key is current. Any number may be previous; each is accepted for the overlap,
 * counted from its demotion. To rotate, write a new file beside it and rename.
 *
 * <p>A key with {@code "service":"core-api"} is that service's alone, whatever name the request
 * says; each service then has exactly one current key of its own. A key with {@code
 * "organisations":["7","9"]} speaks for these organisations, one with {@code ["*"]} for all; any
 * other for none.
 */
public final class HmacKeyFile {

    private HmacKeyFile() {}

    /**
     * Writes a file with one new key, readable by its owner alone, unless there is a file already.
     * The file appears whole and forced to disk, or not at all.
     *
     * @param random where the secret comes from: in production a {@link java.security.SecureRandom}
     * @param clock gives the day that the key is named for
     * @return whether it made the file
     * @throws AuthSettingsException when the file cannot be written
     */
    public static boolean createIfMissing(Path file, RandomGenerator random, Clock clock) {
        if (Files.exists(file)) {
            return false;
        }
        try {
            NewKeyFile.write(file.toAbsolutePath(), text(NewKeyFile.secret(random), clock));
            return true;
        } catch (IOException e) {
            throw new AuthSettingsException(
                    file, "cannot be written (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /**
     * Signs with the file's current key, as a service that was given it would.
     *
     * @throws AuthSettingsException when the file cannot be read
     */
    public static HmacSigner currentSigner(Path file) {
        return HmacKeyParser.parse(file, KeySource.text(file)).current().signer();
    }

    private static String text(String secret, Clock clock) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return "{\"keys\":[{\"id\":\"k-%s\",\"secret\":\"%s\",\"status\":\"current\"}]}\n"
                .formatted(today, secret);
    }
}
