package dev.headrace.auth;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the public keys out of a pan-domain settings file: {@code publicKey} is the active one, and
 * each {@code alsoAccept.NAME.publicKey} is accepted as well. Lines are {@code name = value}; those
 * that begin with {@code #} or {@code ;} are comments; what stands below a {@code [section]} is not
 * ours. No other value is kept: the private variant of the file holds a private key.
 */
final class PandaSettingsParser {

    private static final String ACTIVE = "publicKey";
    private static final String ACCEPTED_PREFIX = "alsoAccept.";
    private static final String ACCEPTED_SUFFIX = ".publicKey";

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private PandaSettingsParser(String text) {
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("[") && line.endsWith("]")) {
                return;
            }
            int equals = line.indexOf('=');
            if (equals >= 0 && !line.startsWith("#") && !line.startsWith(";")) {
                keep(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            }
        }
    }

    private void keep(String name, String value) {
        if (isOurs(name) && values.putIfAbsent(name, value) != null) {
            problems.add(name + " stands there twice");
        }
    }

    private static boolean isOurs(String name) {
        return name.equals(ACTIVE)
                || (name.startsWith(ACCEPTED_PREFIX)
                        && name.endsWith(ACCEPTED_SUFFIX)
                        && name.length() > ACCEPTED_PREFIX.length() + ACCEPTED_SUFFIX.length());
    }

    /** The names that are ours, with their values as they stand in the text. */
    static Map<String, String> values(String text) {
        return new PandaSettingsParser(text).values;
    }

    /**
     * Reads the text of a settings file.
     *
     * @throws AuthSettingsException listing every problem
     */
    static PandaKeys parse(Path file, String text) {
        PandaSettingsParser parser = new PandaSettingsParser(text);
        List<PandaKey> keys = parser.keys();
        if (!parser.problems.isEmpty()) {
            throw new AuthSettingsException(file, parser.problems);
        }
        return new PandaKeys(keys.stream().distinct().toList());
    }

    private List<PandaKey> keys() {
        List<PandaKey> keys = new ArrayList<>();
        if (!values.containsKey(ACTIVE)) {
            problems.add("has no publicKey outside of sections");
        }
        values.forEach((name, value) -> {
            try {
                keys.add(name.equals(ACTIVE) ? 0 : keys.size(), PandaKey.parse(value));
            } catch (IllegalArgumentException e) {
                problems.add(name + " " + (value.isEmpty() ? "is empty" : e.getMessage()));
            }
        });
        return keys;
    }
}
