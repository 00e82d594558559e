package dev.headrace.eventlog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Turns any text into a file name, two texts never into the same one. */
final class FileNames {

    /** File systems take 255 bytes; what we add to the name is shorter than the rest. */
    private static final int LONGEST = 180;

    private FileNames() {}

    /**
     * The text with everything but lower-case letters, digits, hyphens and underscores as {@code
     * %xx}, so that it also survives file systems that do not tell case.
     *
     * @throws IllegalArgumentException when the text is empty or too long
     */
    static String safe(String text) {
        StringBuilder name = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = one >= 'a' && one <= 'z';
            boolean digit = one >= '0' && one <= '9';
            boolean plain = letter || digit || one == '-' || one == '_';
            if (plain) {
                name.append((char) one);
            } else {
                name.append('%').append(HexFormat.of().toHexDigits(one));
            }
        }
        if (name.isEmpty() || name.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a name of 1 to " + LONGEST + " letters is wanted, not " + name.length());
        }
        return name.toString();
    }

    /** The text that {@link #safe} made a name of. */
    static String text(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(name.length());
        for (int at = 0; at < name.length(); at++) {
            if (name.charAt(at) == '%' && at + 2 < name.length()) {
                bytes.write(HexFormat.fromHexDigits(name, at + 1, at + 3));
                at += 2;
            } else {
                bytes.write(name.charAt(at));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
