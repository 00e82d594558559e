package dev.headrace.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The bounds of what a contract points at in an event. They are the same when the event comes in
 * and when it is read again from a lake, so that it gets the same id, key and place.
 */
public final class FieldText {

    private static final int MOST_ID = 128;
    private static final int MOST_VALUE = 256;
    private static final int KEPT_OF_LONG = 200;

    /** Between the values of a key of several fields: it stands in no ordinary value. */
    private static final String SEPARATOR = "\u001f";

    private FieldText() {}

    /** Whether a text is an id: 1 to 128 printable ASCII characters. */
    public static boolean isId(String text) {
        if (text.isEmpty() || text.length() > MOST_ID) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7e) {
                return false;
            }
        }
        return true;
    }

    /** The key of several bounded values; of one it is that value, of none it is empty. */
    public static String key(List<String> values) {
        return values.size() == 1 ? values.getFirst() : bounded(String.join(SEPARATOR, values));
    }

    /**
     * A value of at most 256 characters is as it is. A longer one keeps its first 200; a hash of
     * the whole tells it from others that start alike.
     */
    public static String bounded(String value) {
        if (value.length() <= MOST_VALUE) {
            return value;
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(value.getBytes(StandardCharsets.UTF_8));
            boolean splits = Character.isHighSurrogate(value.charAt(KEPT_OF_LONG - 1));
            int kept = splits ? KEPT_OF_LONG - 1 : KEPT_OF_LONG;
            return value.substring(0, kept) + '~' + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
