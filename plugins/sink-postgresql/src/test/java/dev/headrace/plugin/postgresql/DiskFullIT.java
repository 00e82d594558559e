package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a tablespace on a file system of 16 MiB. Needs root to mount it. */
@Tag("real-server")
final class DiskFullIT {

    @TempDir private Path folder;
    @TempDir private Path small;

    @Test
    void isUnavailableWhileTheDiskIsFullAndDeliversWhenThereIsRoom() throws Exception {
        DebianPostgres.command(
                List.of("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", small.toString()));
        try (TestServer server =
                        TestServer.startDebian(() -> DebianPostgres.start(folder), folder);
                Sink sink = server.sink("full")) {
            DebianPostgres.command(
                    List.of("chown", "postgres", small.toString(), folder.toString()));
            server.execute("CREATE TABLESPACE small LOCATION '" + small + "'");
            server.execute("ALTER ROLE headrace SET default_tablespace = 'small'");
            sink.open(Events.context("orders"));
            sink.write(Events.batch("orders", 0, 100));
            Path ballast = small.resolve("ballast");
            long free = Files.getFileStore(small).getUsableSpace();
            DebianPostgres.command(
                    List.of(
                            "fallocate",
                            "-l",
                            String.valueOf(Math.max(4_096, free - (64 << 10))),
                            ballast.toString()));

            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatExceptionOfType(SinkException.Unavailable.class)
                        .isThrownBy(() -> sink.write(Events.batch("orders", 100, 5_000)))
                        .withMessageContaining("53100");
            }
            Files.delete(ballast);

            assertThat(Events.outcomes(sink.write(Events.batch("orders", 100, 5_000))))
                    .hasSize(5_000)
                    .allMatch(Outcome.Delivered.class::isInstance);
            assertThat(server.count("\"full\".orders")).isEqualTo(5_100);
        } finally {
            DebianPostgres.command(List.of("umount", small.toString()));
        }
    }
}
