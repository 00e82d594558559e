package dev.headrace.event;

import java.nio.charset.StandardCharsets;

/** JSON strings to texts and back. */
public final class JsonTexts {

    static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private JsonTexts() {}

    /** Whether the value that begins here is a string. */
    public static boolean isString(byte[] json, int from) {
        return json[from] == '"';
    }

    /** The text of a string, from its first quote up to behind its last. */
    public static String read(byte[] json, int from, int to) {
        String raw = new String(json, from + 1, to - from - 2, StandardCharsets.UTF_8);
        int escape = raw.indexOf('\\');
        return escape < 0 ? raw : unescaped(raw, escape);
    }

    private static String unescaped(String raw, int first) {
        var text = new StringBuilder(raw.length()).append(raw, 0, first);
        for (int i = first; i < raw.length(); i++) {
            char one = raw.charAt(i);
            if (one != '\\') {
                text.append(one);
                continue;
            }
            i++;
            switch (raw.charAt(i)) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> text.append(raw.charAt(i));
            }
        }
        return text.toString();
    }

    /** A text as a JSON string. */
    public static byte[] write(String text) {
        var json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == '"' || one == '\\') {
                json.append('\\').append(one);
            } else if (one < ' ') {
                json.append("\\u00").append(one < 0x10 ? "0" : "").append(Integer.toHexString(one));
            } else {
                json.append(one);
            }
        }
        return json.append('"').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The JSON that stands for no value. */
    public static byte[] nothing() {
        return NULL.clone();
    }

    /** Decides on one text. */
    public interface TextChange {

        /** Another text, or the very same object. */
        String change(String text);
    }

    /** A value with every text in it changed, names of members aside; other bytes stay. */
    public static FieldPlaces.Change changeTexts(byte[] json, int from, int to, TextChange change) {
        var walk = new TextsWalk(json, from, to, change);
        walk.run();
        return walk.changed();
    }
}
