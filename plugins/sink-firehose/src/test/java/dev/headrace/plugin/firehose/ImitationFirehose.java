package dev.headrace.plugin.firehose;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * As much of Firehose as a sink meets: requests are held against AWS's service model and their
 * signature is computed again. What is behind that is an imitation: records are kept in memory
 * until {@link #deliver}, which puts them as one gzipped object under the name that Firehose gives.
 */
public final class ImitationFirehose implements AutoCloseable {

    public static final String KEY_ID = "AKIDEXAMPLE";
    public static final String SECRET = "not-for-eyes-in-firehose";
    public static final String REGION = "eu-west-1";

    private static final int MOST_BYTES = 4 << 20;

    private static final Pattern AUTHORIZATION =
            Pattern.compile(
                    "AWS4-HMAC-SHA256 Credential=([^/]+)/\\d{8}/([^/]+)/firehose/aws4_request,"
                            + " ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    private final ServiceModel model;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ByteArrayOutputStream> streams = new HashMap<>();
    private final List<Integer> requests = new CopyOnWriteArrayList<>();
    private volatile Faults faults = Faults.none();
    private volatile Map<String, String> description =
            Map.of("DeliveryStreamStatus", "ACTIVE", "DeliveryStreamType", "DirectPut");

    /**
     * What it does wrong.
     *
     * @param refusal the error that every request gets, as status and code
     * @param refusedRecords which records of a request are refused for now, by their place
     */
    public record Faults(Optional<Refusal> refusal, Set<Integer> refusedRecords) {

        /** An error of the service. */
        public record Refusal(int status, String code) {}

        static Faults none() {
            return new Faults(Optional.empty(), Set.of());
        }
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String code, String message) {
            super(code + ':' + message);
            this.status = status;
        }
    }

    private ImitationFirehose(ServiceModel model) throws IOException {
        this.model = model;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts it with some delivery streams. */
    public static ImitationFirehose start(String... streams) throws IOException {
        var firehose = new ImitationFirehose(ServiceModel.read());
        for (String stream : streams) {
            firehose.streams.put(stream, new ByteArrayOutputStream());
        }
        return firehose;
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    /** The settings of a sink for one of its streams. */
    public Map<String, String> settings(String stream) {
        return settings(stream, address().getPort());
    }

    static Map<String, String> settings(String stream, int port) {
        return new HashMap<>(
                Map.of(
                        "stream-name", stream,
                        "region", REGION,
                        "endpoint", "http://127.0.0.1:" + port,
                        "access-key-id", KEY_ID,
                        "secret-access-key", SECRET));
    }

    /** Does this wrong from now on. */
    void fails(Faults next) {
        faults = next;
    }

    /** Every request is refused. */
    void refuses(int status, String code) {
        fails(new Faults(Optional.of(new Faults.Refusal(status, code)), Set.of()));
    }

    void describes(String key, String value) {
        var changed = new HashMap<>(description);
        changed.put(key, value);
        description = changed;
    }

    /** How many records each PutRecordBatch held that was taken, wholly or in part. */
    List<Integer> requests() {
        return requests;
    }

    /** Where delivered objects go. */
    @FunctionalInterface
    public interface Bucket {
        void put(String key, byte[] content) throws IOException, InterruptedException;
    }

    /**
     * Delivers what a stream holds: one object, gzipped, under {@code
     * <prefix>yyyy/MM/dd/HH/<stream>-1-<time>-<uuid>.gz}.
     *
     * @return the object's key; empty when there was nothing
     */
    public Optional<String> deliver(String stream, String prefix, Instant now, Bucket bucket)
            throws IOException, InterruptedException {
        byte[] records;
        synchronized (this) {
            records = held(stream).toByteArray();
            held(stream).reset();
        }
        if (records.length == 0) {
            return Optional.empty();
        }
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(records);
        }
        String key =
                prefix
                        + time("yyyy/MM/dd/HH/", now)
                        + stream
                        + "-1-"
                        + time("yyyy-MM-dd-HH-mm-ss-", now)
                        + UUID.randomUUID()
                        + ".gz";
        bucket.put(key, zipped.toByteArray());
        return Optional.of(key);
    }

    private ByteArrayOutputStream held(String stream) {
        return Objects.requireNonNull(streams.get(stream), stream);
    }

    private static String time(String pattern, Instant now) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(now);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = 200;
        String answer;
        try {
            answer = answer(exchange, body);
        } catch (Refused e) {
            status = e.status;
            String[] parts = String.valueOf(e.getMessage()).split(":", 2);
            answer =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("__type", parts[0])
                            .put("message", parts[1])
                            .toString();
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String answer(HttpExchange exchange, byte[] body) {
        verify(exchange, body);
        faults.refusal()
                .ifPresent(refusal -> {
                    throw new Refused(refusal.status(), refusal.code(), "as the test says");
                });
        String target = header(exchange, "X-Amz-Target");
        if (!target.startsWith(model.targetPrefix() + '.')
                || !header(exchange, "Content-Type").equals("application/x-amz-json-1.1")) {
            throw new Refused(400, "UnknownOperationException", target);
        }
        String operation = target.substring(model.targetPrefix().length() + 1);
        JsonNode request = JsonMapper.shared().readTree(body);
        List<String> problems = model.problems(operation, request);
        if (!problems.isEmpty()) {
            throw new Refused(400, "ValidationException", problems.getFirst());
        }
        String stream = request.path("DeliveryStreamName").asString();
        if (!streams.containsKey(stream)) {
            throw new Refused(400, "ResourceNotFoundException", "Firehose not found");
        }
        return switch (operation) {
            case "PutRecordBatch" -> put(stream, request.path("Records"));
            case "DescribeDeliveryStream" -> describe(stream);
            default -> throw new Refused(400, "UnknownOperationException", operation);
        };
    }

    private String describe(String stream) {
        var found = JsonNodeFactory.instance.objectNode().put("DeliveryStreamName", stream);
        found.put(
                "DeliveryStreamARN",
                "arn:aws:firehose:eu-west-1:123456789012:deliverystream/" + stream);
        found.put("VersionId", "1").put("HasMoreDestinations", false).putArray("Destinations");
        description.forEach(found::put);
        return JsonNodeFactory.instance
                .objectNode()
                .set("DeliveryStreamDescription", found)
                .toString();
    }

    private synchronized String put(String stream, JsonNode records) {
        long size = 0;
        for (JsonNode record : records) {
            size += data(record).length;
        }
        if (size > MOST_BYTES) {
            throw new Refused(400, "InvalidArgumentException", "Records size exceeds 4 MB limit");
        }
        requests.add(records.size());
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        int failed = 0;
        for (int i = 0; i < records.size(); i++) {
            if (faults.refusedRecords().contains(i)) {
                failed++;
                answers.addObject()
                        .put("ErrorCode", "ServiceUnavailableException")
                        .put("ErrorMessage", "Slow down.");
            } else {
                held(stream).writeBytes(data(records.get(i)));
                answers.addObject().put("RecordId", UUID.randomUUID().toString());
            }
        }
        var answer = JsonNodeFactory.instance.objectNode().put("FailedPutCount", failed);
        return answer.put("Encrypted", false).set("RequestResponses", answers).toString();
    }

    private static byte[] data(JsonNode record) {
        return Base64.getDecoder().decode(record.path("Data").asString());
    }

    private static void verify(HttpExchange exchange, byte[] body) {
        var found = AUTHORIZATION.matcher(header(exchange, "Authorization"));
        if (!found.matches()) {
            throw new Refused(400, "IncompleteSignatureException", "no signature of version 4");
        }
        if (!found.group(1).equals(KEY_ID)) {
            throw new Refused(400, "UnrecognizedClientException", "The security token is invalid");
        }
        var headers = new TreeMap<String, String>();
        for (String name : found.group(3).split(";")) {
            headers.put(name, header(exchange, name).strip());
        }
        var signer = new SigV4(SECRET, header(exchange, "X-Amz-Date"), found.group(2), "firehose");
        String expected = signer.signature("POST", "/", headers, SigV4.hash(body));
        if (!headers.containsKey("host") || !expected.equals(found.group(4))) {
            throw new Refused(400, "InvalidSignatureException", "The signature does not match");
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
