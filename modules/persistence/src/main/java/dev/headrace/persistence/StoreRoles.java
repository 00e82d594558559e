package dev.headrace.persistence;

import dev.headrace.insight.StoreMisconfiguredException;
import dev.headrace.persistence.StoreSettings.Login;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who owns the tables and who works with them. Neither may pass row security by: a superuser does,
 * so where the login is one, the tables belong to a role of their own, which cannot log in.
 *
 * <p>The password of the app role that Headrace makes follows from the owner's, so that all nodes
 * of one database know it and none has to be kept.
 */
final class StoreRoles {

    static final String OWNER = "headrace_owner";
    static final String APP = "headrace_app";

    private static final String MAC = "HmacSHA256";
    private static final String MAY_MAKE_ROLES =
            "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user";
    private static final String EXISTS = "SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = ?)";
    private static final String PASSES_ROW_SECURITY_BY =
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = ?";
    private static final String MEMBER = "SELECT pg_has_role(?, current_user, 'MEMBER')";

    private final StoreSettings settings;

    /**
     * Who is who.
     *
     * @param app works with the tables
     * @param owning the role that owner sessions take; empty where the login itself owns the tables
     */
    record Prepared(Login app, Optional<String> owning) {}

    StoreRoles(StoreSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes the roles that are missing, and makes the session the owner's.
     *
     * @return who works with the tables, and the role that owns them
     * @throws StoreMisconfiguredException when the login may not make roles and none was given, or
     *     when a role would pass row security by
     */
    Prepared prepare(Connection connection) throws SQLException {
        Login app = settings.app().orElseGet(() -> derived(settings.owner()));
        Optional<String> owning = Optional.empty();
        if (Sql.holds(connection, MAY_MAKE_ROLES)) {
            makeOwner(connection);
            if (settings.app().isEmpty()) {
                makeApp(connection, app);
            }
            Sql.execute(connection, "SET ROLE " + OWNER);
            owning = Optional.of(OWNER);
        } else if (settings.app().isEmpty()) {
            throw new StoreMisconfiguredException(
                    "headrace.store.user may not make roles: make one that can log in and owns"
                            + " nothing, and name it in headrace.store.app-user and"
                            + " headrace.store.app-password");
        }
        refuseUnbound(connection, app);
        return new Prepared(app, owning);
    }

    private static void makeOwner(Connection connection) throws SQLException {
        if (!Sql.holds(connection, EXISTS, OWNER)) {
            Sql.execute(connection, "CREATE ROLE " + OWNER + " NOLOGIN");
        }
        Sql.execute(connection, "GRANT " + OWNER + " TO current_user");
        String database = Sql.text(connection, "SELECT current_database()").orElseThrow();
        Sql.execute(
                connection,
                "GRANT CREATE ON DATABASE %s TO %s".formatted(Sql.name(database), OWNER));
    }

    private static void makeApp(Connection connection, Login app) throws SQLException {
        if (!Sql.holds(connection, EXISTS, app.user())) {
            Sql.execute(
                    connection,
                    "CREATE ROLE %s LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD %s"
                            .formatted(Sql.name(app.user()), Sql.literal(app.password())));
        } else {
            Sql.execute(
                    connection,
                    "ALTER ROLE %s PASSWORD %s"
                            .formatted(Sql.name(app.user()), Sql.literal(app.password())));
        }
    }

    private static void refuseUnbound(Connection connection, Login app) throws SQLException {
        if (Sql.holds(connection, PASSES_ROW_SECURITY_BY, app.user())
                || Sql.holds(connection, MEMBER, app.user())) {
            throw new StoreMisconfiguredException(
                    "headrace.store.app-user is a superuser, passes row security by, or is a"
                            + " member of the role that owns the tables: name one that is not");
        }
    }

    private static Login derived(Login owner) {
        if (owner.password().isEmpty()) {
            throw new StoreMisconfiguredException(
                    "headrace.store.password is empty, so no password can follow from it for the"
                            + " role that works with the tables: name one in"
                            + " headrace.store.app-user and headrace.store.app-password");
        }
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(owner.password().getBytes(StandardCharsets.UTF_8), MAC));
            byte[] password = mac.doFinal(APP.getBytes(StandardCharsets.UTF_8));
            return new Login(APP, HexFormat.of().formatHex(password));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }
}
