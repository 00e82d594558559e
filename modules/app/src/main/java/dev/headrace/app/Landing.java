package dev.headrace.app;

import java.util.Optional;

/** Where a sink puts events, as the demo looks at it: from outside, like any reader. */
interface Landing {

    /** Where the event of an id is, for a person to look at; empty while it is not there. */
    Optional<String> find(String id);
}
