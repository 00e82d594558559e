package dev.headrace.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.headrace.insight.InsightStore;
import dev.headrace.insight.StoreMisconfiguredException;
import dev.headrace.insight.StoreUnavailableException;
import dev.headrace.persistence.StoreSettings.Login;
import dev.headrace.privacy.ChoiceStore;
import dev.headrace.privacy.MarkKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The relational store. Made without a connection, so that a database that is away keeps no node
 * from taking events; the first use makes roles, tables and partitions. Safe for use by several
 * threads; close it after everything that uses it.
 */
public final class RelationalStore implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private final StoreSettings settings;
    private final StoreNode node;
    private final Clock clock;
    private volatile Optional<Opened> opened = Optional.empty();
    private boolean closed;

    /** What there is between the first use and the end. */
    record Opened(
            HikariDataSource app, OwnerSessions owner, Partitions partitions, Entities entities)
            implements AutoCloseable {

        @Override
        public void close() {
            entities.close();
            app.close();
        }
    }

    private RelationalStore(StoreSettings settings, StoreNode node, Clock clock) {
        this.settings = settings;
        this.node = node;
        this.clock = clock;
    }

    /** Opens nothing; for tools that work beside nodes. */
    public static RelationalStore of(StoreSettings settings, Clock clock) {
        return of(settings, StoreNode.NONE, clock);
    }

    /** Opens nothing. */
    public static RelationalStore of(StoreSettings settings, StoreNode node, Clock clock) {
        return new RelationalStore(settings, node, clock);
    }

    StoreNode node() {
        return node;
    }

    Clock clock() {
        return clock;
    }

    /** What insight keeps here. */
    public InsightStore insight() {
        return new PostgresInsight(this);
    }

    /**
     * What persons have chosen.
     *
     * @param key makes the marks; another one than theirs is refused
     */
    public ChoiceStore choices(MarkKey key) {
        return new PostgresChoices(this, key.check());
    }

    /**
     * Connects and brings the tables to their form, once.
     *
     * @throws StoreUnavailableException when the database does not answer
     * @throws StoreMisconfiguredException when trying again would not help
     */
    Opened ready() {
        Optional<Opened> there = opened;
        return there.isPresent() ? there.get() : open();
    }

    /** Something that is done on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Does something as the app role for one organisation, all of it or nothing. */
    <T> T inTransaction(Organisation organisation, Work<T> work) throws SQLException {
        try (Connection connection = ready().app().getConnection()) {
            return inTransaction(connection, organisation, work);
        }
    }

    /** Does something as the owner for one organisation, which row security binds it to as well. */
    <T> T asOwner(Organisation organisation, Work<T> work) throws SQLException {
        try (Connection owner = ready().owner().open()) {
            return inTransaction(owner, organisation, work);
        }
    }

    /** Reads something of one organisation; every statement sees the same state of the store. */
    <T> T inSnapshot(Organisation organisation, Work<T> work) throws SQLException {
        try (Connection connection = ready().app().getConnection()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return inTransaction(connection, organisation, work);
        }
    }

    private static <T> T inTransaction(
            Connection connection, Organisation organisation, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            organisation.bind(connection);
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    /** The one that is named, or all that have rows. */
    List<Organisation> organisations(Optional<String> named) throws SQLException {
        if (named.isPresent()) {
            return List.of(Organisation.of(named));
        }
        try (Connection connection = ready().app().getConnection()) {
            return Sql.texts(
                            connection,
                            "SELECT organisation FROM ops.organisations ORDER BY organisation")
                    .stream()
                    .map(Organisation::new)
                    .toList();
        }
    }

    /** After a failure: another node may have dropped a partition. */
    void forgetPartitions() {
        opened.ifPresent(there -> there.partitions().forget());
    }

    private synchronized Opened open() {
        if (closed) {
            throw new StoreUnavailableException("the store is closed");
        }
        if (opened.isEmpty()) {
            opened = Optional.of(connect());
        }
        return opened.get();
    }

    private Opened connect() {
        try {
            StoreRoles.Prepared roles = prepare();
            var owner = new OwnerSessions(settings, roles.owning());
            HikariDataSource app = pool(roles.app());
            var partitions = new Partitions(owner, clock);
            var made = new Opened(app, owner, partitions, Entities.over(app));
            try {
                partitions.keepAhead();
                return made;
            } catch (SQLException e) {
                made.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    private StoreRoles.Prepared prepare() throws SQLException {
        try (Connection connection = OwnerSessions.login(settings)) {
            // Until this session ends: one node at a time.
            Sql.texts(connection, "SELECT 1 FROM pg_advisory_lock(" + Migrations.LOCK + ")");
            StoreRoles.Prepared roles = new StoreRoles(settings).prepare(connection);
            new Migrations(roles.app().user()).apply(connection);
            return roles;
        }
    }

    private HikariDataSource pool(Login app) {
        var config = new HikariConfig();
        config.setPoolName("headrace-store");
        config.setJdbcUrl(settings.url());
        config.setUsername(app.user());
        config.setPassword(app.password());
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setInitializationFailTimeout(CONNECT.toMillis());
        config.addDataSourceProperty(
                "options", "-c TimeZone=UTC -c statement_timeout=" + STATEMENT.toMillis());
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw new StoreUnavailableException(
                    "The role that works with the store's tables cannot log in", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        opened.ifPresent(Opened::close);
        opened = Optional.empty();
    }
}
