package dev.headrace.publishing;

import java.util.Map;

/**
 * One sink as it is configured.
 *
 * @param name the sink's name: a lower-case letter, then lower-case letters, digits or hyphens, at
 *     most 63
 * @param type the word of the plugin that makes it
 * @param required what happens when its backlog would outgrow the log
 * @param from where it begins when it is new
 * @param clearance what it may be given of classified fields
 * @param config the sink's own keys, without the prefix {@code headrace.sinks.<name>.}
 */
public record SinkSettings(
        String name,
        String type,
        Required required,
        Beginning from,
        Clearance clearance,
        Map<String, String> config) {

    public SinkSettings {
        config = Map.copyOf(config);
    }

    /** A sink that is cleared for whatever contracts keep. */
    public SinkSettings(
            String name,
            String type,
            Required required,
            Beginning from,
            Map<String, String> config) {
        this(name, type, required, from, Clearance.PERSONAL, config);
    }

    /** A sink that begins at the log's end. */
    public SinkSettings(String name, String type, Required required, Map<String, String> config) {
        this(name, type, required, new Beginning.AtEnd(), config);
    }

    /** Leaves the sink's own keys out: one may hold a secret. */
    @Override
    public String toString() {
        return "SinkSettings[" + name + ", " + type + ", " + required + ", " + from + "]";
    }
}
