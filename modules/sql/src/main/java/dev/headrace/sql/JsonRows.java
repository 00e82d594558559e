package dev.headrace.sql;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One JSON object a line; NULL is null, numbers keep every digit. */
final class JsonRows implements RowWriter {

    private final Appendable out;

    JsonRows(Appendable out) {
        this.out = out;
    }

    @Override
    public boolean write(ResultSet rows, long limit) throws SQLException, IOException {
        int columns = rows.getMetaData().getColumnCount();
        for (long written = 0; rows.next(); written++) {
            if (written == limit) {
                return true;
            }
            for (int column = 1; column <= columns; column++) {
                out.append(column == 1 ? '{' : ',');
                text(rows.getMetaData().getColumnLabel(column));
                out.append(':');
                value(rows, column);
            }
            out.append("}\n");
        }
        return false;
    }

    private void value(ResultSet rows, int column) throws SQLException, IOException {
        var value = Cell.of(rows, column);
        if (value.isEmpty()) {
            out.append("null");
        } else if (value.get() instanceof Number || value.get() instanceof Boolean) {
            out.append(value.get().toString());
        } else {
            text(value.get().toString());
        }
    }

    private void text(String text) throws IOException {
        out.append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
