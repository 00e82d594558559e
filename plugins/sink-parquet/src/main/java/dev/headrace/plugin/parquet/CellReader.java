package dev.headrace.plugin.parquet;

import dev.headrace.sink.Column;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one value of an event as its column's type; gives nothing where it does not fit. */
final class CellReader {

    /** A whole number with more digits than this needs more than 64 bits. */
    private static final int DIGITS = 19;

    private CellReader() {}

    /** The value at the parser's token, which is not null; the parser ends at its last token. */
    static Optional<Object> read(
            JsonParser parser, JsonToken token, Column.Type type, byte[] json) {
        if (token.isStructStart()) {
            int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
            parser.skipChildren();
            int to = Math.toIntExact(parser.currentLocation().getByteOffset());
            return type == Column.Type.JSON
                    ? Optional.of(Binary.fromConstantByteArray(json, from, to - from))
                    : Optional.empty();
        }
        return switch (type) {
            case JSON -> Optional.of(Binary.fromString(parser.getString()));
            case STRING ->
                    token == JsonToken.VALUE_STRING
                            ? Optional.of(Binary.fromString(parser.getString()))
                            : Optional.empty();
            case INTEGER -> integer(parser, token).map(Object.class::cast);
            case NUMBER -> number(parser, token).map(Object.class::cast);
            case BOOLEAN ->
                    token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE
                            ? Optional.of(token == JsonToken.VALUE_TRUE)
                            : Optional.empty();
            case TIMESTAMP ->
                    token == JsonToken.VALUE_STRING
                            ? timestamp(parser.getString()).map(Object.class::cast)
                            : Optional.empty();
            case DATE ->
                    token == JsonToken.VALUE_STRING
                            ? date(parser.getString()).map(Object.class::cast)
                            : Optional.empty();
        };
    }

    /** Microseconds since 1970; nothing for a time beyond 290,000 years from it. */
    static Optional<Long> micros(Instant instant) {
        try {
            return Optional.of(ChronoUnit.MICROS.between(Instant.EPOCH, floor(instant)));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Between counts towards zero; a time before 1970 is to go down as one after it does. */
    private static Instant floor(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** {@code 1.0} and {@code 1e3} are whole numbers too, as JSON Schema has it. */
    private static Optional<Long> integer(JsonParser parser, JsonToken token) {
        try {
            if (token == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                return Optional.of(parser.getLongValue());
            }
            if (token != JsonToken.VALUE_NUMBER_FLOAT) {
                return Optional.empty();
            }
            BigDecimal value = parser.getDecimalValue();
            // Asked before the number is written out: 1e1000000000 has a billion digits.
            if ((long) value.precision() - value.scale() > DIGITS) {
                return Optional.empty();
            }
            return Optional.of(value.longValueExact());
        } catch (ArithmeticException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Double> number(JsonParser parser, JsonToken token) {
        if (!token.isNumeric()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(parser.getString());
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Long> timestamp(String text) {
        try {
            return micros(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> date(String text) {
        try {
            return Optional.of(Math.toIntExact(LocalDate.parse(text).toEpochDay()));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
