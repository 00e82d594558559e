package dev.headrace.validation;

import dev.headrace.event.StreamName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Hashes: the short one of a refusal's cause, and the digest of a schema. */
final class Fingerprint {

    private static final int BYTES = 8;

    private Fingerprint() {}

    /** The same for every refusal of one cause: 16 hexadecimal digits. */
    static String of(StreamName stream, int version, String keyword, String cause) {
        String text = String.join("\n", stream.value(), "" + version, keyword, cause);
        return HexFormat.of().formatHex(Arrays.copyOf(sha256(text), BYTES));
    }

    /** The SHA-256 of a text's UTF-8 bytes: 64 hexadecimal digits. */
    static String digest(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
