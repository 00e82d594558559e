package dev.headrace.plugin.influxdb;

import dev.headrace.sink.Sink;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sink beside the JDK's HTTP client alone: writes of 5,000 points, gzip, one at a time, in
 * pairs. Once the client makes the same lines from the same events itself, by Jackson and a
 * StringBuilder; with the argument {@code lines} it is given them finished.
 */
final class InfluxdbBenchmark {

    private static final List<String> TAGS =
            List.of("domain", "event", "page", "platform", "timezone", "sess");

    private static final int POINTS = 5_000;
    private static final int WARM_UP = 6;
    private static final int PAIRS = 20;

    private InfluxdbBenchmark() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        boolean finished = arguments.length > 0 && arguments[0].equals("lines");
        try (InfluxServer server = InfluxServer.start();
                HttpClient http = HttpClient.newHttpClient()) {
            var provider = new InfluxdbSinkProvider();
            try (Sink sink =
                    provider.create(provider.config().parse(server.config(server.address())))) {
                sink.open(SampleContext.of(Path.of("target"), WebEvents.contract()));
                var ratios = new ArrayList<Double>();
                for (int i = 0; i < WARM_UP + PAIRS; i++) {
                    SampleBatch first = batch(2 * i);
                    SampleBatch second = batch(2 * i + 1);
                    byte[] lines = lines(second);
                    long start = System.nanoTime();
                    sink.write(first);
                    long between = System.nanoTime();
                    bare(http, server, finished ? lines : byHand(second));
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

    private static SampleBatch batch(long number) {
        List<String> domains = List.of("www.example.com", "www.example.org", "docs.example.com");
        return SampleBatch.of(
                "b-" + number,
                POINTS,
                i ->
                        WebEvents.event(
                                number * POINTS + i, domains.get(i % 3), "share", "note " + i));
    }

    private static byte[] lines(SampleBatch batch) throws Exception {
        var buffer = new LineBuffer(1 << 20);
        var encoder = new PointEncoder(MappingReader.of(WebEvents.contract()));
        for (var record : batch) {
            encoder.write(record, buffer);
        }
        return java.util.Arrays.copyOf(buffer.bytes(), buffer.size());
    }

    private static byte[] byHand(SampleBatch batch) {
        var lines = new StringBuilder(1 << 20);
        for (var record : batch.records()) {
            JsonNode event = JsonMapper.shared().readTree(record.event());
            lines.append("pf_analytics_event");
            for (String tag : TAGS) {
                String value = event.path(tag.equals("sess") ? "sess_id" : tag).asString();
                lines.append(',').append(tag).append('=');
                lines.append(value.replace(",", "\\,").replace("=", "\\=").replace(" ", "\\ "));
            }
            String note = event.path("note").asString();
            long millis = record.receivedAt().toEpochMilli();
            int hyphen = record.position().lastIndexOf('-');
            long number = Long.parseLong(record.position().substring(hyphen + 1), 16);
            lines.append(",type=event,node=").append(record.position(), 0, hyphen);
            lines.append(" counter=1i,note=\"");
            lines.append(note.replace("\\", "\\\\").replace("\"", "\\\""));
            lines.append("\" ").append(millis * 1_000_000 + number).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void bare(HttpClient http, InfluxServer server, byte[] lines) throws Exception {
        var body = new ByteArrayOutputStream();
        try (OutputStream gzip =
                new GZIPOutputStream(body, 64 << 10) {
                    {
                        def.setLevel(1);
                    }
                }) {
            gzip.write(lines);
        }
        String pair = InfluxServer.USER + ":" + InfluxServer.PASSWORD;
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        server.url()
                                                + "/write?precision=ns&db="
                                                + InfluxServer.DATABASE))
                        .header("Content-Encoding", "gzip")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        pair.getBytes(StandardCharsets.UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 204) {
            throw new AssertionError("status " + status);
        }
    }
}
