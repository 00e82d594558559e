package dev.headrace.plugin.postgresql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names that fit PostgreSQL: a longer one is cut and ends with {@code $} and a hash of itself. */
final class ShortName {

    private static final int HASH_CHARACTERS = 10;

    private ShortName() {}

    /** For a name of ASCII letters, digits and underscores. */
    static String of(String name) {
        return of(name, name, SqlText.MOST_NAME_BYTES);
    }

    /** As the other, with another bound, and a hash of what the name was made of. */
    static String of(String name, String origin, int most) {
        return name.length() <= most
                ? name
                : name.substring(0, most - HASH_CHARACTERS - 1) + "$" + hash(origin);
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
