package dev.headrace.sink;

import java.util.List;

/**
 * One column of a stream's flat table, as {@link EnvelopeWriter.Form#FLATTENED} names it.
 *
 * @param name the column, {@code [a-z_][a-z0-9_]*}, at most 255 characters
 * @param path the names of the members that lead to the value inside the event, from the outside
 *     in; empty for a column of the envelope
 * @param type what its values are
 * @param required whether every version of the contract asks for it
 * @param doc what the schema says about it in its {@code description}; empty when it says nothing
 */
public record Column(String name, List<String> path, Type type, boolean required, String doc) {

    /** What a column holds, in the words of tables. */
    public enum Type {
        STRING,
        /** A whole number; a schema does not bound it, so it may need more than 64 bits. */
        INTEGER,
        /** Any JSON number. */
        NUMBER,
        BOOLEAN,
        /** A string that the schema calls {@code date-time} (RFC 3339). */
        TIMESTAMP,
        /** A string that the schema calls {@code date} (RFC 3339). */
        DATE,
        /**
         * Different kinds of values, an array, or an object that the schema does not describe: JSON
         * text for arrays and objects, and what the value is otherwise.
         */
        JSON
    }

    public Column {
        path = List.copyOf(path);
    }

    /** Whether Headrace, and not the client, gives the value. */
    public boolean isOfTheEnvelope() {
        return path.isEmpty();
    }
}
