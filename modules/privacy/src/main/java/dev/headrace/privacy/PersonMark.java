package dev.headrace.privacy;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What stands for a person or an address where choices are kept: the first 128 bits of a keyed
 * hash. It tells nobody who is meant, and is no pseudonym of any event. Immutable.
 */
public record PersonMark(long high, long low) {

    /** How many bytes it has where it is stored. */
    public static final int BYTES = 16;

    /**
     * A mark as it was stored.
     *
     * @throws IllegalArgumentException when these are not 16 bytes
     */
    public static PersonMark of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a mark has " + BYTES + " bytes");
        }
        return read(ByteBuffer.wrap(bytes));
    }

    /** The next 16 bytes. */
    static PersonMark read(ByteBuffer bytes) {
        return new PersonMark(bytes.getLong(), bytes.getLong());
    }

    /** As it is stored. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /** 32 hexadecimal digits. */
    public String text() {
        return HexFormat.of().formatHex(bytes());
    }

    @Override
    public String toString() {
        return "PersonMark[" + text() + "]";
    }
}
