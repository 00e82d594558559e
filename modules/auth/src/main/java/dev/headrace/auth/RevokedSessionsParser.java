package dev.headrace.auth;

import dev.headrace.auth.RevokedSessions.Actor;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads the list of revocations and lists everything that is wrong with it: a revocation that
 * nobody obeys would be worse than none. Problems are told by place.
 */
final class RevokedSessionsParser {

    /** Of sessions and of actors each: a token lives for four hours, so older entries can go. */
    static final int MOST = 10_000;

    /** More would hide what matters. */
    private static final int MOST_PROBLEMS = 20;

    private static final Set<String> FIELDS = Set.of("sessions", "actors");
    private static final Set<String> ACTOR_FIELDS = Set.of("organisation", "actor", "before");

    private final List<String> problems = new ArrayList<>();

    private RevokedSessionsParser() {}

    /**
     * Reads the text of a list.
     *
     * @throws AuthSettingsException listing what is wrong
     */
    static RevokedSessions parse(Path file, String text) {
        RevokedSessionsParser parser = new RevokedSessionsParser();
        JsonNode root = KeyJson.tree(file, text);
        if (!root.isObject() || !FIELDS.containsAll(root.propertyNames())) {
            parser.problems.add("must be an object with sessions, actors or both, nothing else");
        }
        var revoked =
                new RevokedSessions(
                        parser.sessions(root.path("sessions")), parser.actors(root.path("actors")));
        if (!parser.problems.isEmpty()) {
            throw new AuthSettingsException(
                    file, parser.problems.stream().limit(MOST_PROBLEMS).toList());
        }
        return revoked;
    }

    private Set<String> sessions(JsonNode list) {
        Set<String> sessions = new HashSet<>();
        int size = size("sessions", list);
        for (int index = 0; index < size; index++) {
            Optional<String> session = SessionClaims.uuid(list.get(index).asString(""));
            session.ifPresent(sessions::add);
            if (session.isEmpty()) {
                problems.add("sessions[" + index + "] must be a UUID");
            }
        }
        return sessions;
    }

    private Map<Actor, Instant> actors(JsonNode list) {
        Map<Actor, Instant> actors = new HashMap<>();
        int size = size("actors", list);
        for (int index = 0; index < size; index++) {
            actor("actors[" + index + "]", list.get(index), actors);
        }
        return actors;
    }

    private void actor(String place, JsonNode node, Map<Actor, Instant> actors) {
        String organisation = node.path("organisation").asString("");
        String name = node.path("actor").asString("");
        Optional<Instant> before = instant(node.path("before").asString(""));
        boolean good =
                node.isObject()
                        && ACTOR_FIELDS.equals(Set.copyOf(node.propertyNames()))
                        && KeyJson.isOrganisation(organisation)
                        && SessionClaims.isActor(name);
        if (!good || before.isEmpty()) {
            problems.add(
                    place
                            + " must be an object with the texts organisation and actor, and"
                            + " before: an instant such as 2026-11-22T10:00:00Z");
            return;
        }
        actors.merge(
                new Actor(organisation, name),
                before.get(),
                (one, other) -> one.isAfter(other) ? one : other);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** How many there are to read: none where the list is no list, or longer than it may be. */
    private int size(String name, JsonNode list) {
        boolean good = list.isMissingNode() || (list.isArray() && list.size() <= MOST);
        if (!good) {
            problems.add(name + " must be a list of at most " + MOST + " entries");
            return 0;
        }
        return list.size();
    }
}
