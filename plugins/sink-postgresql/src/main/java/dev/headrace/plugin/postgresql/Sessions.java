package dev.headrace.plugin.postgresql;

import dev.headrace.sink.SinkException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The sink's sessions: as many as writes are under way, kept from one write to the next. Safe for
 * use by several threads.
 */
final class Sessions implements AutoCloseable {

    /** A session that rested longer is asked whether it is still there. */
    private static final Duration TRUSTED = Duration.ofSeconds(5);

    private static final int CONNECT_SECONDS = 10;

    private static final Driver DRIVER = unregistered();

    private final PostgresqlSettings settings;
    private final Clock clock;
    private final Deque<Session> resting = new ConcurrentLinkedDeque<>();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Sessions(PostgresqlSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The driver registers itself with {@link java.sql.DriverManager}, which would keep the
     * plugin's class loader for as long as the process lives.
     */
    private static Driver unregistered() {
        var driver = new Driver();
        try {
            if (Driver.isRegistered()) {
                Driver.deregister();
            }
        } catch (SQLException e) {
            // It stays registered, and works all the same.
        }
        return driver;
    }

    /** A connection by itself, with nothing prepared; the caller closes it. */
    static Connection connect(PostgresqlSettings settings, Login login) throws SQLException {
        PGSimpleDataSource source = source(settings);
        var credentials = new Properties();
        login.user().ifPresent(user -> credentials.setProperty("user", user));
        login.password().ifPresent(password -> credentials.setProperty("password", password));
        return Optional.ofNullable(DRIVER.connect(source.getUrl(), credentials))
                .orElseThrow(() -> new SQLException("not a URL of PostgreSQL's"));
    }

    /** A session that rested, or a new one. */
    Session take() throws SQLException, SinkException {
        for (Optional<Session> next = nextResting(); next.isPresent(); next = nextResting()) {
            Session session = next.get();
            if (trusted(session) || session.answers()) {
                return session;
            }
            discard(session);
        }
        Connection connection = connect(settings, settings.roles().writer());
        var session = new Session(connection, settings, clock.instant());
        remember(connection);
        return session;
    }

    /** A new session of the owner's; the caller closes it. */
    OwnerSession owner() throws SQLException, SinkException {
        Connection connection = connect(settings, settings.roles().owning());
        remember(connection);
        return new OwnerSession(connection, settings, () -> open.remove(connection));
    }

    /** Puts a session that is as good as new back. */
    void giveBack(Session session) {
        session.rested(clock.instant());
        resting.addFirst(session);
        if (closed) {
            close();
        }
    }

    /** Ends a session of which one cannot know how it is. */
    void discard(Session session) {
        open.remove(session.connection());
        session.close();
    }

    /** Ends those that rest, because the server that they spoke with is gone. */
    void discardResting() {
        for (Optional<Session> next = nextResting(); next.isPresent(); next = nextResting()) {
            discard(next.get());
        }
    }

    /** Ends all, also those at work. Legal twice. */
    @Override
    public void close() {
        closed = true;
        discardResting();
        open.forEach(Sessions::abort);
        open.clear();
    }

    private void remember(Connection connection) throws SinkException {
        open.add(connection);
        if (closed) {
            open.remove(connection);
            abort(connection);
            throw new SinkException.Unavailable("the sink is closed");
        }
    }

    /** Ends a connection from another thread, whatever it does at the moment. */
    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It was broken already, and nothing of it was promised.
        }
    }

    private Optional<Session> nextResting() {
        return Optional.ofNullable(resting.pollFirst());
    }

    private boolean trusted(Session session) {
        return session.usedAt().plus(TRUSTED).isAfter(clock.instant());
    }

    private static PGSimpleDataSource source(PostgresqlSettings settings) {
        var source = new PGSimpleDataSource();
        source.setURL(settings.url());
        source.setApplicationName("headrace");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(Math.toIntExact(settings.timeout().toSeconds()) + CONNECT_SECONDS);
        source.setTcpKeepAlive(true);
        source.setLoginTimeout(0); // more would start a thread
        source.setSocketFactory(InterruptibleSockets.class.getName());
        source.setLogServerErrorDetail(false); // details hold the values of rows
        return source;
    }
}
