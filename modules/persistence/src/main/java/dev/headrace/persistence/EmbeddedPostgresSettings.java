package dev.headrace.persistence;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How the embedded PostgreSQL is to run.
 *
 * @param folder where programs, data, password and log live; made if needed
 * @param port the TCP port on 127.0.0.1; empty takes a free one at each start
 * @param startTimeout how long the server may take to answer, crash recovery included
 * @param stopTimeout how long a fast shutdown may take before the server is stopped at once
 */
public record EmbeddedPostgresSettings(
        Path folder, OptionalInt port, Duration startTimeout, Duration stopTimeout) {

    /** A free port, 2 minutes to start (recovery after a crash can be long), 15 s to stop. */
    public static EmbeddedPostgresSettings in(Path folder) {
        return new EmbeddedPostgresSettings(
                folder, OptionalInt.empty(), Duration.ofMinutes(2), Duration.ofSeconds(15));
    }

    /** The same on a fixed port. */
    public EmbeddedPostgresSettings onPort(int fixed) {
        return new EmbeddedPostgresSettings(
                folder, OptionalInt.of(fixed), startTimeout, stopTimeout);
    }
}
