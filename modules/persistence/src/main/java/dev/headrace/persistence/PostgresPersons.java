package dev.headrace.persistence;

import dev.headrace.insight.PersonStore;
import dev.headrace.insight.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds and erases what persons have sent. As the owner, because the role that works with the
 * tables may not delete events, and some sessions at a time: writers of these wait for one
 * transaction at most, and what is done stays done.
 */
final class PostgresPersons implements PersonStore {

    private static final int SESSIONS_AT_ONCE = 100;

    private static final String COUNT =
            """
            SELECT (SELECT count(*) FROM media.events WHERE sender = ANY (?)),
              (SELECT count(*) FROM media.sessions WHERE session_id IN
                (SELECT session_id FROM media.events WHERE sender = ANY (?)))
            """;

    private static final String UNKNOWN = "SELECT count(*) FROM media.events WHERE sender IS NULL";

    private static final String SESSIONS =
            """
            SELECT DISTINCT session_id FROM media.events WHERE sender = ANY (?)
            ORDER BY session_id LIMIT %d
            """
                    .formatted(SESSIONS_AT_ONCE);

    private static final String DELETE =
            "DELETE FROM media.events WHERE sender = ANY (?) AND session_id = ANY (?)";

    private final RelationalStore store;

    /** Rows of events and of sessions. */
    private record Rows(long events, long sessions) {

        Rows plus(Rows more) {
            return new Rows(events + more.events, sessions + more.sessions);
        }

        List<Place> places() {
            return List.of(
                    new Place(MonthlyTable.MEDIA_EVENTS.relation(), events),
                    new Place(MonthlyTable.MEDIA_SESSIONS.relation(), sessions));
        }
    }

    PostgresPersons(RelationalStore store) {
        this.store = store;
    }

    @Override
    public Found count(Optional<String> organisation, Set<String> senders) {
        try {
            return store.asOwner(
                    Organisation.of(organisation),
                    owner -> new Found(counted(owner, senders).places(), unknown(owner)));
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    @Override
    public Found erase(Optional<String> organisation, Set<String> senders) {
        Organisation one = Organisation.of(organisation);
        refuseInterrupted();
        try {
            store.asOwner(
                    one, owner -> MediaErasures.note(owner, one, senders, store.clock().instant()));
            var erased = new Rows(0, 0);
            Optional<Rows> some = someErased(one, senders);
            while (some.isPresent()) {
                erased = erased.plus(some.get());
                some = someErased(one, senders);
            }
            return new Found(erased.places(), store.asOwner(one, PostgresPersons::unknown));
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    /** Empty when nothing is left. */
    private Optional<Rows> someErased(Organisation organisation, Set<String> senders)
            throws SQLException {
        refuseInterrupted();
        return store.asOwner(organisation, owner -> someErased(owner, organisation, senders));
    }

    private static void refuseInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new StoreUnavailableException("interrupted");
        }
    }

    private static Optional<Rows> someErased(
            Connection owner, Organisation organisation, Set<String> senders) throws SQLException {
        List<String> sessions =
                Sql.texts(owner, SESSIONS, owner.createArrayOf("text", senders.toArray()));
        if (sessions.isEmpty()) {
            return Optional.empty();
        }
        var rows = new MediaRows(owner, organisation);
        rows.lock(sessions);
        return Optional.of(new Rows(deleted(owner, senders, sessions), rows.remake(sessions)));
    }

    private static long deleted(
            Connection owner, Collection<String> senders, Collection<String> sessions)
            throws SQLException {
        try (PreparedStatement delete = owner.prepareStatement(DELETE)) {
            delete.setArray(1, owner.createArrayOf("text", senders.toArray()));
            delete.setArray(2, owner.createArrayOf("text", sessions.toArray()));
            return delete.executeUpdate();
        }
    }

    private static Rows counted(Connection connection, Set<String> senders) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setArray(1, connection.createArrayOf("text", senders.toArray()));
            count.setArray(2, connection.createArrayOf("text", senders.toArray()));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return new Rows(row.getLong(1), row.getLong(2));
            }
        }
    }

    private static long unknown(Connection connection) throws SQLException {
        return Long.parseLong(Sql.text(connection, UNKNOWN).orElseThrow());
    }
}
