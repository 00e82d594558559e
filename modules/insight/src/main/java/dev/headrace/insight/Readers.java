package dev.headrace.insight;

import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/** Who may ask; the application adapts it to the ways of authentication that there are. */
@FunctionalInterface
public interface Readers {

    /**
     * A caller that is known.
     *
     * @param organisation whose rows it sees; empty: those that belong to no organisation
     */
    record Reader(Optional<String> organisation) {}

    /** The caller of a request; empty when its credentials show nobody. */
    Optional<Reader> reader(ServerRequest http);
}
