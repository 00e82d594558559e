package dev.headrace.ingest;

import dev.headrace.event.StreamName;
import dev.headrace.eventlog.Owner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The header {@code Idempotency-Key}: the client's name for a request, so that events without an id
 * of their own are recognised when the whole request comes again. The header is a string in quotes,
 * as the IETF draft has it, or the bare key, as many clients send it.
 *
 * @param text 1 to 128 printable ASCII characters
 */
record IdempotencyKey(String text) {

    static final String HEADER = "Idempotency-Key";

    private static final int MOST = 128;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final byte[] PURPOSE =
            "headrace idempotency key\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * Reads the header.
     *
     * @throws RequestRefusedException when it is not a key
     */
    static Optional<IdempotencyKey> read(Optional<String> header) {
        return header.map(IdempotencyKey::read);
    }

    private static IdempotencyKey read(String header) {
        String value = header.strip();
        Optional<String> key = value.startsWith("\"") ? quoted(value) : bare(value);
        return key.filter(text -> !text.isEmpty() && text.length() <= MOST)
                .map(IdempotencyKey::new)
                .orElseThrow(() ->
                        new RequestRefusedException(
                                Problem.BAD_REQUEST,
                                HEADER
                                        + " is one key of 1 to 128 printable ASCII characters, in"
                                        + " quotes; without quotes it has no space, comma, quote"
                                        + " or semicolon"));
    }

    /** A string of RFC 9651, section 3.3.3. */
    private static Optional<String> quoted(String value) {
        var text = new StringBuilder();
        for (int i = 1; i < value.length(); i++) {
            char one = value.charAt(i);
            if (one == '"') {
                return i == value.length() - 1 ? Optional.of(text.toString()) : Optional.empty();
            }
            if (one == '\\') {
                i++;
                if (i == value.length() || (value.charAt(i) != '"' && value.charAt(i) != '\\')) {
                    return Optional.empty();
                }
            }
            if (one < ' ' || one > '~') {
                return Optional.empty();
            }
            text.append(value.charAt(i));
        }
        return Optional.empty();
    }

    private static Optional<String> bare(String value) {
        boolean isKey = value.chars().allMatch(one -> one > ' ' && one <= '~' && isPlain(one));
        return isKey ? Optional.of(value) : Optional.empty();
    }

    private static boolean isPlain(int letter) {
        return letter != '"' && letter != ',' && letter != ';';
    }

    /** The ids of the request with this key: for one thread. */
    Series series(StreamName stream, Owner owner) {
        return new Series(stream, owner);
    }

    /**
     * Makes the id of each event from its place in the request: UUID version 8 (RFC 9562), the
     * first bits of a SHA-256 over stream, owner, key and place. So a repeat has the same ids, at
     * this node and at others, and another owner with the same key has other ids.
     */
    final class Series {

        private final MessageDigest common;

        private Series(StreamName stream, Owner owner) {
            try {
                common = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
            common.update(PURPOSE);
            add(stream.value());
            add(owner.name());
            add(text);
        }

        /** With its length, so that no two lists of texts are the same bytes. */
        private void add(String part) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            common.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            common.update(bytes);
        }

        String id(int index) {
            try {
                MessageDigest own = (MessageDigest) common.clone();
                own.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, index));
                ByteBuffer hash = ByteBuffer.wrap(own.digest());
                return EventIds.text(
                        (hash.getLong() & ~0xF000L) | VERSION_8,
                        (hash.getLong() & ~(VARIANT | VARIANT >>> 1)) | VARIANT);
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
            }
        }
    }
}
