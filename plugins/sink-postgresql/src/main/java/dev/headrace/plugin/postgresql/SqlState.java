package dev.headrace.plugin.postgresql;

import dev.headrace.sink.SinkException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What PostgreSQL's five-letter codes mean to a sink. Only what is known to speak of a row's data
 * is a row's fault; anything that is not known is the target's, so that nothing is lost by a guess.
 */
final class SqlState {

    private SqlState() {}

    /** Why a row cannot be stored, when the row is to blame. */
    static Optional<RowFault> rowFault(SQLException e) {
        return switch (of(e)) {
            case "22P05", "22021" -> Optional.of(RowFault.NUL_CHARACTER);
            case "22003" -> Optional.of(RowFault.NUMERIC_OVERFLOW);
            case "54001" -> Optional.of(RowFault.TOO_DEEP);
            case "22P02", "22008", "22007", "54000" -> Optional.of(RowFault.NOT_STORABLE);
            default -> Optional.empty();
        };
    }

    /** Whether a row is there already. */
    static boolean duplicate(SQLException e) {
        return of(e).equals("23505");
    }

    /** Whether the session is of no more use, and others like it probably neither. */
    static boolean lostConnection(SQLException e) {
        String state = of(e);
        return state.startsWith("08") || state.startsWith("57P") || state.isEmpty();
    }

    /** What Headrace is told when no row is to blame. */
    static SinkException sinkException(SQLException e) {
        String state = of(e);
        return switch (state) {
            case "3D000" -> new SinkException.Misconfigured("url", message(e));
            case "42501", "08004" -> new SinkException.Unauthorised(message(e), e);
            case "42P07" ->
                    new SinkException.Unavailable(
                            "a table of a partition's name is there already: " + message(e), e);
            case "42P01", "3F000" ->
                    new SinkException.Unavailable(
                            "a table is gone and will be made again: " + message(e), e);
            case "23514" ->
                    new SinkException.Unavailable(
                            "a partition is gone, or the table has a check of its own that rows"
                                    + " break: "
                                    + message(e),
                            e);
            default -> byClass(state, e);
        };
    }

    private static SinkException byClass(String state, SQLException e) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "28" -> new SinkException.Unauthorised(message(e), e);
            case "42" -> new SinkException.Misconfigured(message(e));
            case "", "08", "25", "40", "53", "55", "57", "58" ->
                    new SinkException.Unavailable(message(e), e);
            // A trigger or constraint of the site's own: its words may hold an event's values.
            default -> new SinkException.Unavailable("PostgreSQL answers SQLSTATE " + state);
        };
    }

    /** The server's first line, which names roles, databases and tables but no values. */
    private static String message(SQLException e) {
        String text = Optional.ofNullable(e.getMessage()).orElse("no message");
        return text.lines().findFirst().orElse("") + " (SQLSTATE " + of(e) + ")";
    }

    private static String of(SQLException e) {
        return Optional.ofNullable(e.getSQLState()).orElse("");
    }
}
