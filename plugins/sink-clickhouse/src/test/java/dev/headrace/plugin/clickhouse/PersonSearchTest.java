package dev.headrace.plugin.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headrace.sink.ErasureReport;
import dev.headrace.sink.ErasureReport.Place;
import dev.headrace.sink.ErasureRequest;
import dev.headrace.sink.ErasureRequest.Mode;
import dev.headrace.sink.ErasureRequest.Trace;
import dev.headrace.sink.Sink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statements that find and erase a person's rows, at a server that notes them. */
class PersonSearchTest {

    private static final List<Trace> TRACES =
            List.of(
                    new Trace("pose", ErasureRequest.PRINCIPAL_NAME, Set.of("h2:b", "h1:a")),
                    new Trace("pose", "/by/it's", Set.of("h1:a")));

    private static final String WHERE =
            "organisation = 'o\\'x' AND (principal_name IN ('h1:a', 'h2:b')"
                    + " OR JSONExtractString(event_json, 'by', 'it\\'s') IN ('h1:a'))";

    private final List<String> statements = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String rows = "3";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String said =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    statements.add(said);
                    byte[] answer =
                            (said.contains("system.columns") ? "2" : rows)
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private ErasureReport erase(Mode mode, Optional<String> organisation) throws Exception {
        var provider = new ClickhouseSinkProvider();
        Map<String, String> config =
                Map.of(
                        "url",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        "database",
                        "telemetry",
                        "table-prefix",
                        "x_");
        try (Sink sink = provider.create(provider.config().parse(config))) {
            return sink.erase(new ErasureRequest(mode, organisation, TRACES));
        }
    }

    @Test
    void countsAndChangesNothing() throws Exception {
        ErasureReport report = erase(Mode.COUNT, Optional.of("o'x"));

        assertThat(report.places()).containsExactly(new Place("telemetry.x_pose", 3));
        assertThat(statements)
                .last()
                .isEqualTo("SELECT count() FROM `telemetry`.`x_pose` WHERE " + WHERE);
        assertThat(statements).hasSize(2);
    }

    @Test
    void deletesForGoodAndWaitsForIt() throws Exception {
        ErasureReport report = erase(Mode.ERASE, Optional.of("o'x"));

        assertThat(report.places()).containsExactly(new Place("telemetry.x_pose", 3));
        assertThat(statements)
                .last()
                .isEqualTo(
                        "ALTER TABLE `telemetry`.`x_pose` DELETE WHERE "
                                + WHERE
                                + " SETTINGS mutations_sync = 2");
    }

    @Test
    void doesNotRewriteATableThatHoldsNothingOfThePerson() throws Exception {
        rows = "0";

        erase(Mode.ERASE, Optional.empty());

        assertThat(statements).noneMatch(said -> said.startsWith("ALTER"));
        assertThat(statements).last().asString().contains("WHERE organisation IS NULL AND (");
    }
}
