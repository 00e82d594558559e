package dev.headrace.plugin.postgresql;

import java.util.Map;

/** What travels beside an event, as a JSON object of texts. */
final class AttributesJson {

    private AttributesJson() {}

    static String of(Map<String, String> attributes) {
        var json = new StringBuilder("{");
        attributes.forEach((name, value) -> {
            quote(json.length() == 1 ? json : json.append(','), name);
            quote(json.append(':'), value);
        });
        return json.append('}').toString();
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                json.append("\\u00").append(Character.forDigit(c >> 4, 16));
                json.append(Character.forDigit(c & 15, 16));
            } else {
                json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        json.append('"');
    }
}
