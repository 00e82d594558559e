package dev.headrace.ingest;

import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.Screening;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names receipts by where their events are: an authenticated token of node, position and count, so
 * that a receipt can be looked up later without anything being stored for it, and nobody can guess
 * another's.
 *
 * <p>Form: base64url of one format byte, 12 bytes of node id, 8 of the first sequence, 4 of the
 * count, and the first 16 bytes of HMAC-SHA-256 over all these. A receipt without accepted events
 * has the sequence -1 and a random number in place of the count.
 */
final class ReceiptIds {

    private static final byte FORMAT = 1;
    private static final int NODE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int SIGNED_BYTES = 1 + NODE_BYTES + Long.BYTES + Integer.BYTES;

    /** Base64 without padding: four letters for three bytes. */
    private static final int TEXT_LENGTH = (4 * (SIGNED_BYTES + TAG_BYTES) + 2) / 3;

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Mac keyed;
    private final byte[] node;
    private final RandomGenerator random;

    ReceiptIds(byte[] key, String node, RandomGenerator random) {
        this.node = Arrays.copyOf(node.getBytes(StandardCharsets.US_ASCII), NODE_BYTES);
        this.random = random;
        try {
            this.keyed = Mac.getInstance("HmacSHA256");
            this.keyed.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** The id of a receipt for events that are in the log. */
    String of(Appended appended) {
        return token(appended.first().sequence(), appended.count());
    }

    /** The id of a receipt for a request of which nothing was appended. */
    String ofNothing() {
        return token(-1, random.nextInt());
    }

    /**
     * The id of a receipt for repeats alone. Where a whole request came again, its events lie side
     * by side in the log, and the receipt is the one that the first answer had.
     */
    String ofRepeats(List<Screening.Repeat> repeats) {
        long[] sorted = repeats.stream().mapToLong(Screening.Repeat::original).sorted().toArray();
        int count = sorted.length;
        boolean together = count > 0 && sorted[count - 1] - sorted[0] == count - 1;
        return together ? token(sorted[0], count) : ofNothing();
    }

    /**
     * Where a receipt's events are.
     *
     * @param sequence the record of the first; -1 when there are none
     * @param count how many records, from 0 on
     */
    record Place(long sequence, int count) {

        boolean isNothing() {
            return sequence < 0;
        }

        /** The record after the last. */
        long end() {
            return sequence + count;
        }

        boolean holds(long record) {
            return record >= sequence && record < end();
        }
    }

    /** What an id of this node says; empty for every text that this node has not made itself. */
    Optional<Place> read(String id) {
        return decoded(id)
                .filter(this::isOurs)
                .map(token -> ByteBuffer.wrap(token, 1 + NODE_BYTES, Long.BYTES + Integer.BYTES))
                .map(fields -> new Place(fields.getLong(), fields.getInt()));
    }

    /** The one text of so many bytes: the decoder alone would take several for the same bytes. */
    private static Optional<byte[]> decoded(String id) {
        if (id.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] token = Base64.getUrlDecoder().decode(id);
            return Optional.of(token)
                    .filter(bytes -> bytes.length == SIGNED_BYTES + TAG_BYTES)
                    .filter(bytes -> text(bytes).equals(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The tag covers format and node: with another of either it does not verify. */
    private boolean isOurs(byte[] token) {
        byte[] claimed = Arrays.copyOfRange(token, SIGNED_BYTES, token.length);
        byte[] right = Arrays.copyOf(tag(token), TAG_BYTES);
        return MessageDigest.isEqual(right, claimed) && token[0] == FORMAT && isOfThisNode(token);
    }

    private boolean isOfThisNode(byte[] token) {
        return Arrays.equals(node, 0, NODE_BYTES, token, 1, 1 + NODE_BYTES);
    }

    private static String text(byte[] token) {
        return TEXT.encodeToString(token);
    }

    private String token(long sequence, int count) {
        ByteBuffer token = ByteBuffer.allocate(SIGNED_BYTES + TAG_BYTES).put(FORMAT).put(node);
        token.putLong(sequence).putInt(count);
        token.put(tag(token.array()), 0, TAG_BYTES);
        return text(token.array());
    }

    private byte[] tag(byte[] token) {
        try {
            Mac mac = (Mac) keyed.clone();
            mac.update(token, 0, SIGNED_BYTES);
            return mac.doFinal();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HmacSHA256 can be cloned", e);
        }
    }
}
