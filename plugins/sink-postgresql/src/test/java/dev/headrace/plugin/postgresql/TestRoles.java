package dev.headrace.plugin.postgresql;

import dev.headrace.sink.Sink;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Three roles of one test: an owner, who has a schema of its name; an app that writes; a reader.
 * Their names begin with the test's.
 */
record TestRoles(TestServer server, String schema) {

    static final String PASSWORD = "canary-5ecret";

    static TestRoles make(TestServer server, String schema) throws SQLException {
        var roles = new TestRoles(server, schema);
        for (String role : new String[] {roles.owner(), roles.app(), roles.reader()}) {
            server.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + PASSWORD + "'");
        }
        server.execute("CREATE SCHEMA " + schema + " AUTHORIZATION " + roles.owner());
        return roles;
    }

    String owner() {
        return schema + "_owner";
    }

    String app() {
        return schema + "_app";
    }

    String reader() {
        return schema + "_reader";
    }

    Map<String, String> config() {
        Map<String, String> config = server.config(schema);
        config.put("user", app());
        config.put("password", PASSWORD);
        config.put("owner-user", owner());
        config.put("owner-password", PASSWORD);
        config.put("reader-role", reader());
        return config;
    }

    Sink sink() {
        return TestServer.sink(config());
    }

    Connection as(String role) throws SQLException {
        return server.connect(role, PASSWORD);
    }

    /** A name that is safe in a test's schema and roles, and its own. */
    static String schemaOf(String test) {
        return "s" + Integer.toHexString(test.hashCode());
    }
}
