package dev.headrace.validation;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema of one version and the files of the same folder that it refers to, by file.
 *
 * @param main the file of the version itself
 * @param texts the files as published
 * @param roots the files as trees; a root's {@code $id} is left out, because here a file is known
 *     by its name
 */
record SchemaDocuments(String main, Map<String, String> texts, Map<String, JsonNode> roots) {

    /** Names that mean the same in a reference and on every file system. */
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    SchemaDocuments {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        roots = Collections.unmodifiableMap(new LinkedHashMap<>(roots));
    }

    /**
     * A place in one of the files.
     *
     * @param pointer JSON Pointer from the file's root
     */
    record Place(String file, String pointer) {}

    /** Reads a schema file and what it refers to; what cannot be read becomes a problem. */
    static Optional<SchemaDocuments> read(StreamFolder folder, String main, Problems problems) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, JsonNode> roots = new LinkedHashMap<>();
        Deque<String> files = new ArrayDeque<>(List.of(main));
        int before = problems.count();
        while (!files.isEmpty()) {
            String file = files.remove();
            if (!texts.containsKey(file)) {
                texts.put(file, "");
                try {
                    texts.put(file, folder.text(file));
                    roots.put(file, parse(texts.getOrDefault(file, "")));
                    files.addAll(otherFiles(file, roots.get(file)));
                } catch (UnreadableFileException e) {
                    problems.add(folder.path(file), e.line(), e.reason());
                }
            }
        }
        return problems.count() == before
                ? Optional.of(new SchemaDocuments(main, texts, roots))
                : Optional.empty();
    }

    /** The same files with another tree for one of them. */
    SchemaDocuments with(String file, JsonNode root) {
        Map<String, JsonNode> changed = new LinkedHashMap<>(roots);
        changed.put(file, root);
        return new SchemaDocuments(main, texts, changed);
    }

    /** The version's own file as published. */
    String mainText() {
        return texts.getOrDefault(main, "");
    }

    /**
     * Changes with any byte of any of the files. Where there is only the version's own file, it is
     * that file's digest.
     */
    String digest() {
        if (texts.size() == 1) {
            return Fingerprint.digest(mainText());
        }
        StringBuilder lines = new StringBuilder();
        texts.forEach((file, text) ->
                lines.append(Fingerprint.digest(text)).append("  ").append(file).append('\n'));
        return Fingerprint.digest(lines.toString());
    }

    /** What stands at a place; a missing node if nothing does. */
    JsonNode at(Place place) {
        JsonNode node = roots.get(place.file());
        if (node == null) {
            return StrictJson.MAPPER.missingNode();
        }
        for (String name : Pointers.names(place.pointer())) {
            node = node.isArray() ? node.path(index(name)) : node.path(name);
        }
        return node;
    }

    private static int index(String name) {
        try {
            return Integer.parseInt(name);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The file that a reference leads to, without leaving the folder; empty if none is right. */
    static Optional<String> fileOf(String from, String reference) {
        String file =
                reference.contains("#")
                        ? reference.substring(0, reference.indexOf('#'))
                        : reference;
        if (file.isEmpty()) {
            return Optional.of(from);
        }
        for (String name : file.split("/", -1)) {
            if (!FILE.matcher(name).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(from.substring(0, from.lastIndexOf('/') + 1) + file);
    }

    private static Set<String> otherFiles(String from, JsonNode root) {
        Set<String> files = new LinkedHashSet<>();
        SchemaWalk.visit(
                root,
                (pointer, schema) -> {
                    JsonNode reference = schema.path("$ref");
                    if (reference.isString()) {
                        fileOf(from, reference.asString()).ifPresent(files::add);
                    }
                });
        return files;
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode root = StrictJson.SHALLOW.readTree(text);
            if (!(root instanceof ObjectNode object)) {
                throw new UnreadableFileException("is not a JSON object");
            }
            object.remove("$id");
            return object;
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            throw new UnreadableFileException("is not JSON: " + e.getOriginalMessage(), line, e);
        }
    }
}
