package dev.headrace.benchmark;

/**
 * A request of a mixed load.
 *
 * @param bytes head and body
 * @param taken the status that says that it was taken
 * @param events how many events it has
 */
record MixedRequest(byte[] bytes, int taken, int events) {

    private static final int ACCEPTED = 202;

    /** One that is answered 202. */
    static MixedRequest accepted(byte[] bytes, int events) {
        return new MixedRequest(bytes, ACCEPTED, events);
    }
}
