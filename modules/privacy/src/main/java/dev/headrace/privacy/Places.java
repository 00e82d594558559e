package dev.headrace.privacy;

/** Tells where addresses are; answers from memory. Safe for use by any number of threads. */
@FunctionalInterface
public interface Places {

    /** Knows no place: the operator gave no file. */
    Places NONE = address -> Place.UNKNOWN;

    /** The place of an address; {@link Place#UNKNOWN} where nothing is known of it. */
    Place of(ClientAddress address);
}
