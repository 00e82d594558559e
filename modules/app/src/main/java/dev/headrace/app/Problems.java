package dev.headrace.app;

import dev.headrace.event.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong with the settings, so that one start tells everything. */
final class Problems {

    private final List<String> lines = new ArrayList<>();

    /** One problem of one key or variable. */
    void add(String name, String message) {
        lines.add(name + ": " + message);
    }

    /** One problem of one key or variable, and where it was written. */
    void add(String name, String message, String place) {
        lines.add(name + ": " + message + " (" + place + ")");
    }

    /** A name that is not known, with the known one that it most likely means. */
    void unknown(String name, Collection<String> known, String place) {
        String nearest =
                NearestName.of(name, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; conf/headrace.yaml lists all settings");
        add(name, "is not known" + nearest, place);
    }

    /** Problems that somebody else has found. */
    void addAll(List<String> others) {
        lines.addAll(others);
    }

    boolean found() {
        return !lines.isEmpty();
    }

    /** Throws when there is a problem. */
    void refuse() {
        if (!lines.isEmpty()) {
            throw new SettingsException(lines);
        }
    }
}
