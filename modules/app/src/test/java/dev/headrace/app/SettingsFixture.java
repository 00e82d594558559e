package dev.headrace.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads settings that a test writes down. */
final class SettingsFixture {

    static final Path HOME = Path.of("/opt/headrace");

    private final Map<String, String> options = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Optional<Path> file = Optional.empty();

    private SettingsFixture() {}

    static SettingsFixture nothing() {
        return new SettingsFixture();
    }

    SettingsFixture option(String key, String text) {
        options.put(key, text);
        return this;
    }

    SettingsFixture environment(String variable, String text) {
        environment.put(variable, text);
        return this;
    }

    SettingsFixture yaml(Path folder, String text) {
        try {
            file = Optional.of(Files.writeString(folder.resolve("test.yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    SettingsFixture file(Path path) {
        file = Optional.of(path);
        return this;
    }

    HeadraceSettings read() {
        return SettingsReader.read(new SettingsReader.Sources(HOME, options, environment, file));
    }

    /** Nested YAML of dotted keys. */
    static String yamlOf(Map<String, String> texts) {
        Map<String, Object> root = new LinkedHashMap<>();
        texts.forEach((key, text) -> put(root, key.split("\\."), 0, text));
        var yaml = new StringBuilder();
        print(root, "", yaml);
        return yaml.toString();
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> node, String[] names, int index, String text) {
        if (index == names.length - 1) {
            node.put(names[index], text);
        } else {
            put(
                    (Map<String, Object>)
                            node.computeIfAbsent(names[index], name -> new LinkedHashMap<>()),
                    names,
                    index + 1,
                    text);
        }
    }

    private static void print(Map<?, ?> node, String indent, StringBuilder yaml) {
        node.forEach((name, value) -> {
            if (value instanceof Map<?, ?> child) {
                yaml.append(indent).append(name).append(":\n");
                print(child, indent + "  ", yaml);
            } else {
                yaml.append(indent).append(name).append(": ").append(value).append('\n');
            }
        });
    }
}
