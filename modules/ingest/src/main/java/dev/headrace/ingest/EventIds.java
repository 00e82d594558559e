package dev.headrace.ingest;

import java.time.Clock;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Makes ids for events that bring none: UUID version 7 (RFC 9562), in order within a request by
 * counting up the random part (its section 6.2, method 2).
 */
final class EventIds {

    private static final HexFormat HEX = HexFormat.of();
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long MOST_COUNT = (1L << 61) - 1;

    private final Clock clock;
    private final RandomGenerator random;

    /**
     * Makes ids.
     *
     * @param random must be safe for use by several threads
     */
    EventIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** The ids of one request; for one thread. */
    Series series() {
        return new Series();
    }

    /** A UUID in its usual form. */
    static String text(long high, long low) {
        String text = HEX.toHexDigits(high) + HEX.toHexDigits(low);
        return text.substring(0, 8)
                + '-'
                + text.substring(8, 12)
                + '-'
                + text.substring(12, 16)
                + '-'
                + text.substring(16, 20)
                + '-'
                + text.substring(20);
    }

    final class Series {

        private final long high = (clock.millis() << 16) | VERSION | (random.nextLong() & 0xfff);
        private long low = random.nextLong() & MOST_COUNT;

        private Series() {}

        String next() {
            return text(high, VARIANT | low++);
        }
    }
}
