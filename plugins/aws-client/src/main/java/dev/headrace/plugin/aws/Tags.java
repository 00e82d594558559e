package dev.headrace.plugin.aws;

import dev.headrace.sink.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads tags as they stand in the configuration. */
final class Tags {

    private static final String KEY = "[\\p{L}\\p{N} +\\-._:/@]{1,128}";
    private static final String VALUE = "[\\p{L}\\p{N} +\\-=._:/@]{0,256}";

    private Tags() {}

    /**
     * Reads {@code team=web,keep=short}.
     *
     * @param most how many S3 takes
     */
    static Map<String, String> of(String text, int most, List<ConfigException.Problem> problems) {
        var tags = new TreeMap<String, String>();
        for (String tag : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int sign = tag.indexOf('=');
            String key = sign < 0 ? tag.strip() : tag.substring(0, sign).strip();
            String value = sign < 0 ? "" : tag.substring(sign + 1).strip();
            if (sign < 0 || !key.matches(KEY) || !value.matches(VALUE)) {
                problems.add(problem("are to be as in team=web,keep=short"));
                return Map.of();
            }
            if (tags.putIfAbsent(key, value) != null) {
                problems.add(problem("name " + key + " twice"));
            }
        }
        if (tags.size() > most) {
            problems.add(problem("are more than " + most));
        }
        return tags;
    }

    private static ConfigException.Problem problem(String message) {
        return new ConfigException.Problem("tags", message);
    }
}
