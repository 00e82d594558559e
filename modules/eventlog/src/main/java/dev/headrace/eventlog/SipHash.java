package dev.headrace.eventlog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-1-3: a keyed hash of 64 bits. Who does not know the key cannot choose texts that fall
 * into one place of a table or a filter.
 */
final class SipHash {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private long v0;
    private long v1;
    private long v2;
    private long v3;

    private SipHash(long key0, long key1) {
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL;
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
    }

    static long hash(long key0, long key1, byte[] bytes) {
        SipHash state = new SipHash(key0, key1);
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            state.mix((long) LONGS.get(bytes, at));
        }
        long last = (long) bytes.length << 56;
        for (int shift = 0; at < bytes.length; at++, shift += 8) {
            last |= (bytes[at] & 0xFFL) << shift;
        }
        state.mix(last);
        return state.finish();
    }

    private void mix(long word) {
        v3 ^= word;
        round();
        v0 ^= word;
    }

    private long finish() {
        v2 ^= 0xff;
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
