package dev.headrace.distribution;

import dev.headrace.persistence.EmbeddedPostgres;
import dev.headrace.persistence.EmbeddedPostgresSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * A PostgreSQL of the team's own, from Headrace's point of view, that a test can stop and start.
 */
final class StoppableDatabase implements AutoCloseable {

    private final EmbeddedPostgresSettings settings;
    private EmbeddedPostgres server;

    StoppableDatabase(Path folder) {
        settings = EmbeddedPostgresSettings.in(folder).onPort(HeadraceProcess.freePort());
        server = EmbeddedPostgres.start(settings, Clock.systemUTC(), new SecureRandom());
    }

    Warehouse warehouse() {
        return new Warehouse(server.jdbcUrl(), server.user(), server.password());
    }

    void stop() {
        server.close();
    }

    void start() {
        server = EmbeddedPostgres.start(settings, Clock.systemUTC(), new SecureRandom());
    }

    @Override
    public void close() {
        server.close();
    }
}
