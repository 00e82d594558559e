package dev.headrace.operations;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A change that somebody made or tried to make.
 *
 * @param number counts the changes of this node, from 1
 * @param at when it was asked for
 * @param who the name of the token
 * @param role the token's role then
 * @param from the address that the request came from
 * @param action what was to be done, for example {@code pause-sink}
 * @param target to what, for example the sink's name
 * @param parameters the rest of the request, by name
 * @param end how it ended; empty while it is under way, and for ever when the node stopped first
 */
record AdminChange(
        long number,
        Instant at,
        String who,
        String role,
        String from,
        String action,
        String target,
        Map<String, String> parameters,
        Optional<End> end) {

    /** How a change ended: {@code done} or the reason why not. */
    record End(Instant at, String result) {}

    AdminChange {
        parameters = new TreeMap<>(parameters);
    }

    AdminChange ended(End how) {
        return new AdminChange(
                number, at, who, role, from, action, target, parameters, Optional.of(how));
    }
}
