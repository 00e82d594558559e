package dev.headrace.plugin.kinesis;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;

/**
 * Stands before a Kinesis and does what Kinesis does to clients: throttles calls, takes only some
 * records of a call, denies. It reads the protocol's JSON form; what comes in another form goes
 * through as it is.
 */
final class FaultFront implements AutoCloseable {

    private static final String THROUGHPUT = "ProvisionedThroughputExceededException";
    private static final Set<String> HOP =
            Set.of("connection", "content-length", "host", "expect", "upgrade");

    private final int behind;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private volatile Optional<String> refusal = Optional.empty();
    private volatile Optional<IntPredicate> partly = Optional.empty();
    private volatile String partlyCode = THROUGHPUT;
    private final List<List<String>> putKeys = new ArrayList<>();

    FaultFront(int behind) throws IOException {
        this.behind = behind;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    /** Answers each call with an error, until the answer is closed. */
    AutoCloseable refusing(String code) {
        refusal = Optional.of(code);
        return () -> refusal = Optional.empty();
    }

    /** Does not take the records at some places of each call, until the answer is closed. */
    AutoCloseable holdingBack(IntPredicate places, String code) {
        partlyCode = code;
        partly = Optional.of(places);
        return () -> partly = Optional.empty();
    }

    /** The partition keys of each PutRecords that came in JSON, in order. */
    synchronized List<List<String>> putKeys() {
        return List.copyOf(putKeys);
    }

    private synchronized void note(ArrayNode records) {
        putKeys.add(records.valueStream().map(one -> one.path("PartitionKey").asString()).toList());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Optional<String> code = refusal;
            if (code.isPresent()) {
                String error = "{\"__type\":\"" + code.get() + "\",\"message\":\"said the front\"}";
                answer(exchange, 400, error.getBytes(StandardCharsets.UTF_8));
                return;
            }
            if (isPut(exchange)) {
                put(exchange, body);
                return;
            }
            HttpResponse<byte[]> through = send(exchange, body);
            exchange.getResponseHeaders().set("Content-Type", type(through));
            answer(exchange, through.statusCode(), through.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isPut(HttpExchange exchange) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return target != null
                && target.endsWith(".PutRecords")
                && type != null
                && type.contains("json");
    }

    /**
     * Takes out the records that are held back, lets the others through, and puts answers together.
     */
    private void put(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        ObjectNode request = (ObjectNode) json.readTree(body);
        ArrayNode all = (ArrayNode) request.get("Records");
        note(all);
        IntPredicate held = partly.orElse(place -> false);
        ArrayNode taken = json.createArrayNode();
        for (int i = 0; i < all.size(); i++) {
            if (!held.test(i)) {
                taken.add(all.get(i));
            }
        }
        ArrayNode answers = json.createArrayNode();
        if (!taken.isEmpty()) {
            request.set("Records", taken);
            HttpResponse<byte[]> through = send(exchange, json.writeValueAsBytes(request));
            if (through.statusCode() != 200) {
                answer(exchange, through.statusCode(), through.body());
                return;
            }
            answers = (ArrayNode) json.readTree(through.body()).get("Records");
        }
        ObjectNode merged = json.createObjectNode();
        merged.put("FailedRecordCount", all.size() - taken.size());
        merged.set("Records", merge(all.size(), held, answers));
        answer(exchange, 200, json.writeValueAsBytes(merged));
    }

    private ArrayNode merge(int size, IntPredicate held, ArrayNode answers) {
        ArrayNode merged = json.createArrayNode();
        int next = 0;
        for (int i = 0; i < size; i++) {
            if (held.test(i)) {
                ObjectNode failure = json.createObjectNode();
                failure.put("ErrorCode", partlyCode);
                failure.put("ErrorMessage", "Rate exceeded for shard shardId-000000000000");
                merged.add(failure);
            } else {
                JsonNode answer = answers.get(next++);
                merged.add(answer);
            }
        }
        return merged;
    }

    private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + behind + "/"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach((name, values) -> {
                    if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                        request.header(name, values.getFirst());
                    }
                });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("application/x-amz-json-1.1");
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
    }
}
