package dev.headrace.privacy;

import java.util.Optional;

/** Reads User-Agent headers. Safe for use by any number of threads. */
@FunctionalInterface
public interface UserAgents {

    /** Reads none. */
    UserAgents NONE = header -> Optional.empty();

    /** The families of what a client says it is; empty where that was not read. */
    Optional<Families> of(String header);
}
