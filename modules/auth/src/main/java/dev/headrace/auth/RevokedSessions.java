package dev.headrace.auth;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What one reading of the list of revocations gave.
 *
 * @param sessions the sessions whose tokens are refused
 * @param actors of each actor, the time before which its tokens were issued that are refused
 */
record RevokedSessions(Set<String> sessions, Map<Actor, Instant> actors) implements KeySet {

    /** An actor is known within its organisation. */
    record Actor(String organisation, String name) {

        @Override
        public String toString() {
            return "Actor[]";
        }
    }

    RevokedSessions {
        sessions = Set.copyOf(sessions);
        actors = Map.copyOf(actors);
    }

    boolean holds(SessionClaims claims) {
        if (sessions.contains(claims.session())) {
            return true;
        }
        if (actors.isEmpty()) {
            return false;
        }
        Instant before = actors.get(new Actor(claims.organisation(), claims.actor()));
        return before != null && claims.issuedAt().isBefore(before);
    }

    @Override
    public String summary() {
        return sessions.size() + " sessions and " + actors.size() + " actors";
    }
}
