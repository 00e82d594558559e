package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Finding;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.SinkException;
import java.util.ArrayList;

/** Looks whether ClickHouse answers, knows the user, and has the database. */
final class DatabaseCheck {

    private DatabaseCheck() {}

    /**
     * Fails when the database cannot be used.
     *
     * @throws SinkException.Misconfigured when it is not there
     */
    static void require(ClickhouseSettings settings, Server server)
            throws SinkException, InterruptedException {
        Answer answer =
                server.run(
                        "SELECT count() FROM system.databases WHERE name = "
                                + Sql.text(settings.database()));
        if (!(answer instanceof Answer.Done(String text))) {
            throw new SinkException.Unavailable("ClickHouse does not tell its databases");
        }
        if (!text.strip().equals("1")) {
            throw new SinkException.Misconfigured(
                    "database",
                    "the database " + settings.database() + " does not exist: create it first");
        }
    }

    static CheckReport of(ClickhouseSettings settings) throws InterruptedException {
        var findings = new ArrayList<Finding>();
        String subject = "database " + settings.database() + " at " + settings.server();
        try (var server = new Server(settings)) {
            require(settings, server);
            findings.add(new Finding(Level.OK, subject, "is there"));
            findings.add(rights(settings, server));
        } catch (SinkException.Throttled e) {
            findings.add(new Finding(Level.WARNING, subject, String.valueOf(e.getMessage())));
        } catch (SinkException e) {
            findings.add(new Finding(Level.FAILED, subject, String.valueOf(e.getMessage())));
        }
        return new CheckReport(findings);
    }

    private static Finding rights(ClickhouseSettings settings, Server server)
            throws InterruptedException {
        String needed =
                settings.tables() == ClickhouseSettings.Tables.MANAGED
                        ? "SELECT, INSERT, CREATE TABLE, CREATE VIEW, DROP VIEW, ALTER TABLE"
                        : "INSERT";
        String subject = "rights in " + settings.database();
        try {
            Answer answer =
                    server.run(
                            "CHECK GRANT "
                                    + needed
                                    + " ON "
                                    + Sql.name(settings.database())
                                    + ".*");
            if (answer instanceof Answer.Done(String text) && text.strip().equals("1")) {
                return new Finding(Level.OK, subject, needed);
            }
            return new Finding(Level.FAILED, subject, "the user needs " + needed);
        } catch (SinkException e) {
            return new Finding(Level.UNKNOWN, subject, "this ClickHouse does not tell rights");
        }
    }
}
