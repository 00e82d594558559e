package dev.headrace.plugin.postgresql;

import dev.headrace.sink.ErasureReport;
import dev.headrace.sink.ErasureReport.Place;
import dev.headrace.sink.ErasureRequest;
import dev.headrace.sink.ErasureRequest.Trace;
import dev.headrace.sink.SinkException;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts or deletes a person's rows, as the owner of the tables and one day's partition after the
 * other: each day is a transaction of its own, so that writers wait for one day at most, and what
 * is done stays done. Where row security binds the owner too, it is lifted and forced again in the
 * transaction, which nobody else can look into.
 */
final class PersonSearch {

    private static final String PARTITIONS =
            """
            SELECT format('%I.%I', nspname, relname) FROM pg_inherits
            JOIN pg_class c ON c.oid = inhrelid JOIN pg_namespace n ON n.oid = relnamespace
            WHERE inhparent = to_regclass(?) ORDER BY relname
            """;

    private static final String FORCED =
            "SELECT relforcerowsecurity FROM pg_class WHERE oid = to_regclass(?)";

    private static final String YES = "t";

    private final OwnerSession owner;
    private final String schema;
    private final ErasureRequest request;

    private PersonSearch(OwnerSession owner, String schema, ErasureRequest request) {
        this.owner = owner;
        this.schema = schema;
        this.request = request;
    }

    /** Goes through the tables of all streams that the request has traces of. */
    static ErasureReport run(PostgresqlSettings settings, ErasureRequest request)
            throws SinkException, InterruptedException {
        try (var owner =
                new OwnerSession(
                        Sessions.connect(settings, settings.roles().owning()),
                        settings,
                        () -> {})) {
            return ErasureReport.of(
                    new PersonSearch(owner, settings.schema(), request).everywhere());
        } catch (SQLException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while rows were looked for");
            }
            throw SqlState.sinkException(e);
        }
    }

    private List<Place> everywhere() throws SQLException, SinkException {
        Map<String, List<Trace>> byStream = new LinkedHashMap<>();
        for (Trace trace : request.traces()) {
            byStream.computeIfAbsent(trace.stream(), stream -> new ArrayList<>()).add(trace);
        }
        var places = new ArrayList<Place>();
        for (Map.Entry<String, List<Trace>> stream : byStream.entrySet()) {
            StreamTable table = StreamTable.of(schema, stream.getKey());
            if (owner.ask("SELECT to_regclass(?) IS NOT NULL", table.quoted())
                    .filter(YES::equals)
                    .isPresent()) {
                places.add(new Place(table.ref(), rows(table, stream.getValue())));
            }
        }
        return places;
    }

    private long rows(StreamTable table, List<Trace> traces) throws SQLException, SinkException {
        long rows = 0;
        for (String day : owner.texts(PARTITIONS, table.quoted())) {
            rows += owner.inTransaction(() -> rowsOf(day, traces));
        }
        return rows;
    }

    private long rowsOf(String day, List<Trace> traces) throws SQLException {
        boolean forced = owner.ask(FORCED, day).filter(YES::equals).isPresent();
        if (forced) {
            owner.execute("ALTER TABLE " + day + " NO FORCE ROW LEVEL SECURITY");
        }
        long rows =
                switch (request.mode()) {
                    case COUNT -> counted(day, traces);
                    case ERASE -> deleted(day, traces);
                };
        if (forced) {
            owner.execute("ALTER TABLE " + day + " FORCE ROW LEVEL SECURITY");
        }
        return rows;
    }

    private long counted(String day, List<Trace> traces) throws SQLException {
        try (PreparedStatement count = prepared("SELECT count(*) FROM " + day, traces);
                ResultSet row = count.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private long deleted(String day, List<Trace> traces) throws SQLException {
        try (PreparedStatement delete = prepared("DELETE FROM " + day, traces)) {
            return delete.executeLargeUpdate();
        }
    }

    /** Texts that tell who is meant are parameters: a server's log shows them last. */
    private PreparedStatement prepared(String statement, List<Trace> traces) throws SQLException {
        var where = new StringBuilder(" WHERE organisation IS NOT DISTINCT FROM ? AND (false");
        for (Trace trace : traces) {
            where.append(" OR ").append(column(trace)).append(" = ANY (?)");
        }
        PreparedStatement prepared = owner.connection().prepareStatement(statement + where + ")");
        int parameter = 1;
        if (request.organisation().isPresent()) {
            prepared.setString(parameter++, request.organisation().get());
        } else {
            prepared.setNull(parameter++, Types.VARCHAR);
        }
        for (Trace trace : traces) {
            if (isOfTheEvent(trace)) {
                prepared.setArray(parameter++, texts(trace.path()));
            }
            prepared.setArray(parameter++, texts(List.copyOf(trace.texts())));
        }
        return prepared;
    }

    private static String column(Trace trace) {
        return switch (trace.place()) {
            case ErasureRequest.PRINCIPAL_NAME -> "principal_name";
            case ErasureRequest.PRINCIPAL_EMAIL -> "principal_email";
            default -> "event #>> ?";
        };
    }

    private static boolean isOfTheEvent(Trace trace) {
        return trace.place().startsWith("/");
    }

    private Array texts(List<String> texts) throws SQLException {
        return owner.connection().createArrayOf("text", texts.toArray());
    }
}
