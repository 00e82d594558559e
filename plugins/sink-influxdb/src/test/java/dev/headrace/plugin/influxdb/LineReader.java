package dev.headrace.plugin.influxdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads line protocol as InfluxDB's own parser does: lines first, in which a backslash hides what
 * follows it and quotes count only behind the first plain space; then the parts of each, in which
 * only the byte before a separator counts.
 */
final class LineReader {

    record Point(
            String measurement, Map<String, String> tags, Map<String, String> fields, long at) {}

    private LineReader() {}

    static List<Point> read(String text) {
        return lines(text).stream().map(LineReader::point).toList();
    }

    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        boolean fields = false;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 2 < text.length()) {
                i++;
            } else if (c == ' ') {
                fields = true;
            } else if (fields && c == '"') {
                quoted = !quoted;
            } else if (c == '\n' && !quoted) {
                lines.add(text.substring(start, i));
                start = i + 1;
                fields = false;
            }
        }
        return lines;
    }

    private static Point point(String line) {
        int key = end(line, 0, ' ');
        int last = line.lastIndexOf(' ');
        List<String> parts = split(line.substring(0, key), ',');
        var tags = new LinkedHashMap<String, String>();
        for (String tag : parts.subList(1, parts.size())) {
            List<String> pair = split(tag, '=');
            tags.put(plain(pair.get(0)), plain(pair.get(1)));
        }
        var fields = new LinkedHashMap<String, String>();
        for (String field : fields(line.substring(key + 1, last))) {
            int equals = end(field, 0, '=');
            fields.put(plain(field.substring(0, equals)), field.substring(equals + 1));
        }
        return new Point(
                plain(parts.getFirst()), tags, fields, Long.parseLong(line.substring(last + 1)));
    }

    /** The content of a string field. */
    static String unquoted(String field) {
        return field.substring(1, field.length() - 1).replaceAll("\\\\([\"\\\\])", "$1");
    }

    private static List<String> fields(String text) {
        var fields = new ArrayList<String>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(text.substring(start, i));
                start = i + 1;
            }
        }
        fields.add(text.substring(start));
        return fields;
    }

    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        int start = 0;
        for (int end = end(text, 0, separator); end < text.length(); ) {
            parts.add(text.substring(start, end));
            start = end + 1;
            end = end(text, start, separator);
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static int end(String text, int from, char separator) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == separator && (i == 0 || text.charAt(i - 1) != '\\')) {
                return i;
            }
        }
        return text.length();
    }

    private static String plain(String escaped) {
        return escaped.replace("\\,", ",").replace("\\=", "=").replace("\\ ", " ");
    }
}
