package dev.headrace.plugin.postgresql;

import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.StreamContract;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What a stream's table has beyond the columns that every table has. */
record TableStyle(Columns columns, Rows rows) {

    static final String COLUMNS = "columns";
    static final String ROWS = "row-level-security";

    /** Where further columns come from. */
    enum Columns {
        NONE,
        /** One for each member that the stream's schemas name. */
        SCHEMA
    }

    /** Who sees which rows. */
    enum Rows {
        NONE,
        /** Those of the organisation that the reader's session names. */
        ORGANISATION
    }

    static TableStyle from(SinkConfig config) {
        return new TableStyle(
                Columns.valueOf(config.text(COLUMNS).toUpperCase(Locale.ROOT)),
                Rows.valueOf(config.text(ROWS).toUpperCase(Locale.ROOT)));
    }

    /** The words of a setting, the default first. */
    static <E extends Enum<E>> List<String> words(E[] values) {
        return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * This style, with what the contract says about its stream.
     *
     * @throws SinkException.Misconfigured at a hint that is not known: a slip of the pen must not
     *     leave rows open to everybody
     */
    TableStyle of(StreamContract contract) throws SinkException.Misconfigured {
        Map<String, Object> hints = contract.hints();
        for (String key : new TreeSet<>(hints.keySet())) {
            if (!key.equals(COLUMNS) && !key.equals(ROWS)) {
                throw new SinkException.Misconfigured(
                        "the contract of %s has the hint postgresql.%s, which is not known; known are %s and %s"
                                .formatted(contract.name(), key, COLUMNS, ROWS));
            }
        }
        return new TableStyle(
                hint(contract, COLUMNS, Columns.values()).orElse(columns),
                hint(contract, ROWS, Rows.values()).orElse(rows));
    }

    private static <E extends Enum<E>> Optional<E> hint(
            StreamContract contract, String key, E[] values) throws SinkException.Misconfigured {
        if (!contract.hints().containsKey(key)) {
            return Optional.empty();
        }
        String text = String.valueOf(contract.hints().get(key));
        int index = words(values).indexOf(text);
        if (index < 0) {
            throw new SinkException.Misconfigured(
                    "the contract of %s has postgresql.%s: %s; it is one of %s"
                            .formatted(contract.name(), key, text, words(values)));
        }
        return Optional.of(values[index]);
    }
}
