package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * The sink beside the JDK's HTTP client alone, which sends the same rows, made by the same encoder
 * within its time: inserts of 10,000 rows into the same table, gzip, one at a time, in pairs.
 */
final class ClickhouseBenchmark {

    private static final int ROWS = 10_000;
    private static final int WARM_UP = 20;
    private static final int PAIRS = 40;

    private ClickhouseBenchmark() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        var contract = MediaEvents.media();
        try (ClickhouseServer server = ClickhouseServer.start();
                HttpClient http = HttpClient.newHttpClient()) {
            var provider = new ClickhouseSinkProvider();
            Map<String, String> config = server.config(server.address());
            try (Sink sink = provider.create(provider.config().parse(config))) {
                sink.open(SampleContext.of(Path.of("target"), contract));
                StreamTable table = StreamTable.of(contract, ClickhouseServer.DATABASE, "");
                ReadyTable ready = ReadyTable.of(table, columns(table).keySet());
                var ratios = new ArrayList<Double>();
                for (int i = 0; i < WARM_UP + PAIRS; i++) {
                    SampleBatch first = batch(2 * i);
                    SampleBatch second = batch(2 * i + 1);
                    long start = System.nanoTime();
                    sink.write(first);
                    long between = System.nanoTime();
                    bare(http, config, statement(ready, second));
                    long end = System.nanoTime();
                    if (i >= WARM_UP) {
                        ratios.add((double) (end - between) / (between - start));
                    }
                }
                Collections.sort(ratios);
                System.out.printf(
                        "sink / bare client, throughput, median of %d pairs: %.2f (%.2f to %.2f)%n",
                        PAIRS, ratios.get(PAIRS / 2), ratios.getFirst(), ratios.getLast());
            }
        }
    }

    private static Map<String, String> columns(StreamTable table) {
        return table.missing(Map.of());
    }

    private static SampleBatch batch(int number) {
        return SampleBatch.of("b-" + number, ROWS, i -> event(number, i));
    }

    private static SampleRecord event(int batch, int i) {
        String json =
                "{\"event\":\"heartbeat\",\"session_id\":\"00000000-0000-0000-0000-%012d\",\"media_id\":\"m-%d\",\"media_type\":\"video\",\"timestamp\":\"2026-11-22T09:00:00Z\",\"data\":{\"position_seconds\":%d.5,\"bitrate\":%d,\"dropped_frames\":3,\"total_frames\":600}}"
                        .formatted(i % 500, i % 40, i % 3600, 1_000_000 + i);
        return SampleRecord.of(MediaEvents.NAME, "e-" + batch + "-" + i, json);
    }

    private static RowBuffer statement(ReadyTable ready, SampleBatch batch) {
        var rows = new RowBuffer(4 << 20);
        rows.raw(ready.insert(batch.id()).getBytes(StandardCharsets.UTF_8));
        for (SinkRecord record : batch) {
            ready.encoder().write(record, rows);
        }
        return rows;
    }

    private static void bare(HttpClient http, Map<String, String> config, RowBuffer statement)
            throws Exception {
        var body = new ByteArrayOutputStream();
        try (OutputStream gzip =
                new GZIPOutputStream(body, 64 << 10) {
                    {
                        def.setLevel(1);
                    }
                }) {
            gzip.write(statement.bytes(), 0, statement.size());
        }
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(config.getOrDefault("url", "") + "/"))
                        .header("Content-Encoding", "gzip")
                        .header("X-ClickHouse-User", ClickhouseServer.USER)
                        .header("X-ClickHouse-Key", ClickhouseServer.PASSWORD)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }
}
