package dev.headrace.plugin.opensearch;

import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.opensearch.client.Request;
import org.opensearch.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sink beside OpenSearch's own REST client against the same node, in pairs that alternate. Both
 * make the documents and the body of the bulk request from the same records, compress it, send it,
 * and look at each document's outcome, all of that within the measured time.
 *
 * <p>Argument: optionally the number of pairs.
 */
final class OpenSearchBenchmark {

    private static final int BATCHES = 10;
    private static final int RECORDS = 2_000;
    private static final String INDEX = "headrace-benchmark-2026.11";

    private final SampleBatch batch = SampleBatch.of("b", RECORDS, OpenSearchBenchmark::event);

    private OpenSearchBenchmark() {}

    /** One round. */
    @FunctionalInterface
    private interface Round {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        new OpenSearchBenchmark().run(OpenSearchServer.started(), pairs);
        Runtime.getRuntime().halt(0); // the server goes with the hook that started it
    }

    private void run(OpenSearchServer server, int pairs) throws Exception {
        var provider = new OpenSearchSinkProvider();
        var host = new HttpHost("http", "127.0.0.1", server.address().getPort());
        try (Sink sink =
                        provider.create(
                                provider.config()
                                        .parse(Map.of("url", server.url(), "replicas", "0")));
                RestClient client = RestClient.builder(host).setCompressionEnabled(true).build()) {
            sink.open(
                    SampleContext.of(
                            Path.of("target"),
                            SampleContext.contract(
                                    "benchmark",
                                    "{\"type\":\"object\",\"properties\":{\"app\":{\"type\":\"string\"},"
                                            + "\"value\":{\"type\":\"integer\"}}}")));
            compare(() -> sink.write(batch), () -> byClient(client), pairs);
        }
    }

    private static void compare(Round sink, Round client, int pairs) throws Exception {
        double[] ratios = new double[pairs];
        for (int pair = -2; pair < pairs; pair++) { // the first two warm up
            double bySink = time(sink);
            double byClient = time(client);
            System.out.printf(
                    Locale.ROOT,
                    "sink %,.0f events/s, client %,.0f events/s%n",
                    BATCHES * RECORDS / bySink,
                    BATCHES * RECORDS / byClient);
            if (pair >= 0) {
                ratios[pair] = byClient / bySink;
            }
        }
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "sink to client, median of %d: %.2f (%.2f to %.2f)%n",
                pairs,
                ratios[pairs / 2],
                ratios[0],
                ratios[pairs - 1]);
    }

    private static double time(Round round) throws Exception {
        long start = System.nanoTime();
        for (int number = 0; number < BATCHES; number++) {
            round.run();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static SampleRecord event(int number) {
        return SampleRecord.of(
                "benchmark",
                "e-" + number,
                """
                {"app":"example-app","stage":"PROD","type":"PAGE_VIEW","value":%d,\
                "eventTime":"2026-11-22T09:00:00.000Z","tags":{"path":"/%d","browser":"firefox",\
                "session":"s-%d"}}\
                """
                        .formatted(number, number * 7919L, number * 104_729L));
    }

    private void byClient(RestClient client) throws IOException {
        var body = new ByteArrayOutputStream(RECORDS * 1_024);
        EnvelopeWriter writer = EnvelopeWriter.of(EnvelopeWriter.Form.ENVELOPE);
        for (SinkRecord record : batch) {
            String action =
                    "{\"index\":{\"_index\":\"" + INDEX + "\",\"_id\":\"" + record.id() + "\"}}\n";
            body.write(action.getBytes(StandardCharsets.UTF_8));
            writer.write(record, body);
            body.write('\n');
        }
        var request = new Request("POST", "/_bulk");
        request.addParameter("filter_path", "items.*.status,items.*.error");
        request.setEntity(
                new ByteArrayEntity(
                        body.toByteArray(), ContentType.create("application/x-ndjson")));
        try (InputStream answer = client.performRequest(request).getEntity().getContent()) {
            for (JsonNode item : JsonMapper.shared().readTree(answer).get("items")) {
                int status = item.get("index").get("status").asInt();
                if (status != 200 && status != 201) {
                    throw new IllegalStateException("status " + status);
                }
            }
        }
    }
}
