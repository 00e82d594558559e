package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server goes and comes back. */
final class OutageIT {

    @TempDir private Path folder;

    @Test
    void isUnavailableWhileTheServerIsDownAndRecoversByItself() throws Exception {
        TestServer first = TestServer.start(folder);
        int port = first.port();
        Sink sink = first.sink("headrace");
        sink.open(Events.context("orders"));
        sink.write(Events.batch("orders", 0, 10));
        first.close();

        assertThatExceptionOfType(SinkException.Unavailable.class)
                .isThrownBy(() -> sink.write(Events.batch("orders", 10, 10)));
        assertThatExceptionOfType(SinkException.Unavailable.class)
                .isThrownBy(() -> sink.write(Events.batch("orders", 10, 10)));

        try (TestServer second = TestServer.start(folder, port)) {
            assertThat(sink.write(Events.batch("orders", 10, 10)).outcome(9))
                    .isInstanceOf(Outcome.Delivered.class);
            assertThat(second.count("headrace.orders")).isEqualTo(20);
            sink.close();
        }
    }

    @Test
    void opensLaterWhereTheServerIsNotThereYet() throws Exception {
        TestServer first = TestServer.start(folder);
        int port = first.port();
        Sink sink = first.sink("headrace");
        first.close();

        assertThatExceptionOfType(SinkException.Unavailable.class)
                .isThrownBy(() -> sink.open(Events.context("orders")));

        try (TestServer second = TestServer.start(folder, port)) {
            sink.open(Events.context("orders"));
            sink.write(Events.batch("orders", 0, 10));
            assertThat(second.count("headrace.orders")).isEqualTo(10);
            sink.close();
        }
    }

    @Test
    void recoversAfterItsSessionsWereEnded() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            Sink sink = server.sink("headrace");
            sink.open(Events.context("orders"));
            server.texts(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name"
                            + " = 'headrace'");

            assertThatExceptionOfType(SinkException.Unavailable.class)
                    .isThrownBy(() -> sink.write(Events.batch("orders", 0, 10)));
            assertThat(sink.write(Events.batch("orders", 0, 10)).outcome(0))
                    .isInstanceOf(Outcome.Delivered.class);
            sink.close();
        }
    }

    @Test
    void asksASessionThatRestedLongWhetherItIsStillThere() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            var clock = new SteppingClock();
            Sink sink = server.sink("headrace");
            sink.open(Events.context(clock, "orders"));
            server.texts(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name"
                            + " = 'headrace'");

            clock.forward(60);

            assertThat(sink.write(Events.batch("orders", 0, 10)).outcome(0))
                    .isInstanceOf(Outcome.Delivered.class);
            sink.close();
        }
    }
}
