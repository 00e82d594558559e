package dev.headrace.ingest;

import dev.headrace.auth.Deployments;
import java.util.Optional;

/**
 * What the pipeline needs for the streams of some dialects alone.
 *
 * @param deployments whose signatures are taken; without it, nobody's
 * @param sites the web sites whose events are taken
 */
public record DialectParts(Optional<Deployments> deployments, WebSites sites) {

    /** Nothing: streams that need it refuse what they cannot check. */
    public static final DialectParts NONE = new DialectParts(Optional.empty(), WebSites.NONE);
}
