package dev.headrace.eventlog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * An event's id within its scope, exact: two are equal only when stream, owner and id are. The
 * bytes are one byte of length and the id's ASCII, or FF and 16 bytes for a UUID in its usual form.
 */
final class ScopedId {

    /** One order for all threads: who waits for ids while it holds others takes them in this. */
    static final Comparator<ScopedId> ORDER =
            Comparator.<ScopedId>comparingLong(id -> id.hash)
                    .thenComparing(id -> id.bytes, Arrays::compare)
                    .thenComparing(id -> id.scope.text());

    private static final int MOST_LETTERS = 128;
    private static final int UUID_MARK = 0xFF;
    private static final int UUID_BYTES = 16;
    private static final int UUID_LETTERS = 36;

    private final IdScope scope;
    private final byte[] bytes;
    private final long hash;

    private ScopedId(IdScope scope, byte[] bytes, long hash) {
        this.scope = scope;
        this.bytes = bytes;
        this.hash = hash;
    }

    /**
     * An event's id.
     *
     * @throws IllegalArgumentException when it is not 1 to 128 letters of ASCII
     */
    static ScopedId of(IdScope scope, String id, long seed) {
        byte[] bytes = bytes(id);
        return new ScopedId(scope, bytes, SipHash.hash(scope.hash(), seed, bytes));
    }

    private static byte[] bytes(String id) {
        byte[] letters = id.getBytes(StandardCharsets.US_ASCII);
        if (letters.length == UUID_LETTERS) {
            byte[] uuid = new byte[1 + UUID_BYTES];
            if (isUuid(letters, uuid)) {
                return uuid;
            }
        }
        if (letters.length == 0 || letters.length > MOST_LETTERS) {
            throw new IllegalArgumentException("an id is 1 to 128 printable ASCII characters");
        }
        byte[] plain = new byte[1 + letters.length];
        plain[0] = (byte) letters.length;
        System.arraycopy(letters, 0, plain, 1, letters.length);
        return plain;
    }

    /** Packs a UUID in lower case; every other text stays as it is, so that none becomes equal. */
    private static boolean isUuid(byte[] letters, byte[] into) {
        into[0] = (byte) UUID_MARK;
        int digits = 0;
        for (int i = 0; i < UUID_LETTERS; i++) {
            byte letter = letters[i];
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (letter != '-') {
                    return false;
                }
                continue;
            }
            int digit = digit(letter);
            if (digit < 0) {
                return false;
            }
            int at = 1 + digits / 2;
            into[at] = (byte) (into[at] << 4 | digit);
            digits++;
        }
        return true;
    }

    private static int digit(byte letter) {
        if (letter >= '0' && letter <= '9') {
            return letter - '0';
        }
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** How many bytes an id has that begins with this one. */
    static int length(byte first) {
        return 1 + ((first & 0xFF) == UUID_MARK ? UUID_BYTES : first & 0xFF);
    }

    IdScope scope() {
        return scope;
    }

    /** The exact id; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    long hash() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScopedId id
                && hash == id.hash
                && Arrays.equals(bytes, id.bytes)
                && scope.text().equals(id.scope.text());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }
}
