package dev.headrace.sink;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * The checked settings of one sink, by the names that its {@link ConfigSpec} declares. Asking for a
 * name that was not declared, or as another type, is a mistake in the plugin and throws {@link
 * IllegalArgumentException}. Immutable; its text form leaves secrets out.
 */
public final class SinkConfig {

    private final Map<String, ConfigField> fields;
    private final Map<String, Object> values;

    SinkConfig(Map<String, ConfigField> fields, Map<String, Object> values) {
        this.fields = fields;
        this.values = Map.copyOf(values);
    }

    /** A text, choice or secret that is required or has a default. */
    public String text(String name) {
        return value(name, String.class);
    }

    /** A text or secret that may be absent. */
    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public long integer(String name) {
        return value(name, Long.class);
    }

    public boolean flag(String name) {
        return value(name, Boolean.class);
    }

    public Duration duration(String name) {
        return value(name, Duration.class);
    }

    /** A size in bytes. */
    public long bytes(String name) {
        return value(name, Long.class);
    }

    /** Whether the setting was given or has a default. */
    public boolean has(String name) {
        if (!fields.containsKey(name)) {
            throw new IllegalArgumentException("no such field is declared: " + name);
        }
        return values.containsKey(name);
    }

    private <T> T value(String name, Class<T> type) {
        Object value = has(name) ? values.get(name) : null;
        if (value == null) {
            throw new IllegalArgumentException("optional and absent: " + name);
        }
        return type.cast(value);
    }

    /** The settings for a log or a page: secrets are replaced by stars. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        fields.values().stream()
                .filter(field -> values.containsKey(field.name()))
                .sorted(Comparator.comparing(ConfigField::name))
                .forEach(field ->
                        text.append(text.isEmpty() ? "" : ", ")
                                .append(field.name())
                                .append('=')
                                .append(shown(field)));
        return text.toString();
    }

    private String shown(ConfigField field) {
        return field.type() == ConfigField.Type.SECRET
                ? "***"
                : String.valueOf(values.get(field.name()));
    }
}
