package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.StreamContract;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tables of all streams. A table is looked at before the first write to it, after its contract
 * has changed, and when ClickHouse says that it is not what it was.
 */
final class Tables {

    private final ClickhouseSettings settings;
    private final Server server;
    private final SinkContext context;
    private final Map<String, ReadyTable> ready = new ConcurrentHashMap<>();
    private final ReentrantLock preparing = new ReentrantLock();

    Tables(ClickhouseSettings settings, Server server, SinkContext context) {
        this.settings = settings;
        this.server = server;
        this.context = context;
        context.streams().onChange(contract -> forget(contract.name()));
    }

    /** Makes, changes or checks the tables of all streams that the sink gets. */
    void prepareAll() throws SinkException, InterruptedException {
        for (StreamContract contract : context.streams().all()) {
            of(contract.name());
        }
    }

    /** The table of a stream, made ready if it is not. */
    ReadyTable of(String stream) throws SinkException, InterruptedException {
        ReadyTable known = ready.get(stream);
        if (known != null) {
            return known;
        }
        StreamContract contract =
                context.streams()
                        .find(stream)
                        .orElseThrow(() ->
                                new SinkException.Unavailable(
                                        "the contract of stream " + stream + " is not here"));
        preparing.lockInterruptibly();
        try {
            known = ready.get(stream);
            if (known == null) {
                known = prepare(contract);
                ready.put(stream, known);
            }
            return known;
        } finally {
            preparing.unlock();
        }
    }

    /** The table of this stream is looked at anew before the next write. */
    void forget(String stream) {
        ready.remove(stream);
    }

    private ReadyTable prepare(StreamContract contract) throws SinkException, InterruptedException {
        StreamTable table = StreamTable.of(contract, settings.database(), settings.prefix());
        Views views = views(contract);
        Map<String, String> existing = existing(table);
        if (settings.tables() == ClickhouseSettings.Tables.MANAGED) {
            existing = manage(table, existing);
            for (String name : views.selects().keySet()) {
                done(views.create(name, table, settings.prefix()), contract, "view " + name);
            }
        } else if (existing.isEmpty()) {
            throw new SinkException.Misconfigured(
                    "tables", "there is no table " + table.qualified() + ": create it first");
        }
        var unfit = table.unfit(existing);
        if (!unfit.isEmpty()) {
            throw new SinkException.Misconfigured(
                    "the table "
                            + table.qualified()
                            + " is not that of the contract: "
                            + String.join("; ", unfit));
        }
        return ReadyTable.of(table, existing.keySet());
    }

    private static Views views(StreamContract contract) throws SinkException {
        try {
            return Views.of(contract);
        } catch (IllegalArgumentException e) {
            throw new SinkException.Misconfigured(
                    "stream " + contract.name() + ": " + e.getMessage());
        }
    }

    private Map<String, String> manage(StreamTable table, Map<String, String> before)
            throws SinkException, InterruptedException {
        Map<String, String> existing = before;
        if (existing.isEmpty()) {
            done(table.create(), table);
            existing = existing(table);
        }
        Map<String, String> missing = table.missing(existing);
        if (!missing.isEmpty()) {
            String additions = String.join(", ADD COLUMN IF NOT EXISTS ", missing.values());
            done(
                    "ALTER TABLE " + table.qualified() + " ADD COLUMN IF NOT EXISTS " + additions,
                    table);
            existing = existing(table);
        }
        retain(table);
        return existing;
    }

    /** Changes what the table keeps, if the contract says otherwise than the table. */
    private void retain(StreamTable table) throws SinkException, InterruptedException {
        String engine =
                query(
                        "SELECT engine_full FROM system.tables WHERE database = %s AND name = %s"
                                .formatted(Sql.text(table.database()), Sql.text(table.name())));
        boolean expires = engine.contains(" TTL ");
        Optional<String> wanted = table.ttl();
        if (wanted.isPresent() && !engine.contains(" TTL " + wanted.get())) {
            // Old rows go with the next merges; rewriting all parts at once would stop the table.
            done(
                    "ALTER TABLE "
                            + table.qualified()
                            + " MODIFY TTL "
                            + wanted.get()
                            + " SETTINGS materialize_ttl_after_modify = 0",
                    table);
        } else if (wanted.isEmpty() && expires) {
            done("ALTER TABLE " + table.qualified() + " REMOVE TTL", table);
        }
    }

    /** The columns that the table has now, with their types; empty when there is no table. */
    Map<String, String> existing(StreamTable table) throws SinkException, InterruptedException {
        String text =
                query(
                        ("SELECT name, type FROM system.columns WHERE database = %s AND table = %s"
                                        + " ORDER BY position FORMAT TSVRaw")
                                .formatted(Sql.text(table.database()), Sql.text(table.name())));
        var columns = new LinkedHashMap<String, String>();
        text.lines()
                .map(line -> line.split("\t", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> columns.put(pair[0], pair[1]));
        return columns;
    }

    private String query(String select) throws SinkException, InterruptedException {
        return switch (server.run(select)) {
            case Answer.Done(String text) -> text;
            case Answer.BadRow(int code) -> throw refused("a query", code);
            case Answer.Changed(int code) -> throw refused("a query", code);
        };
    }

    private void done(String statement, StreamTable table)
            throws SinkException, InterruptedException {
        switch (server.run(statement)) {
            case Answer.Done done -> {}
            case Answer.BadRow(int code) -> throw refused("table " + table.qualified(), code);
            case Answer.Changed(int code) -> throw refused("table " + table.qualified(), code);
        }
    }

    private void done(String statement, StreamContract contract, String what)
            throws SinkException, InterruptedException {
        String subject = "stream " + contract.name() + ", " + what;
        switch (server.run(statement)) {
            case Answer.Done done -> {}
            case Answer.BadRow(int code) -> throw wrong(subject, code);
            case Answer.Changed(int code) -> throw wrong(subject, code);
        }
    }

    private static SinkException refused(String what, int code) {
        return new SinkException.Unavailable("ClickHouse refuses " + what + " (code " + code + ")");
    }

    private static SinkException wrong(String what, int code) {
        return new SinkException.Misconfigured(
                what + ": ClickHouse does not understand it (code " + code + ")");
    }
}
