package dev.headrace.eventlog;

/**
 * Tells that a run does not have an id, nearly always, without a look at the disk: a Bloom filter
 * in blocks of one cache line, eight bits per id, one in each word of the block. With 16 bits of
 * memory per id about one in a thousand foreign ids passes.
 */
final class IdFilter {

    private static final int BITS_PER_ID = 16;
    private static final int WORDS = 8;
    private static final int BLOCK_BITS = WORDS * Long.SIZE;

    /** Odd numbers, as in the split block filter of Parquet; each picks other bits of the hash. */
    private static final long[] SALTS = {
        0x9E3779B97F4A7C15L,
        0xC2B2AE3D27D4EB4FL,
        0x165667B19E3779F9L,
        0xD6E8FEB86659FD93L,
        0xA0761D6478BD642FL,
        0xE7037ED1A0B428DBL,
        0x8EBC6AF09C88C6E3L,
        0x589965CC75374CC3L
    };

    private final long[] words;

    private IdFilter(long[] words) {
        this.words = words;
    }

    /** An empty filter that is right for so many ids. */
    static IdFilter ofSize(long ids) {
        long blocks = Math.max(1, Math.ceilDiv(ids * BITS_PER_ID, BLOCK_BITS));
        return new IdFilter(new long[Math.toIntExact(blocks * WORDS)]);
    }

    /** A filter as it was written. */
    static IdFilter of(long[] words) {
        return new IdFilter(words);
    }

    /** Its content; not to be changed. */
    long[] words() {
        return words;
    }

    void add(long hash) {
        int block = block(hash);
        for (int i = 0; i < WORDS; i++) {
            words[block + i] |= bit(hash, i);
        }
    }

    boolean mayHave(long hash) {
        int block = block(hash);
        for (int i = 0; i < WORDS; i++) {
            if ((words[block + i] & bit(hash, i)) == 0) {
                return false;
            }
        }
        return true;
    }

    private static long bit(long hash, int word) {
        return 1L << ((hash * SALTS[word]) >>> (Long.SIZE - 6));
    }

    private int block(long hash) {
        long blocks = words.length / WORDS;
        return (int) (((hash >>> 32) * blocks) >>> 32) * WORDS;
    }
}
