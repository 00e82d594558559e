package dev.headrace.sink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The settings that a type of sink understands. Declared once; gives the check (all problems at
 * once, unknown keys refused with the nearest known name), defaults, redaction, and what people
 * read: a table, a JSON Schema for editors, an example. Immutable.
 */
public final class ConfigSpec {

    private final Map<String, ConfigField> fields;
    private final List<ConfigField> ordered;

    private ConfigSpec(Map<String, ConfigField> fields) {
        this.fields = Map.copyOf(fields);
        this.ordered = List.copyOf(fields.values());
    }

    /** Starts a declaration. */
    public static Builder builder() {
        return new Builder();
    }

    /** The fields in the order of their declaration. */
    public List<ConfigField> fields() {
        return ordered;
    }

    /**
     * Checks settings as they were given and fills in the defaults.
     *
     * @throws ConfigException naming every problem: unknown, missing and ill-formed keys
     */
    public SinkConfig parse(Map<String, String> given) {
        var problems = new ArrayList<ConfigException.Problem>();
        for (String key : new TreeSet<>(given.keySet())) {
            if (!fields.containsKey(key)) {
                problems.add(new ConfigException.Problem(key, unknown(key)));
            }
        }
        var values = new LinkedHashMap<String, Object>();
        for (ConfigField field : ordered) {
            text(field, given, problems).ifPresent(text -> read(field, text, values, problems));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new SinkConfig(fields, values);
    }

    /** The reference: a Markdown table with a row for each setting. */
    public String markdown() {
        return ConfigTable.of(ordered);
    }

    /**
     * A JSON Schema (draft 7, which editors know) of a sink's entry in the configuration: {@code
     * type} and the sink's own settings.
     *
     * @param type the sink type
     */
    public String jsonSchema(String type) {
        return JsonWriting.of(ConfigSchema.of(type, ordered));
    }

    /**
     * A settings file with one sink: what is required or has an example stands there, the rest is
     * commented out with its default. Secrets come from variables.
     *
     * @param name the sink's name
     * @param type the sink type
     */
    public String exampleYaml(String name, String type) {
        return ConfigExample.yaml(name, type, ordered);
    }

    /** The settings of the example; a required one without an example gets a made-up text. */
    public Map<String, String> examples() {
        return ConfigExample.values(ordered);
    }

    private static Optional<String> text(
            ConfigField field, Map<String, String> given, List<ConfigException.Problem> problems) {
        Optional<String> text =
                Optional.ofNullable(given.get(field.name())).or(field::defaultValue);
        if (field.required() && text.filter(value -> !value.isBlank()).isEmpty()) {
            problems.add(new ConfigException.Problem(field.name(), "is missing: " + field.doc()));
            return Optional.empty();
        }
        return text;
    }

    private static void read(
            ConfigField field,
            String text,
            Map<String, Object> values,
            List<ConfigException.Problem> problems) {
        try {
            values.put(field.name(), ConfigText.read(field, text));
        } catch (IllegalArgumentException e) {
            String shown = field.type() == ConfigField.Type.SECRET ? "the value" : '"' + text + '"';
            problems.add(new ConfigException.Problem(field.name(), shown + " " + e.getMessage()));
        }
    }

    private String unknown(String key) {
        List<String> names = ordered.stream().map(ConfigField::name).toList();
        return NearestName.of(key, names)
                .map(name -> "is not known; did you mean " + name + "?")
                .orElse("is not known; known are " + String.join(", ", names));
    }

    /**
     * Collects fields in the order in which they are to be documented. A name that comes twice, or
     * a default that its own field would refuse, is an {@link IllegalArgumentException} at once.
     */
    public static final class Builder {

        private final LinkedHashMap<String, ConfigField> fields = new LinkedHashMap<>();

        private Builder() {}

        /** A setting that must be given. */
        public Builder required(String name, ConfigField.Type type, String doc) {
            return add(field(name, type, Optional.empty(), true, doc));
        }

        /** A setting that may be left out, and then is absent. */
        public Builder optional(String name, ConfigField.Type type, String doc) {
            return add(field(name, type, Optional.empty(), false, doc));
        }

        /** A setting with a default. */
        public Builder with(String name, ConfigField.Type type, String defaultValue, String doc) {
            return add(field(name, type, Optional.of(defaultValue), false, doc));
        }

        /** A whole number, duration or size with a default and bounds, both included. */
        public Builder within(
                String name,
                ConfigField.Type type,
                String defaultValue,
                String least,
                String most,
                String doc) {
            return add(
                    new ConfigField(
                            name,
                            type,
                            Optional.of(defaultValue),
                            false,
                            List.of(),
                            Optional.of(new ConfigField.Range(least, most)),
                            doc,
                            Optional.empty()));
        }

        /** A setting that is one of a few words; the first is the default. */
        public Builder choice(String name, List<String> choices, String doc) {
            return add(
                    new ConfigField(
                            name,
                            ConfigField.Type.CHOICE,
                            Optional.of(choices.getFirst()),
                            false,
                            choices,
                            Optional.empty(),
                            doc,
                            Optional.empty()));
        }

        /**
         * An example for the field declared last: what a person would write there. Each required
         * field should have one; the examples together are settings that {@code create} takes.
         */
        public Builder example(String text) {
            ConfigField last = fields.lastEntry().getValue();
            ConfigText.read(last, text);
            fields.put(last.name(), last.withExample(text));
            return this;
        }

        private static ConfigField field(
                String name,
                ConfigField.Type type,
                Optional<String> defaultValue,
                boolean required,
                String doc) {
            return new ConfigField(
                    name,
                    type,
                    defaultValue,
                    required,
                    List.of(),
                    Optional.empty(),
                    doc,
                    Optional.empty());
        }

        private Builder add(ConfigField field) {
            if (fields.putIfAbsent(field.name(), field) != null) {
                throw new IllegalArgumentException("declared twice: " + field.name());
            }
            field.defaultValue().ifPresent(text -> ConfigText.read(field, text));
            return this;
        }

        public ConfigSpec build() {
            return new ConfigSpec(fields);
        }
    }
}
