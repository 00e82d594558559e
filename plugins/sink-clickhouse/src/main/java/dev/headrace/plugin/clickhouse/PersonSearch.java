package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.ErasureReport;
import dev.headrace.sink.ErasureReport.Place;
import dev.headrace.sink.ErasureRequest;
import dev.headrace.sink.ErasureRequest.Trace;
import dev.headrace.sink.SinkException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts or deletes a person's rows. A deletion is a mutation that rewrites the parts, not a mark
 * on rows that stay; the server answers when it is done on all replicas.
 */
final class PersonSearch {

    private static final String DONE_EVERYWHERE = " SETTINGS mutations_sync = 2";

    private final ClickhouseSettings settings;
    private final Server server;
    private final ErasureRequest request;

    PersonSearch(ClickhouseSettings settings, Server server, ErasureRequest request) {
        this.settings = settings;
        this.server = server;
        this.request = request;
    }

    ErasureReport run() throws SinkException, InterruptedException {
        Map<String, List<Trace>> byStream = new LinkedHashMap<>();
        for (Trace trace : request.traces()) {
            byStream.computeIfAbsent(trace.stream(), stream -> new ArrayList<>()).add(trace);
        }
        var places = new ArrayList<Place>();
        for (Map.Entry<String, List<Trace>> stream : byStream.entrySet()) {
            String name = settings.prefix() + stream.getKey().replace('-', '_');
            if (exists(name)) {
                places.add(
                        new Place(settings.database() + "." + name, rows(name, stream.getValue())));
            }
        }
        return ErasureReport.of(places);
    }

    private boolean exists(String name) throws SinkException, InterruptedException {
        String columns =
                asked(
                        ("SELECT count() FROM system.columns WHERE database = %s AND table = %s"
                                        + " AND name IN ('organisation', 'principal_name')")
                                .formatted(Sql.text(settings.database()), Sql.text(name)));
        return columns.strip().equals("2");
    }

    private long rows(String name, List<Trace> traces) throws SinkException, InterruptedException {
        String table = Sql.name(settings.database()) + '.' + Sql.name(name);
        String where = where(traces);
        long rows = number(asked("SELECT count() FROM " + table + " WHERE " + where));
        if (rows > 0 && request.mode() == ErasureRequest.Mode.ERASE) {
            asked("ALTER TABLE " + table + " DELETE WHERE " + where + DONE_EVERYWHERE);
        }
        return rows;
    }

    /** Which rows are the person's. */
    String where(List<Trace> traces) {
        String organisation =
                request.organisation()
                        .map(name -> "organisation = " + Sql.text(name))
                        .orElse("organisation IS NULL");
        return organisation
                + " AND ("
                + traces.stream().map(PersonSearch::condition).collect(Collectors.joining(" OR "))
                + ")";
    }

    private static String condition(Trace trace) {
        String column =
                switch (trace.place()) {
                    case ErasureRequest.PRINCIPAL_NAME -> "principal_name";
                    case ErasureRequest.PRINCIPAL_EMAIL -> "principal_email";
                    default ->
                            "JSONExtractString("
                                    + StreamTable.EVENT
                                    + ", "
                                    + path(trace.path())
                                    + ")";
                };
        return column + " IN (" + texts(trace.texts()) + ")";
    }

    private static String texts(Collection<String> texts) {
        return texts.stream().sorted().map(Sql::text).collect(Collectors.joining(", "));
    }

    private static String path(List<String> steps) {
        return steps.stream().map(Sql::text).collect(Collectors.joining(", "));
    }

    private static long number(String text) {
        return Long.parseLong(text.strip());
    }

    private String asked(String statement) throws SinkException, InterruptedException {
        return switch (server.run(statement)) {
            case Answer.Done(String text) -> text;
            case Answer.BadRow(int code) -> throw refused(code);
            case Answer.Changed(int code) -> throw refused(code);
        };
    }

    private static SinkException refused(int code) {
        return new SinkException.Unavailable(
                "ClickHouse refuses to count or delete rows (code " + code + ")");
    }
}
