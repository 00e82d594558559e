package dev.headrace.plugin.firehose;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headrace.plugin.aws.AwsClient;
import dev.headrace.plugin.aws.AwsSettings;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * The sink beside the bare client, which makes the same lines within its time: 500 records of about
 * 500 bytes a request, four requests at once, against a server that only counts. In pairs, in turn;
 * prints the median of the ratios.
 */
final class FirehoseBenchmark {

    private static final int PAIRS = 7;
    private static final int REQUESTS = 200;
    private static final int RECORDS = 500;
    private static final int THREADS = 4;
    private static final String ANSWER =
            "{\"FailedPutCount\":0,\"RequestResponses\":["
                    + "{\"RecordId\":\"r\"},".repeat(RECORDS - 1)
                    + "{\"RecordId\":\"r\"}]}";
    private static final String DESCRIPTION =
            "{\"DeliveryStreamDescription\":{\"DeliveryStreamStatus\":\"ACTIVE\","
                    + "\"DeliveryStreamType\":\"DirectPut\"}}";

    private FirehoseBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", FirehoseBenchmark::answer);
        server.start();
        SinkConfig config =
                FirehoseSettings.SPEC.parse(
                        ImitationFirehose.settings("events", server.getAddress().getPort()));
        SampleBatch batch =
                SampleBatch.of("b", RECORDS, i -> SampleRecord.of("web", "event-" + i, event(i)));
        try (Sink sink = new FirehoseSink(FirehoseSettings.from(config));
                AwsClient aws = AwsClient.open(AwsSettings.from(config), THREADS);
                FirehoseClient bare = aws.configure(FirehoseClient.builder()).build();
                ExecutorService callers = Executors.newFixedThreadPool(THREADS)) {
            sink.open(SampleContext.of(Path.of("target")));
            Callable<Object> bySink = () -> sink.write(batch);
            Callable<Object> byClient =
                    () ->
                            bare.putRecordBatch(
                                    r -> r.deliveryStreamName("events").records(lines(batch)));
            var ratios = new ArrayList<Double>();
            for (int pair = 0; pair <= PAIRS; pair++) {
                double client = rate(callers, byClient);
                double own = rate(callers, bySink);
                System.out.printf("client %.0f, sink %.0f records/s%n", client, own);
                if (pair > 0) {
                    ratios.add(own / client);
                }
            }
            System.out.printf(
                    "median ratio %.2f%n", ratios.stream().sorted().toList().get(PAIRS / 2));
        }
        server.stop(0);
        threads.shutdownNow();
    }

    private static double rate(ExecutorService callers, Callable<Object> request) throws Exception {
        long start = System.nanoTime();
        var futures = new ArrayList<Future<Object>>();
        for (int i = 0; i < REQUESTS; i++) {
            futures.add(callers.submit(request));
        }
        for (Future<Object> future : futures) {
            future.get();
        }
        return REQUESTS * RECORDS / ((System.nanoTime() - start) / 1e9);
    }

    private static String event(int number) {
        return "{\"n\":" + number + ",\"text\":\"" + "x".repeat(250) + "\"}";
    }

    private static List<Record> lines(SampleBatch batch) {
        var encoder = new LineEncoder(EnvelopeWriter.Form.ENVELOPE);
        var lines = new ArrayList<Record>();
        batch.forEach(event -> lines.add(encoder.encode(event)));
        return lines;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        byte[] bytes =
                (target.endsWith("PutRecordBatch") ? ANSWER : DESCRIPTION)
                        .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
