package dev.headrace.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** Sessions of the role that owns the tables: rare, so each is made when it is needed. */
final class OwnerSessions {

    private static final int CONNECT_SECONDS = 10;

    private final StoreSettings settings;
    private final Optional<String> role;

    /**
     * @param role the role that the login takes, where it is not the owner itself
     */
    OwnerSessions(StoreSettings settings, Optional<String> role) {
        this.settings = settings;
        this.role = role;
    }

    Connection open() throws SQLException {
        Connection connection = login(settings);
        try {
            if (role.isPresent()) {
                Sql.execute(connection, "SET ROLE " + Sql.name(role.get()));
            }
            Sql.execute(connection, "SET TIME ZONE 'UTC'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A session of the login as it is configured. */
    static Connection login(StoreSettings settings) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setURL(settings.url());
        source.setUser(settings.owner().user());
        source.setPassword(settings.owner().password());
        source.setConnectTimeout(CONNECT_SECONDS);
        return source.getConnection();
    }
}
