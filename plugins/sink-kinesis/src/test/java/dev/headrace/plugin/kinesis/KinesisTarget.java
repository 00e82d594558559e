package dev.headrace.plugin.kinesis;

import static org.awaitility.Awaitility.await;

import dev.headrace.sink.tck.StoredEvent;
import dev.headrace.sink.tck.Target;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import tools.jackson.databind.ObjectMapper;

/** Kinesalite with a data stream of two shards, a front before it, read by GetRecords. */
final class KinesisTarget implements Target {

    static final String STREAM = "telemetry";
    private static final int SHARDS = 2;
    private static final String EVENT = ",\"event\":";

    private final Kinesalite kinesalite;
    private final FaultFront front;
    private final KinesisClient reader;
    private final ObjectMapper json = new ObjectMapper();

    KinesisTarget() throws Exception {
        kinesalite = Kinesalite.start();
        front = new FaultFront(kinesalite.port());
        reader =
                KinesisClient.builder()
                        .httpClient(Apache5HttpClient.create())
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("reader", "reader")))
                        .endpointOverride(URI.create("http://127.0.0.1:" + kinesalite.port()))
                        .build();
        create();
    }

    FaultFront front() {
        return front;
    }

    /** The address of Kinesis itself. */
    String endpoint() {
        return "http://127.0.0.1:" + kinesalite.port();
    }

    /** Settings that lead straight to Kinesis. */
    Map<String, String> config() {
        return config(kinesalite.port());
    }

    Map<String, String> config(int port) {
        var config = new HashMap<String, String>();
        config.put("stream-name", STREAM);
        config.put("region", "eu-west-1");
        config.put("endpoint", "http://127.0.0.1:" + port);
        config.put("access-key-id", "AKIAEXAMPLE");
        config.put("secret-access-key", "secret-of-the-example");
        return config;
    }

    /** Every record, shard by shard. */
    List<Record> read() {
        var records = new ArrayList<Record>();
        for (Shard shard : reader.listShards(request -> request.streamName(STREAM)).shards()) {
            String iterator =
                    reader.getShardIterator(request ->
                                    request.streamName(STREAM)
                                            .shardId(shard.shardId())
                                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                            .shardIterator();
            GetRecordsResponse answer;
            do {
                String from = iterator;
                answer = reader.getRecords(request -> request.shardIterator(from).limit(10_000));
                records.addAll(answer.records());
                iterator = answer.nextShardIterator();
            } while (!answer.records().isEmpty());
        }
        return records;
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.of(front.address());
    }

    @Override
    public List<StoredEvent> stored() {
        return read().stream().map(this::stored).toList();
    }

    @Override
    public List<String> seen() {
        return read().stream()
                .map(record -> record.partitionKey() + ' ' + record.data().asUtf8String())
                .toList();
    }

    /** Records are in their envelope, whose last member is the event. */
    private StoredEvent stored(Record record) {
        String envelope = record.data().asUtf8String();
        int event = envelope.indexOf(EVENT) + EVENT.length();
        return new StoredEvent(
                json.readTree(envelope).path("id").asString(),
                Optional.of(envelope.substring(event, envelope.length() - 1)));
    }

    @Override
    public void clear() {
        reader.deleteStream(request -> request.streamName(STREAM));
        await().until(() -> !reader.listStreams().streamNames().contains(STREAM));
        create();
    }

    private void create() {
        reader.createStream(request -> request.streamName(STREAM).shardCount(SHARDS));
        await().until(() ->
                reader.describeStreamSummary(request -> request.streamName(STREAM))
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    @Override
    public Map<Trouble, Switch> troubles() {
        return Map.of(
                Trouble.DENIED, () -> front.refusing("AccessDeniedException"),
                Trouble.THROTTLED, () -> front.refusing("ProvisionedThroughputExceededException"),
                Trouble.PARTLY,
                        () ->
                                front.holdingBack(
                                        place -> place % 3 == 1,
                                        "ProvisionedThroughputExceededException"));
    }

    @Override
    public void close() {
        reader.close();
        front.close();
        kinesalite.close();
    }
}
