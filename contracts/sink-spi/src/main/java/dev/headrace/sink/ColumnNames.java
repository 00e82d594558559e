package dev.headrace.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each member of one event a name that is safe as a column ({@code [a-z_][a-z0-9_]*}, at most
 * 255 characters) and that nothing else in the line has. The first member of a name keeps it, the
 * next become {@code name_2}, {@code name_3}, …; the envelope's columns are always taken.
 */
final class ColumnNames {

    /** Athena, and most that read such files, take no longer one. */
    private static final int LONGEST = 255;

    private static final int NO_LETTER = -1;

    /** For each name that is taken, the last number that was tried for it. */
    private final Map<String, Integer> taken = new HashMap<>();

    /** A name that no member can have from now on. */
    void reserve(String name) {
        taken.put(name, 1);
    }

    /** The name itself, or with the first number that makes it unique in this line. */
    String claim(String name) {
        Integer last = taken.putIfAbsent(name, 1);
        if (last == null) {
            return name;
        }
        int number = last;
        String claimed;
        do {
            number++;
            claimed = numbered(name, number);
        } while (taken.putIfAbsent(claimed, 1) != null);
        taken.put(name, number);
        return claimed;
    }

    private static String numbered(String name, int number) {
        String suffix = "_" + number;
        return name.substring(0, Math.min(name.length(), LONGEST - suffix.length())) + suffix;
    }

    /**
     * The column of a member.
     *
     * @param path the column of the object that holds it; empty for the event itself
     * @param from where the member's name begins, behind the quote
     * @param to where it ends, before the quote
     */
    static String join(String path, ByteBuffer json, int from, int to) {
        var column = new StringBuilder(path.length() + 1 + Math.min(to - from, LONGEST));
        if (!path.isEmpty()) {
            column.append(path).append('_');
        }
        for (int i = from; i < to && column.length() < LONGEST; i++) {
            byte b = json.get(i);
            if (b == '\\') {
                appendSafe(column, escaped(json, i + 1, to));
                i += json.get(i + 1) == 'u' ? 5 : 1;
            } else if ((b & 0xC0) != 0x80) { // one for a character, not for each of its bytes
                appendSafe(column, b);
            }
        }
        return finished(column);
    }

    /** The column of a member, by the names that lead to it, from the outside in. */
    static String join(List<String> path) {
        String column = "";
        for (String name : path) {
            ByteBuffer utf8 = ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8));
            column = join(column, utf8);
        }
        return column;
    }

    /** As the other, of a name that has no escapes. */
    private static String join(String path, ByteBuffer name) {
        var column = new StringBuilder(path);
        if (!path.isEmpty()) {
            column.append('_');
        }
        while (name.hasRemaining() && column.length() < LONGEST) {
            byte b = name.get();
            if ((b & 0xC0) != 0x80) {
                appendSafe(column, b);
            }
        }
        return finished(column);
    }

    private static String finished(StringBuilder column) {
        if (column.isEmpty() || isDigit(column.charAt(0))) {
            column.insert(0, '_');
        }
        column.setLength(Math.min(column.length(), LONGEST));
        return column.toString();
    }

    private static void appendSafe(StringBuilder column, int c) {
        if (c >= 'A' && c <= 'Z') {
            column.append((char) (c + 'a' - 'A'));
        } else if ((c >= 'a' && c <= 'z') || isDigit(c)) {
            column.append((char) c);
        } else {
            column.append('_');
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** What an escape stands for, where that is a letter or a digit. */
    private static int escaped(ByteBuffer json, int at, int to) {
        if (json.get(at) != 'u' || at + 4 >= to) {
            return NO_LETTER;
        }
        int c = 0;
        for (int i = at + 1; i <= at + 4; i++) {
            c = c << 4 | Character.digit(json.get(i), 16);
        }
        return c;
    }
}
