package dev.headrace.ingest;

import dev.headrace.privacy.ClientHints;
import dev.headrace.privacy.Families;
import dev.headrace.privacy.Places;
import dev.headrace.privacy.UserAgents;
import java.util.Optional;

/**
 * What the server knows of clients beside what they say: asked only for streams whose contract
 * wants it. Safe for use by any number of threads.
 *
 * @param places where addresses are
 * @param agents reads User-Agent headers, where there are no client hints
 */
public record Enrichment(Places places, UserAgents agents) {

    /** Nothing: what contracts want to have added is left out. */
    public static final Enrichment NONE = new Enrichment(Places.NONE, UserAgents.NONE);

    /** What a sender's browser says of itself: client hints, or else the User-Agent header. */
    Optional<Families> families(Sender sender) {
        return ClientHints.read(sender::header)
                .or(() -> sender.header("User-Agent").flatMap(agents::of));
    }
}
