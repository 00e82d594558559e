package dev.headrace.sink.tck;

import java.nio.charset.StandardCharsets;

/** Events of an exact size. */
final class Sizes {

    /** The largest batch that the kit makes; the tests' heap has to hold it a few times. */
    static final long MOST_BYTES = 64L << 20;

    private Sizes() {}

    /**
     * The event with a member more, so that it takes exactly so many bytes.
     *
     * @throws IllegalArgumentException when the event is larger already
     */
    static String grow(String event, long bytes) {
        String empty = Payloads.with(event, "padding", "\"\"");
        long missing = bytes - empty.getBytes(StandardCharsets.UTF_8).length;
        if (missing < 0) {
            throw new IllegalArgumentException("an event of the sink's is larger than " + bytes);
        }
        return Payloads.with(event, "padding", '"' + "x".repeat(Math.toIntExact(missing)) + '"');
    }
}
