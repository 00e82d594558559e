package dev.headrace.eventlog;

import dev.headrace.event.StreamName;
import java.nio.charset.StandardCharsets;

/**
 * A stream and an owner: ids are compared within it.
 *
 * @param text the stream's name, a zero, the owner's name: no stream's name has a zero in it
 * @param hash of the text, keyed by the node
 */
record IdScope(String text, long hash) {

    /** The scope of an owner's events in a stream. */
    static IdScope of(StreamName stream, Owner owner, long seed) {
        return of(stream.value() + '\0' + owner.name(), seed);
    }

    private static IdScope of(String text, long seed) {
        return new IdScope(text, SipHash.hash(seed, ~seed, text.getBytes(StandardCharsets.UTF_8)));
    }
}
