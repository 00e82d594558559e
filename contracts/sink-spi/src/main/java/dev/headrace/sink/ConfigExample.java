package dev.headrace.sink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes settings as an example in YAML: what is needed, then all that may be changed. */
final class ConfigExample {

    private static final int WIDTH = 96;
    private static final String INDENT = "      ";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/$._][^\"'#\\n]*");

    private ConfigExample() {}

    /** The settings that stand in the example and are not commented out. */
    static Map<String, String> values(List<ConfigField> fields) {
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach(field -> given(field).ifPresent(text -> values.put(field.name(), text)));
        return values;
    }

    static String yaml(String name, String type, List<ConfigField> fields) {
        var yaml = new StringBuilder("headrace:\n  sinks:\n    ").append(name).append(":\n");
        yaml.append(INDENT).append("type: ").append(type).append('\n');
        for (ConfigField field : fields) {
            wrapped(field.doc()).forEach(line -> yaml.append(INDENT).append(line).append('\n'));
            yaml.append(INDENT)
                    .append(given(field).isPresent() ? "" : "# ")
                    .append(field.name())
                    .append(':')
                    .append(shown(name, field))
                    .append('\n');
        }
        return yaml.toString();
    }

    private static Optional<String> given(ConfigField field) {
        if (field.example().isPresent() || !field.required()) {
            return field.example();
        }
        return Optional.of("example-" + field.name());
    }

    private static String shown(String name, ConfigField field) {
        if (field.type() == ConfigField.Type.SECRET) {
            String variable = (name + "_" + field.name()).replace('-', '_');
            return " ${" + variable.toUpperCase(Locale.ROOT) + "}";
        }
        return given(field).or(field::defaultValue).map(text -> " " + quoted(text)).orElse("");
    }

    private static String quoted(String text) {
        boolean plain =
                PLAIN.matcher(text).matches()
                        && !text.contains(": ")
                        && !text.endsWith(":")
                        && text.equals(text.strip());
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static List<String> wrapped(String doc) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder("#");
        for (String word : doc.split("\\s+")) {
            if (INDENT.length() + line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
