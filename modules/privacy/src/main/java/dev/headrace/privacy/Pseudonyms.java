package dev.headrace.privacy;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces an e-mail address, or another value that tells who somebody is, by a name that is the
 * same every time and cannot be turned back without the key: {@code h<key version>:<22
 * characters>}, the first 128 bits of HMAC-SHA-256 over the value. Safe for use by any number of
 * threads.
 */
public final class Pseudonyms {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int CHARACTERS = 22;

    private final String prefix;
    private final Mac keyed;

    /**
     * Uses one key.
     *
     * @param version the key's number; it stands before each hash, so that hashes of two keys
     *     differ
     * @param key at least 32 random bytes
     */
    public Pseudonyms(int version, byte[] key) {
        if (key.length < 32) {
            throw new IllegalArgumentException("a privacy key has at least 32 bytes");
        }
        this.prefix = "h" + version + ":";
        try {
            this.keyed = Mac.getInstance("HmacSHA256");
            this.keyed.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** Whether a text has the form of a pseudonym, whatever key it was made with. */
    public static boolean isOne(String text) {
        int colon = text.indexOf(':');
        return colon > 1
                && text.charAt(0) == 'h'
                && text.length() == colon + 1 + CHARACTERS
                && text.substring(1, colon).chars().allMatch(c -> c >= '0' && c <= '9')
                && text.substring(colon + 1).chars().allMatch(Pseudonyms::isOfBase64);
    }

    private static boolean isOfBase64(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_';
    }

    /** The pseudonym of a value; what holds an at sign is taken in lower case, as an address. */
    public String of(String value) {
        String same = value.indexOf('@') < 0 ? value : value.toLowerCase(Locale.ROOT);
        byte[] hash = copyOfMac().doFinal(same.getBytes(StandardCharsets.UTF_8));
        return prefix + BASE64.encodeToString(hash).substring(0, CHARACTERS);
    }

    private Mac copyOfMac() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HmacSHA256 can be cloned", e);
        }
    }
}
