package dev.headrace.sink;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** Writes Map, Collection, text, number and boolean as JSON for people, two blanks a level. */
final class JsonWriting {

    private final StringBuilder json = new StringBuilder();

    private JsonWriting() {}

    static String of(Map<String, ?> document) {
        var writing = new JsonWriting();
        writing.value(document, "\n");
        return writing.json.toString();
    }

    private void value(Object value, String line) {
        switch (value) {
            case Map<?, ?> map -> members(map, line);
            case Collection<?> list -> items(list, line);
            case Number number -> json.append(number);
            case Boolean flag -> json.append(flag);
            default -> text(value.toString());
        }
    }

    private void members(Map<?, ?> map, String line) {
        json.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            json.append(line).append("  ");
            text(String.valueOf(entry.getKey()));
            json.append(": ");
            value(entry.getValue(), line + "  ");
            json.append(entries.hasNext() ? "," : line);
        }
        json.append('}');
    }

    /** Short lists of texts stay on a line. */
    private void items(Collection<?> list, String line) {
        boolean plain = list.stream().noneMatch(item -> item instanceof Map);
        String before = plain ? "" : line + "  ";
        json.append('[');
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            json.append(before);
            value(items.next(), line + "  ");
            if (items.hasNext()) {
                json.append(plain ? ", " : ",");
            }
        }
        json.append(plain ? "" : line).append(']');
    }

    private void text(String text) {
        json.append('"');
        text.chars()
                .forEach(character -> {
                    switch (character) {
                        case '"' -> json.append("\\\"");
                        case '\\' -> json.append("\\\\");
                        case '\n' -> json.append("\\n");
                        case '\t' -> json.append("\\t");
                        default -> {
                            if (character < ' ') {
                                json.append("\\u%04x".formatted(character));
                            } else {
                                json.append((char) character);
                            }
                        }
                    }
                });
        json.append('"');
    }
}
