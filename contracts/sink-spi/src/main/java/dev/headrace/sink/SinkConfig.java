package dev.headrace.sink;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        return value(
                name,
                String.class,
                EnumSet.of(
                        ConfigField.Type.TEXT, ConfigField.Type.SECRET, ConfigField.Type.CHOICE));
    }

    /** A text or secret that may be absent. */
    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public long integer(String name) {
        return value(name, Long.class, EnumSet.of(ConfigField.Type.INTEGER));
    }

    public boolean flag(String name) {
        return value(name, Boolean.class, EnumSet.of(ConfigField.Type.FLAG));
    }

    public Duration duration(String name) {
        return value(name, Duration.class, EnumSet.of(ConfigField.Type.DURATION));
    }

    /** A size in bytes. */
    public long bytes(String name) {
        return value(name, Long.class, EnumSet.of(ConfigField.Type.BYTES));
    }

    /** Whether the setting was given or has a default. */
    public boolean has(String name) {
        field(name);
        return values.containsKey(name);
    }

    private <T> T value(String name, Class<T> as, Set<ConfigField.Type> types) {
        if (!types.contains(field(name).type())) {
            throw new IllegalArgumentException("declared as another type: " + name);
        }
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("optional and absent: " + name);
        }
        return as.cast(value);
    }

    private ConfigField field(String name) {
        ConfigField field = fields.get(name);
        if (field == null) {
            throw new IllegalArgumentException("no such field is declared: " + name);
        }
        return field;
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
