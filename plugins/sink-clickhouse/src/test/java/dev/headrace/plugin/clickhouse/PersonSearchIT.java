package dev.headrace.plugin.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.ErasureReport;
import dev.headrace.sink.ErasureRequest;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Principal;
import dev.headrace.sink.Sink;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person's rows in the engine of ClickHouse 26. */
@Tag("real-server")
class PersonSearchIT {

    private static final String DB = ClickhouseServer.DATABASE;

    private ClickhouseServer server;
    private Sink sink;

    @BeforeEach
    void start() throws Exception {
        server = ClickhouseServer.start();
        var provider = new ClickhouseSinkProvider();
        sink = provider.create(provider.config().parse(server.config(server.address())));
    }

    @AfterEach
    void stop() throws Exception {
        sink.close();
        server.close();
    }

    private void open() throws Exception {
        sink.open(
                SampleContext.of(
                        Path.of("target"),
                        SampleContext.contract(
                                "s",
                                "{\"type\":\"object\",\"properties\":{\"by\":{\"type\":\"string\"}}}")));
    }

    @Test
    void aPersonsRowsAreCountedAndErasedAndNoOthers() throws Exception {
        open();
        WriteResult written =
                sink.write(
                        SampleBatch.of(
                                "p-1",
                                List.of(
                                        sent(1, "acme", "h1:a", "{}"),
                                        sent(2, "acme", "other", "{\"by\":\"h1:a\"}"),
                                        sent(3, "acme", "other", "{\"by\":\"h1:b\"}"),
                                        sent(4, "globex", "h1:a", "{}"))));
        for (int i = 0; i < written.size(); i++) {
            assertThat(written.outcome(i)).isInstanceOf(Outcome.Delivered.class);
        }

        assertThat(sink.erase(ofAda(ErasureRequest.Mode.COUNT)).places())
                .containsExactly(new ErasureReport.Place(DB + ".s", 2));
        assertThat(server.query("SELECT count() FROM " + DB + ".s")).isEqualTo("4");
        assertThat(sink.erase(ofAda(ErasureRequest.Mode.ERASE)).places())
                .containsExactly(new ErasureReport.Place(DB + ".s", 2));
        assertThat(
                        server.query(
                                "SELECT arrayStringConcat(arraySort(groupArray(event_id)), ' ')"
                                        + " FROM "
                                        + DB
                                        + ".s"))
                .isEqualTo("id-3 id-4");
        assertThat(sink.erase(ofAda(ErasureRequest.Mode.ERASE)).places())
                .containsExactly(new ErasureReport.Place(DB + ".s", 0));
    }

    private static SampleRecord sent(int number, String organisation, String name, String json) {
        return SampleRecord.of("s", "id-" + number, json)
                .withCaller(
                        Optional.of(organisation),
                        new Principal("session", name, Optional.empty()));
    }

    private static ErasureRequest ofAda(ErasureRequest.Mode mode) {
        return new ErasureRequest(
                mode,
                Optional.of("acme"),
                List.of(
                        new ErasureRequest.Trace(
                                "s", ErasureRequest.PRINCIPAL_NAME, Set.of("h1:a")),
                        new ErasureRequest.Trace("s", "/by", Set.of("h1:a"))));
    }
}
