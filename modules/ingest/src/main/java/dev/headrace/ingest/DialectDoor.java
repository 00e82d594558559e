package dev.headrace.ingest;

import io.helidon.webserver.http.HttpRouting;
import java.util.Set;

/**
 * A seed system's own paths and answers. The streams behind them are those whose contracts name the
 * dialect; without one, the paths say that there is nothing.
 */
interface DialectDoor {

    /** Every verb and path, as the API's description has them. */
    Set<String> paths();

    /** Puts the paths into the routing of the public listener. */
    void open(HttpRouting.Builder routing);
}
