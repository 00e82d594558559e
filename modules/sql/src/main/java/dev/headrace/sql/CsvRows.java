package dev.headrace.sql;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Lines of RFC 4180; NULL is an empty field, an empty text a quoted one. */
final class CsvRows implements RowWriter {

    private static final Pattern PLAIN = Pattern.compile("[^\",\\r\\n]+");

    private final Appendable out;

    CsvRows(Appendable out) {
        this.out = out;
    }

    @Override
    public boolean write(ResultSet rows, long limit) throws SQLException, IOException {
        int columns = rows.getMetaData().getColumnCount();
        for (int column = 1; column <= columns; column++) {
            field(rows.getMetaData().getColumnLabel(column), column, columns);
        }
        for (long written = 0; rows.next(); written++) {
            if (written == limit) {
                return true;
            }
            for (int column = 1; column <= columns; column++) {
                var value = Cell.of(rows, column);
                if (value.isPresent()) {
                    field(value.get().toString(), column, columns);
                } else {
                    end(column, columns);
                }
            }
        }
        return false;
    }

    private void field(String text, int column, int columns) throws IOException {
        out.append(PLAIN.matcher(text).matches() ? text : '"' + text.replace("\"", "\"\"") + '"');
        end(column, columns);
    }

    private void end(int column, int columns) throws IOException {
        out.append(column == columns ? "\r\n" : ",");
    }
}
