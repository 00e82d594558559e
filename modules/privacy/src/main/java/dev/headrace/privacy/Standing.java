package dev.headrace.privacy;

import dev.headrace.event.Purpose;
import java.util.stream.IntStream;

/** What is known of one person, or of one address, packed into eight bits. Immutable. */
public final class Standing {

    private static final int EXCLUDED = 1;
    private static final int ADDRESS = 1 << 7;
    private static final Standing[] ALL =
            IntStream.rangeClosed(0, 0xff).mapToObj(Standing::new).toArray(Standing[]::new);

    /** Nothing is known. */
    public static final Standing NOTHING = ALL[0];

    private final int bits;

    /** Whether a person has agreed to something. */
    public enum Agreement {
        GIVEN,
        WITHDRAWN,
        UNKNOWN
    }

    private Standing(int bits) {
        this.bits = bits;
    }

    /**
     * As it was stored.
     *
     * @throws IllegalArgumentException when it says nothing, or yes and no at once
     */
    static Standing of(byte stored) {
        Standing standing = ALL[stored & 0xff];
        for (Purpose purpose : Purpose.values()) {
            int both = given(purpose) | withdrawn(purpose);
            if ((standing.bits & both) == both) {
                throw new IllegalArgumentException("a consent is given and withdrawn at once");
            }
        }
        if (standing.bits == 0 || standing.bits == ADDRESS) {
            throw new IllegalArgumentException("an entry says nothing");
        }
        return standing;
    }

    byte stored() {
        return (byte) bits;
    }

    /** Whether nothing that a person does is to be kept where exclusions are obeyed. */
    public boolean isExcluded() {
        return (bits & EXCLUDED) != 0;
    }

    /** Whether this is an address and no person. */
    boolean isAddress() {
        return (bits & ADDRESS) != 0;
    }

    /** What the person has last said of a purpose. */
    public Agreement agreement(Purpose purpose) {
        if ((bits & withdrawn(purpose)) != 0) {
            return Agreement.WITHDRAWN;
        }
        return (bits & given(purpose)) != 0 ? Agreement.GIVEN : Agreement.UNKNOWN;
    }

    /** The same, excluded. */
    public Standing excluded(Choice.Kind kind) {
        return ALL[bits | EXCLUDED | (kind == Choice.Kind.ADDRESS ? ADDRESS : 0)];
    }

    /** The same, no longer excluded; of an address nothing is known then. */
    Standing readmitted() {
        return isAddress() ? NOTHING : ALL[bits & ~EXCLUDED];
    }

    /** The same, with another word on a purpose. */
    public Standing with(Purpose purpose, Agreement agreement) {
        int without = bits & ~(given(purpose) | withdrawn(purpose));
        return ALL[
                without
                        | switch (agreement) {
                            case GIVEN -> given(purpose);
                            case WITHDRAWN -> withdrawn(purpose);
                            case UNKNOWN -> 0;
                        }];
    }

    private static int given(Purpose purpose) {
        return 1 << (1 + 2 * purpose.ordinal());
    }

    private static int withdrawn(Purpose purpose) {
        return 1 << (2 + 2 * purpose.ordinal());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standing standing && standing.bits == bits;
    }

    @Override
    public int hashCode() {
        return bits;
    }

    @Override
    public String toString() {
        return "Standing[" + Integer.toBinaryString(bits) + "]";
    }
}
