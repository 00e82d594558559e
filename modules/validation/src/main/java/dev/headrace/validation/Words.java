package dev.headrace.validation;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What schemas call by one word, in words that people use. */
final class Words {

    private static final char REPLACEMENT = '\uFFFD';

    private Words() {}

    /** The types that a schema allows. */
    static String types(JsonNode rule) {
        if (!rule.isArray()) {
            return type(rule.asString(""));
        }
        return StreamSupport.stream(rule.spliterator(), false)
                .map(name -> type(name.asString("")))
                .collect(Collectors.joining(" or "));
    }

    /** The type of a value. */
    static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> type("array");
            case BOOLEAN -> type("boolean");
            case NULL -> type("null");
            case NUMBER -> type("number");
            case OBJECT -> type("object");
            case STRING -> type("string");
            case BINARY, MISSING, POJO -> "no JSON value";
        };
    }

    private static String type(String name) {
        return switch (name) {
            case "array" -> "an array";
            case "integer" -> "a whole number";
            case "null" -> "null";
            case "object" -> "an object";
            default -> "a " + name;
        };
    }

    /** What a text of a format looks like. */
    static String format(String name) {
        return switch (name) {
            case "date-time" ->
                    "a date and time with seconds and offset on a day that exists, such as"
                            + " 2026-11-22T07:51:27.669Z";
            case "date" -> "a day that exists, such as 2026-11-22";
            case "time" -> "a time of day with seconds and offset, such as 07:51:27Z";
            case "uuid" -> "a UUID such as 01234567-89ab-4def-8123-456789abcdef";
            case "email" -> "an e-mail address";
            case PoseFrames.FORMAT ->
                    "1 to 120 frames in base64, each a time in ms that grows and 33 landmarks of x,"
                            + " y, z from -10 to 10 and a visibility from 0 to 1, little endian";
            default -> "of the format " + name;
        };
    }

    /** The bound that a keyword sets, or any other rule. */
    static String bound(String keyword, JsonNode rule) {
        return switch (keyword) {
            case "minLength" -> "must have at least " + rule + " characters";
            case "maxLength" -> "must have at most " + rule + " characters";
            case "minItems" -> "must have at least " + rule + " elements";
            case "maxItems" -> "must have at most " + rule + " elements";
            case "minProperties" -> "must have at least " + rule + " properties";
            case "maxProperties" -> "must have at most " + rule + " properties";
            case "minimum" -> "must be at least " + rule;
            case "maximum" -> "must be at most " + rule;
            case "exclusiveMinimum" -> "must be greater than " + rule;
            case "exclusiveMaximum" -> "must be less than " + rule;
            case "readOnly" -> "is added by the server, so that no client may send it";
            case "multipleOf" -> "must be a multiple of " + rule;
            default -> "breaks the rule " + keyword + " of its contract";
        };
    }

    /** The text with at most so many characters, and without those that are not to be seen. */
    static String printable(String text, int most) {
        StringBuilder result = new StringBuilder(Math.min(text.length(), most));
        int at = 0;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            if (result.length() + Character.charCount(letter) > most - 1
                    && at + Character.charCount(letter) < text.length()) {
                return result.append('…').toString();
            }
            result.appendCodePoint(isPrintable(letter) ? letter : REPLACEMENT);
            at += Character.charCount(letter);
        }
        return result.toString();
    }

    private static boolean isPrintable(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
