package dev.headrace.eventlog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first 128 bits of the SHA-256 of an event's bytes: what tells a repeat from another event
 * with the same id.
 */
record ContentDigest(long high, long low) {

    static final int BYTES = 16;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Never fed: each maker works on a clone, without a look-up of providers. */
    private static final MessageDigest UNFED = unfed();

    private static MessageDigest unfed() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Digests one event after the other. For one thread. */
    static final class Maker {

        private final MessageDigest sha;

        Maker() {
            try {
                sha = (MessageDigest) UNFED.clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
            }
        }

        ContentDigest of(RecordDraft record) {
            sha.update(record.source(), record.offset(), record.length());
            return finish();
        }

        ContentDigest of(ByteBuffer json) {
            sha.update(json.duplicate());
            return finish();
        }

        private ContentDigest finish() {
            byte[] digest = sha.digest();
            return new ContentDigest((long) LONGS.get(digest, 0), (long) LONGS.get(digest, 8));
        }
    }
}
