package dev.headrace.plugin.influxdb;

import dev.headrace.sink.Column;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a field holds. The first point that has a field settles its type in the measurement. */
enum FieldType {
    INTEGER,
    FLOAT,
    STRING,
    BOOLEAN;

    /** Longer numbers are not looked at: none of so many digits is a whole one of 64 bits. */
    private static final int LONGEST_NUMBER = 400;

    static Optional<FieldType> named(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type of a field that no contract has described. Numbers are floats, also whole ones: they
     * need not fit 64 bits, and a later version of the schema may allow fractions.
     */
    static FieldType ofColumn(Column.Type type) {
        return switch (type) {
            case INTEGER, NUMBER -> FLOAT;
            case BOOLEAN -> BOOLEAN;
            case STRING, TIMESTAMP, DATE, JSON -> STRING;
        };
    }

    /** Whether values of a column can be of this type. */
    boolean suits(Column.Type type) {
        return switch (this) {
            case STRING -> true;
            case INTEGER, FLOAT ->
                    type == Column.Type.INTEGER
                            || type == Column.Type.NUMBER
                            || type == Column.Type.JSON;
            case BOOLEAN -> type == Column.Type.BOOLEAN || type == Column.Type.JSON;
        };
    }

    /** A number or a truth value as line protocol writes it; empty when it is not of this type. */
    Optional<String> written(String json) {
        return switch (this) {
            case INTEGER -> whole(json).map(number -> number + "i");
            case FLOAT -> finite(json);
            case BOOLEAN ->
                    json.equals("true") || json.equals("false")
                            ? Optional.of(json)
                            : Optional.empty();
            case STRING -> throw new IllegalStateException("a string is written otherwise");
        };
    }

    private static Optional<Long> whole(String json) {
        if (json.length() <= 18 && isDigits(json)) {
            return Optional.of(Long.valueOf(json));
        }
        if (!isNumber(json) || json.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            var exact = new BigDecimal(json);
            // Far outside of 64 bits, and costly to write out.
            boolean near = exact.precision() - (long) exact.scale() < 20;
            return near ? Optional.of(exact.longValueExact()) : Optional.empty();
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> finite(String json) {
        if (!isNumber(json)) {
            return Optional.empty();
        }
        double number = Double.parseDouble(json);
        return Double.isFinite(number) ? Optional.of(Double.toString(number)) : Optional.empty();
    }

    private static boolean isNumber(String json) {
        char first = json.charAt(0);
        return first == '-' || (first >= '0' && first <= '9');
    }

    private static boolean isDigits(String json) {
        int start = json.charAt(0) == '-' && json.length() > 1 ? 1 : 0;
        for (int i = start; i < json.length(); i++) {
            if (json.charAt(i) < '0' || json.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
