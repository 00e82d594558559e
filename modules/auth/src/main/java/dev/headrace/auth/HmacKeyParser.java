package dev.headrace.auth;

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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the key file and lists everything that is wrong with it. Problems are told by place ({@code
 * keys[1].status}) and never repeat what stands there.
 */
final class HmacKeyParser {

    /** Shorter ones can be guessed. The file is the only way in, so the check stands here. */
    static final int SHORTEST_SECRET = 16;

    private static final Set<String> KEY_FIELDS =
            Set.of("id", "secret", "status", "demotedAt", "service", "organisations");
    private static final int MOST_ORGANISATIONS = 1_000;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> placesOfIds = new HashMap<>();
    private final Map<String, String> placesOfSecrets = new HashMap<>();

    private HmacKeyParser() {}

    /**
     * Reads the text of a key file.
     *
     * @throws AuthSettingsException listing every problem
     */
    static HmacKeys parse(Path file, String text) {
        HmacKeyParser parser = new HmacKeyParser();
        List<HmacKey> keys = parser.keys(KeyJson.tree(file, text));
        if (!parser.problems.isEmpty()) {
            throw new AuthSettingsException(file, parser.problems);
        }
        return new HmacKeys(keys);
    }

    private List<HmacKey> keys(JsonNode root) {
        JsonNode list = root.path("keys");
        if (!root.isObject() || !list.isArray()) {
            problems.add("must be an object with a list named keys");
            return List.of();
        }
        checkNames("the object", root, Set.of("keys"));
        List<HmacKey> keys = new ArrayList<>();
        Map<String, Integer> currents = new TreeMap<>();
        for (int index = 0; index < list.size(); index++) {
            JsonNode node = list.get(index);
            key("keys[" + index + "]", node).ifPresent(keys::add);
            int current = node.path("status").asString("").equals("current") ? 1 : 0;
            currents.merge(serviceOf(node), current, Integer::sum);
        }
        if (currents.isEmpty()) {
            currents.put("", 0);
        }
        currents.forEach(this::checkCurrents);
        return keys;
    }

    /** Each service rotates by itself, and so do those that share the keys without a service. */
    private void checkCurrents(String service, int currents) {
        if (currents != 1) {
            String whose = service.isEmpty() ? "keys" : "keys of the service " + service;
            problems.add(whose + " must have exactly one with status current, not " + currents);
        }
    }

    private static String serviceOf(JsonNode key) {
        String service = key.path("service").asString("");
        return KeyJson.isId(service) ? service : "";
    }

    private Optional<HmacKey> key(String place, JsonNode node) {
        if (!node.isObject()) {
            problems.add(place + " must be an object");
            return Optional.empty();
        }
        int before = problems.size();
        checkNames(place, node, KEY_FIELDS);
        String id = id(place + ".id", node.path("id"));
        String secret = secret(place + ".secret", node.path("secret"));
        Optional<Instant> demotedAt = demotedAt(place, node);
        Optional<String> service = service(place + ".service", node.path("service"));
        Set<String> organisations =
                organisations(place + ".organisations", node.path("organisations"));
        return problems.size() == before
                ? Optional.of(
                        new HmacKey(id, new HmacSigner(secret), demotedAt, service, organisations))
                : Optional.empty();
    }

    private Optional<String> service(String place, JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isString() || !KeyJson.isId(node.asString())) {
            problems.add(place + " must be 1 to 64 letters, digits, dots, dashes or underscores");
        }
        return Optional.of(node.asString(""));
    }

    /** Absent is none: such a key speaks for itself alone. */
    private Set<String> organisations(String place, JsonNode list) {
        if (list.isMissingNode()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (JsonNode name : list) {
            if (name.isString() && (isAny(name) || KeyJson.isOrganisation(name.asString()))) {
                names.add(name.asString());
            }
        }
        boolean good = list.isArray() && !list.isEmpty() && list.size() <= MOST_ORGANISATIONS;
        boolean mixed = names.contains(Scope.ANY) && names.size() > 1;
        if (!good || names.size() != list.size() || mixed) {
            problems.add(
                    place
                            + " must be a list of 1 to "
                            + MOST_ORGANISATIONS
                            + " different organisations, each of 1 to 64 letters, digits, dots,"
                            + " dashes or underscores, with a letter or digit in it, or [\"*\"]"
                            + " for all of them");
        }
        return names;
    }

    private static boolean isAny(JsonNode name) {
        return name.asString().equals(Scope.ANY);
    }

    /** A name is repeated only when it is plain and too short to be a secret in a wrong place. */
    private void checkNames(String place, JsonNode node, Set<String> known) {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                boolean plain = name.length() < SHORTEST_SECRET && KeyJson.isId(name);
                String shown = plain ? " " + name : "";
                problems.add(
                        place
                                + " has an unknown field"
                                + shown
                                + "; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    private String id(String place, JsonNode node) {
        String id = node.asString("");
        if (!node.isString() || !KeyJson.isId(id)) {
            problems.add(place + " must be 1 to 64 letters, digits, dots, dashes or underscores");
        } else {
            checkUnused(place, placesOfIds.putIfAbsent(id, place));
        }
        return id;
    }

    private String secret(String place, JsonNode node) {
        String secret = node.asString("");
        if (!node.isString() || secret.length() < SHORTEST_SECRET) {
            problems.add(place + " must be a text of at least " + SHORTEST_SECRET + " characters");
        } else {
            checkUnused(place, placesOfSecrets.putIfAbsent(secret, place));
        }
        return secret;
    }

    private void checkUnused(String place, @Nullable String other) {
        if (other != null) {
            problems.add(place + " is the same as " + other);
        }
    }

    private Optional<Instant> demotedAt(String place, JsonNode key) {
        JsonNode demotedAt = key.path("demotedAt");
        return switch (key.path("status").asString("")) {
            case "previous" -> instant(place + ".demotedAt", demotedAt);
            case "current" -> {
                if (!demotedAt.isMissingNode()) {
                    problems.add(place + ".demotedAt belongs to previous keys only");
                }
                yield Optional.empty();
            }
            default -> {
                problems.add(place + ".status must be current or previous");
                yield Optional.empty();
            }
        };
    }

    private Optional<Instant> instant(String place, JsonNode node) {
        try {
            Optional<Instant> read =
                    Optional.of(Instant.parse(node.isString() ? node.asString() : ""))
                            .filter(at -> !at.isBefore(EARLIEST) && !at.isAfter(LATEST));
            if (read.isPresent()) {
                return read;
            }
        } catch (DateTimeParseException e) {
            // told below, in the same words as a date out of range
        }
        problems.add(place + " must be an instant such as 2026-11-20T00:00:00Z");
        return Optional.empty();
    }
}
