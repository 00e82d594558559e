package dev.headrace.sql;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Columns side by side. The widths come of the rows, so these are held until the last. */
final class TableRows implements RowWriter {

    private static final int WIDEST = 80;

    private final Appendable out;

    TableRows(Appendable out) {
        this.out = out;
    }

    @Override
    public boolean write(ResultSet rows, long limit) throws SQLException, IOException {
        int columns = rows.getMetaData().getColumnCount();
        var lines = new ArrayList<List<String>>();
        var names = new ArrayList<String>();
        for (int column = 1; column <= columns; column++) {
            names.add(shown(rows.getMetaData().getColumnLabel(column)));
        }
        lines.add(names);
        boolean more = false;
        while (!more && rows.next()) {
            more = lines.size() > limit;
            if (!more) {
                lines.add(line(rows, columns));
            }
        }
        print(lines, columns);
        return more;
    }

    private static List<String> line(ResultSet rows, int columns) throws SQLException {
        var line = new ArrayList<String>();
        for (int column = 1; column <= columns; column++) {
            line.add(Cell.of(rows, column).map(value -> shown(value.toString())).orElse("-"));
        }
        return line;
    }

    private void print(List<List<String>> lines, int columns) throws IOException {
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int at = 0; at < columns; at++) {
                widths[at] = Math.max(widths[at], line.get(at).length());
            }
        }
        for (List<String> line : lines) {
            var text = new StringBuilder();
            for (int at = 0; at < columns; at++) {
                text.append(line.get(at))
                        .append(" ".repeat(widths[at] - line.get(at).length() + 2));
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
    }

    /** Without what a terminal would take for a command: clients choose some of these texts. */
    private static String shown(String text) {
        String cut = text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text;
        return cut.codePoints()
                .map(c ->
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                                ? '?'
                                : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
