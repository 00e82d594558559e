package dev.headrace.plugin.postgresql;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.ErasureReport;
import dev.headrace.sink.ErasureRequest;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.WriteResult;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes each batch into its stream's table, in one transaction where every row can be stored. */
final class PostgresqlSink implements Sink {

    /** Partitions are made this many days ahead of the first row that needs them. */
    private static final int DAYS_AHEAD = 2;

    private final PostgresqlSettings settings;
    private volatile Optional<Target> target = Optional.empty();

    PostgresqlSink(PostgresqlSettings settings) {
        this.settings = settings;
    }

    /** What there is between open and close. */
    private record Target(
            SinkContext context,
            Sessions sessions,
            StreamTables tables,
            Housekeeping housekeeping) {}

    /** Something that is done with a session. */
    @FunctionalInterface
    private interface Work<T> {
        T with(Session session) throws SQLException, SinkException;
    }

    @Override
    public SinkTraits traits() {
        return settings.traits();
    }

    @Override
    public void open(SinkContext context) throws SinkException, InterruptedException {
        close();
        var sessions = new Sessions(settings, context.clock());
        var housekeeping = new Housekeeping(context, sessions, settings.schema());
        var opened = new Target(context, sessions, new StreamTables(settings), housekeeping);
        target = Optional.of(opened);
        run(
                opened,
                session -> {
                    for (StreamContract stream : context.streams().all()) {
                        ready(opened, stream.name(), daysAhead(context));
                    }
                    return session;
                });
        keepHouse(opened);
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        Target opened = opened();
        if (batch.size() == 0) {
            return WriteResult.of(batch).build();
        }
        String stream = batch.group().stream().orElseGet(() -> batch.get(0).stream());
        var write = new BatchWrite(batch);
        Set<LocalDate> days = daysAhead(opened.context());
        days.addAll(write.days());
        keepHouse(opened);
        try {
            WriteResult result =
                    run(opened, session -> write.into(ready(opened, stream, days), session));
            count(opened, "rows_already_there", write.alreadyThere());
            return result;
        } catch (SinkException e) {
            opened.tables().forget(stream); // it may be that somebody has dropped something
            throw e;
        }
    }

    @Override
    public CheckReport check() throws InterruptedException {
        return TargetCheck.run(settings);
    }

    @Override
    public ErasureReport erase(ErasureRequest request) throws SinkException, InterruptedException {
        return PersonSearch.run(settings, request);
    }

    @Override
    public void close() {
        target.ifPresent(opened -> opened.sessions().close());
    }

    private Target opened() throws SinkException {
        return target.orElseThrow(() -> new SinkException.Unavailable("the sink is not open"));
    }

    private void keepHouse(Target opened) throws InterruptedException {
        if (opened.housekeeping().sweepWhenDue() > 0) {
            opened.tables().forgetAll();
        }
    }

    private StreamTable ready(Target opened, String stream, Set<LocalDate> days)
            throws SQLException, SinkException {
        SinkContext context = opened.context();
        StreamTables.Ready ready =
                opened.tables()
                        .ready(
                                opened.sessions(),
                                new StreamTables.Wanted(
                                        stream,
                                        context.streams().find(stream),
                                        days,
                                        context.clock().instant()));
        count(opened, "partitions_made", ready.partitionsMade());
        if (ready.columnsPostponed()) {
            count(opened, "columns_postponed", 1);
        }
        return ready.table();
    }

    private static Set<LocalDate> daysAhead(SinkContext context) {
        LocalDate today = Timestamps.day(context.clock().instant());
        return new TreeSet<>(today.datesUntil(today.plusDays(DAYS_AHEAD + 1)).toList());
    }

    private static void count(Target opened, String counter, int amount) {
        if (amount > 0) {
            opened.context().metrics().add(counter, amount);
        }
    }

    /** Lends a session; one that met any failure is not used again. */
    private static <T> T run(Target opened, Work<T> work)
            throws SinkException, InterruptedException {
        Optional<Session> session = Optional.empty();
        boolean sound = false;
        try {
            session = Optional.of(opened.sessions().take());
            T result = work.with(session.get());
            sound = true;
            return result;
        } catch (SQLException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while PostgreSQL was at work");
            }
            if (SqlState.lostConnection(e)) {
                opened.sessions().discardResting();
            }
            throw SqlState.sinkException(e);
        } finally {
            session.ifPresent(sound ? opened.sessions()::giveBack : opened.sessions()::discard);
        }
    }
}
