package dev.headrace.plugin.postgresql;

import dev.headrace.sink.SinkException;
import dev.headrace.sink.StreamContract;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees to it that tables are as contracts and days ask, and remembers what it has seen. Every
 * change is one transaction of the owner's. Safe for use by several threads.
 */
final class StreamTables {

    /** After that time columns that met a busy table are tried again. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PostgresqlSettings settings;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** Streams whose rights are given; what somebody takes away afterwards stays away. */
    private final Set<String> granted = ConcurrentHashMap.newKeySet();

    StreamTables(PostgresqlSettings settings) {
        this.settings = settings;
    }

    /**
     * What a stream's table has to be.
     *
     * @param contract empty for a stream that Headrace does not know any more
     * @param days those that need a partition
     */
    record Wanted(
            String stream, Optional<StreamContract> contract, Set<LocalDate> days, Instant now) {}

    /**
     * A table that is as it has to be.
     *
     * @param tableMade whether the table had to be made
     * @param partitionsMade how many had to be made
     * @param columnsPostponed whether columns could not be added, because the table is busy
     */
    record Ready(
            StreamTable table, boolean tableMade, int partitionsMade, boolean columnsPostponed) {}

    /** What was true when the table was last looked at. */
    private record Known(
            StreamTable table,
            Optional<StreamContract> contract,
            Set<LocalDate> days,
            Optional<Instant> again) {

        boolean covers(Wanted wanted) {
            return days.containsAll(wanted.days)
                    && contract.equals(wanted.contract)
                    && again.filter(instant -> !wanted.now.isBefore(instant)).isEmpty();
        }

        Known with(Set<LocalDate> more) {
            var all = new HashSet<>(days);
            all.addAll(more);
            return new Known(table, contract, Set.copyOf(all), again);
        }
    }

    /** The table of a stream; asks the server only for what has not been seen yet. */
    Ready ready(Sessions sessions, Wanted wanted) throws SQLException, SinkException {
        Known seen = known.get(wanted.stream);
        if (seen != null && seen.covers(wanted)) {
            return new Ready(seen.table, false, 0, false);
        }
        try (OwnerSession owner = sessions.owner()) {
            Ready ready = owner.alone(settings.schema(), () -> keep(owner, wanted));
            Optional<Instant> again =
                    ready.columnsPostponed()
                            ? Optional.of(wanted.now.plus(PATIENCE))
                            : Optional.empty();
            known.merge(
                    wanted.stream,
                    new Known(ready.table, wanted.contract, Set.copyOf(wanted.days), again),
                    (before, after) -> after.with(before.days));
            granted.add(wanted.stream);
            return ready;
        }
    }

    private Ready keep(OwnerSession owner, Wanted wanted) throws SQLException, SinkException {
        Ready ready = new TableKeeper(owner, settings).keep(wanted);
        if (ready.tableMade || !granted.contains(wanted.stream)) {
            new Grants(owner, settings.roles()).keep(ready.table);
        }
        return ready;
    }

    /** Partitions of any stream are gone: look again. */
    void forgetAll() {
        known.clear();
    }

    /** Something of the stream's is gone: look again. */
    void forget(String stream) {
        known.remove(stream);
    }
}
