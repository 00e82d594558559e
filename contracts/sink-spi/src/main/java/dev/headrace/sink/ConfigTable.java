package dev.headrace.sink;

import java.util.List;
import java.util.stream.Collectors;

/** Writes settings as a Markdown table. */
final class ConfigTable {

    private static final String HEAD =
            """
            | key | default | allowed | what it does |
            |---|---|---|---|
            """;

    private ConfigTable() {}

    static String of(List<ConfigField> fields) {
        return fields.stream().map(ConfigTable::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(ConfigField field) {
        return "| `%s` | %s | %s | %s |%n"
                .formatted(
                        field.name(),
                        field.defaultValue().map(ConfigTable::code).orElse(absent(field)),
                        allowed(field),
                        escaped(field.doc()) + example(field))
                .replace(System.lineSeparator(), "\n");
    }

    private static String absent(ConfigField field) {
        return field.required() ? "**required**" : "–";
    }

    private static String allowed(ConfigField field) {
        String bounds =
                field.range()
                        .map(range -> ", " + code(range.least()) + " to " + code(range.most()))
                        .orElse("");
        return switch (field.type()) {
            case TEXT -> "text";
            case SECRET -> "text, secret";
            case INTEGER -> "whole number" + bounds;
            case FLAG -> "`true`, `false`";
            case DURATION -> "duration" + bounds;
            case BYTES -> "size" + bounds;
            case CHOICE ->
                    field.choices().stream()
                            .map(ConfigTable::code)
                            .collect(Collectors.joining(", "));
        };
    }

    private static String example(ConfigField field) {
        return field.example().map(text -> " Example: " + code(text) + ".").orElse("");
    }

    private static String code(String text) {
        return text.isEmpty() ? "empty" : "`" + text.replace("|", "\\|") + "`";
    }

    private static String escaped(String doc) {
        String text = doc.replace("|", "\\|").replace("<", "&lt;");
        return text.endsWith(".") ? text : text + ".";
    }
}
