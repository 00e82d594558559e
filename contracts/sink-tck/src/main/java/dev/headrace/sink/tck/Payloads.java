package dev.headrace.sink.tck;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON that is valid and seldom seen. */
final class Payloads {

    private static final int DEPTH = 100;
    private static final int LONG = 1 << 20;

    private static final JsonMapper EXACT =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .build();

    private Payloads() {}

    /**
     * Values by what is odd about them; those that a sink has said to be too large are left out.
     */
    static Map<String, String> corpus(long mostBytes) {
        var corpus = new LinkedHashMap<String, String>();
        corpus.put("an empty string", "\"\"");
        corpus.put("null", "null");
        corpus.put("letters beyond ASCII", "\"Žluťoučký kůň, 漢字, עברית, \\u00e9\"");
        corpus.put("letters beyond the first plane", "\"😀 𝄞 \\ud83d\\ude00\"");
        corpus.put("an escaped NUL", "\"a\\u0000b\"");
        corpus.put("escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"");
        corpus.put("escaped line and paragraph separators", "\"a\\u2028b\\u2029c\"");
        corpus.put("text that looks like SQL", "\"'; DROP TABLE events; --\"");
        corpus.put("text that looks like line protocol", "\"a=1,b=2 c=\\\\\\\" 3\"");
        corpus.put("a number beyond double", "1e400");
        corpus.put("a number below double", "1e-400");
        corpus.put("more digits than a double has", "0.1234567890123456789012345678901");
        corpus.put("a whole number beyond 64 bits", "123456789012345678901234567890");
        corpus.put("minus zero", "-0.0");
        corpus.put("deep arrays", "[".repeat(DEPTH) + "]".repeat(DEPTH));
        corpus.put("deep objects", "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH));
        corpus.put("odd names", "{\"\":1,\"a.b\":2,\"$c\":3,\"d e\":4,\"é\":5}");
        corpus.put("a string of 1 MiB", '"' + "x".repeat(LONG) + '"');
        corpus.values().removeIf(value -> value.length() > mostBytes / 2);
        return corpus;
    }

    /** The event, a JSON object with at least one member, with another member at its end. */
    static String with(String event, String name, String value) {
        int end = event.lastIndexOf('}');
        return event.substring(0, end) + ",\"" + name + "\":" + value + '}';
    }

    /** Whether two texts are the same JSON: order of members aside, numbers by their value. */
    static boolean same(String one, String other) {
        try {
            return EXACT.readTree(one).equals(BY_VALUE, EXACT.readTree(other));
        } catch (JacksonException e) {
            return false;
        }
    }

    /** The text at a JSON Pointer; empty where there is none. */
    static String at(String event, String pointer) {
        return EXACT.readTree(event).at(pointer).asString("");
    }

    private static final Comparator<JsonNode> BY_VALUE =
            (one, other) -> {
                if (one.isNumber() && other.isNumber()) {
                    return number(one).compareTo(number(other));
                }
                return one.equals(other) ? 0 : 1;
            };

    private static BigDecimal number(JsonNode node) {
        return node.decimalValue();
    }
}
