package dev.headrace.sql;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes the rows of a query. */
public interface RowWriter {

    /** How rows look. */
    enum Format {
        /** Columns side by side, for people. */
        TABLE,
        /** RFC 4180, with a line of names. */
        CSV,
        /** One JSON object a line. */
        JSON
    }

    /** The writer of a format. */
    static RowWriter of(Format format, Appendable out) {
        return switch (format) {
            case TABLE -> new TableRows(out);
            case CSV -> new CsvRows(out);
            case JSON -> new JsonRows(out);
        };
    }

    /**
     * Writes rows up to a limit.
     *
     * @return whether there were more
     */
    boolean write(ResultSet rows, long limit) throws SQLException, IOException;
}
