package dev.headrace.sink;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes one part of a path of a text that came from elsewhere: not empty, not hidden, without
 * separators, at most 120 characters. Different texts give different names, because a name that two
 * batches share would lose one of them.
 */
public final class SafeName {

    private static final int LONGEST = 120;
    private static final int DIGEST_BYTES = 8;

    private SafeName() {}

    /** The text itself where it is safe; otherwise what is safe of it, and a digest of the text. */
    public static String of(String text) {
        return isSafe(text) ? text : cleaned(text) + '-' + digest(text);
    }

    private static boolean isSafe(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.charAt(0) != '.'
                && text.chars().allMatch(SafeName::isSafe);
    }

    private static boolean isSafe(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }

    private static String cleaned(String text) {
        int length = Math.min(text.length(), LONGEST - 1 - 2 * DIGEST_BYTES);
        var name = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            name.append(isSafe(c) && c != '.' ? c : '_');
        }
        return name.isEmpty() ? "_" : name.toString();
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
