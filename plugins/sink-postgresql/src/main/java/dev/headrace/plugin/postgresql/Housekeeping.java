package dev.headrace.plugin.postgresql;

import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.StreamContract;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sweeps past days away, at the start and then once an hour, on the thread of whichever write comes
 * next: a sink has no threads. What goes wrong here is told and tried again, and never a reason not
 * to write.
 */
final class Housekeeping {

    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMinutes(1);

    private final SinkContext context;
    private final Sessions sessions;
    private final String schema;
    private final AtomicReference<Instant> due = new AtomicReference<>(Instant.MIN);

    Housekeeping(SinkContext context, Sessions sessions, String schema) {
        this.context = context;
        this.sessions = sessions;
        this.schema = schema;
    }

    /**
     * Sweeps when it is time, on one thread.
     *
     * @return how many partitions were dropped
     */
    int sweepWhenDue() throws InterruptedException {
        if (context.streams().all().stream().allMatch(stream -> stream.retention().isEmpty())) {
            return 0;
        }
        Instant now = context.clock().instant();
        Instant expected = due.get();
        if (now.isBefore(expected) || !due.compareAndSet(expected, now.plus(INTERVAL))) {
            return 0;
        }
        try {
            return sweep(now);
        } catch (SQLException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while past days were dropped");
            }
            tell(e);
        } catch (SinkException e) {
            tell(e);
        }
        return 0;
    }

    private int sweep(Instant now) throws SQLException, SinkException {
        Retention.Swept swept = Retention.sweep(sessions, schema, streams(), now);
        add("partitions_dropped", swept.dropped());
        swept.failure().ifPresent(this::tell);
        if (swept.unfinished()) {
            due.set(now.plus(SOON));
        }
        return swept.dropped();
    }

    /** Not always the same first, so that none waits for ever behind one that fails. */
    private ArrayList<StreamContract> streams() {
        var streams = new ArrayList<>(context.streams().all());
        Collections.shuffle(streams, context.random());
        return streams;
    }

    private void tell(SQLException e) {
        tell(SqlState.sinkException(e));
    }

    private void tell(SinkException e) {
        add("retention_failures", 1);
        context.logger()
                .log(
                        Level.WARNING,
                        "Sink {0} could not drop a day past its retention and will try again: {1}",
                        context.name(),
                        e.getMessage());
    }

    private void add(String counter, int amount) {
        if (amount > 0) {
            context.metrics().add(counter, amount);
        }
    }
}
