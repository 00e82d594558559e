package dev.headrace.benchmark;

import java.util.HashMap;
import java.util.Map;

/** The values of a metrics page in the Prometheus text format, by name and tags as written. */
record Scrape(Map<String, Double> values) {

    static Scrape of(String page) {
        var values = new HashMap<String, Double>();
        for (String line : page.lines().toList()) {
            int end = line.lastIndexOf(' ');
            if (!line.startsWith("#") && end > 0) {
                values.put(line.substring(0, end).strip(), Double.parseDouble(line.substring(end)));
            }
        }
        return new Scrape(values);
    }

    /** The sum over all series of a name, that have all the given tags. */
    double sum(String name, String... tags) {
        return values.entrySet().stream()
                .filter(entry -> isOf(entry.getKey(), name, tags))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Whether there is a series of a name. */
    boolean has(String name) {
        return values.keySet().stream().anyMatch(series -> isOf(series, name));
    }

    private static boolean isOf(String series, String name, String... tags) {
        boolean named = series.equals(name) || series.startsWith(name + "{");
        for (String tag : tags) {
            named &= series.contains(tag);
        }
        return named;
    }
}
