package dev.headrace.app;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a settings file into dotted keys. Values keep the text that was written: a password {@code
 * 0123} stays that and does not become a number. A key written twice is refused; a key without a
 * value is as good as absent.
 */
final class YamlFile {

    /** Far deeper than any setting; an alias that holds itself ends here. */
    private static final int MOST_LEVELS = 20;

    private final String file;
    private final Problems problems;
    private final Map<String, SettingSource.Entry> entries = new LinkedHashMap<>();

    private YamlFile(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    static SettingSource read(Path path, Problems problems) {
        var reader = new YamlFile(path.toString(), problems);
        reader.readText(path);
        return new SettingSource(path.toString(), SettingSource.FILE, reader.entries);
    }

    private void readText(Path path) {
        try {
            Node root = compose(Files.readString(path));
            if (root instanceof MappingNode mapping) {
                readMapping("", mapping, 1);
            } else if (root != null && !isNull(root)) {
                problems.add(file, "is not a settings file: it does not begin with headrace:");
            }
        } catch (NoSuchFileException e) {
            problems.add(file, "does not exist");
        } catch (CharacterCodingException e) {
            problems.add(file, "is not UTF-8");
        } catch (IOException e) {
            problems.add(file, "cannot be read: " + e.getClass().getSimpleName());
        } catch (MarkedYAMLException e) {
            problems.add(file, "is not YAML: " + e.getProblem(), place(e));
        } catch (YAMLException e) {
            problems.add(file, "is not YAML, or not one document");
        }
    }

    private static @Nullable Node compose(String text) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(10);
        return new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
    }

    private void readMapping(String prefix, MappingNode mapping, int level) {
        var seen = new LinkedHashMap<String, Node>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                problems.add(file, "has a key that is not a text", place(tuple.getKeyNode()));
                continue;
            }
            String key = prefix + name.getValue();
            if (seen.putIfAbsent(key, name) != null) {
                problems.add(key, "is written twice", place(name));
            }
            read(key, tuple.getValueNode(), level + 1);
        }
    }

    private void read(String key, Node node, int level) {
        if (level > MOST_LEVELS) {
            problems.add(key, "is nested too deeply", place(node));
            return;
        }
        switch (node) {
            case MappingNode mapping -> readMapping(key + ".", mapping, level);
            case SequenceNode sequence -> readList(key, sequence);
            case ScalarNode scalar when !isNull(scalar) -> put(key, scalar.getValue(), scalar);
            default -> {
                // a key without a value
            }
        }
    }

    private void readList(String key, SequenceNode sequence) {
        List<String> items = new ArrayList<>();
        for (Node node : sequence.getValue()) {
            if (!(node instanceof ScalarNode scalar) || isNull(node)) {
                problems.add(key, "is not a list of plain texts", place(node));
                return;
            }
            items.add(scalar.getValue().replace(",", "\\,"));
        }
        put(key, String.join(",", items), sequence);
    }

    private void put(String key, String text, Node node) {
        entries.put(key, new SettingSource.Entry(text, place(node)));
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private String place(Node node) {
        return file + ", line " + (node.getStartMark().getLine() + 1);
    }

    private String place(MarkedYAMLException e) {
        return e.getProblemMark() == null
                ? file
                : file + ", line " + (e.getProblemMark().getLine() + 1);
    }
}
