package dev.headrace.ingest;

import dev.headrace.eventlog.Appended;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
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

    private final Mac keyed;
    private final String node;
    private final RandomGenerator random;

    ReceiptIds(byte[] key, String node, RandomGenerator random) {
        this.node = node;
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
    String ofRepeats(long[] originals) {
        long[] sorted = originals.clone();
        Arrays.sort(sorted);
        int count = sorted.length;
        boolean together = count > 0 && sorted[count - 1] - sorted[0] == count - 1;
        return together ? token(sorted[0], count) : ofNothing();
    }

    private String token(long sequence, int count) {
        ByteBuffer token = ByteBuffer.allocate(SIGNED_BYTES + TAG_BYTES).put(FORMAT);
        token.put(node.getBytes(StandardCharsets.US_ASCII), 0, Math.min(node.length(), NODE_BYTES));
        token.position(1 + NODE_BYTES).putLong(sequence).putInt(count);
        token.put(tag(token.array()), 0, TAG_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
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
