package dev.headrace.ingest;

import java.util.Map;
import java.util.Optional;

/** Lets a W3C trace context travel with the events (header {@code traceparent}, version 00). */
final class TraceParent {

    private static final int LENGTH = 55;

    private TraceParent() {}

    /**
     * The attribute, where the header has its form: hexadecimal digits and hyphens, 55 characters.
     */
    static Map<String, String> attributes(Optional<String> header) {
        return header.filter(TraceParent::isWellFormed)
                .map(value -> Map.of("traceparent", value))
                .orElse(Map.of());
    }

    private static boolean isWellFormed(String value) {
        return value.length() == LENGTH
                && value.chars()
                        .allMatch(
                                c -> c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
