package dev.headrace.plugin.firehose;

import dev.headrace.plugin.aws.AwsClient;
import dev.headrace.sink.SinkException;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

/** One delivery stream and the connections to it. Safe for use by several threads. */
final class DeliveryStream implements AutoCloseable {

    private final String name;
    private final AwsClient aws;
    private final FirehoseClient client;

    private DeliveryStream(String name, AwsClient aws, FirehoseClient client) {
        this.name = name;
        this.aws = aws;
        this.client = client;
    }

    /** Prepares the connections; asks Firehose nothing yet. */
    static DeliveryStream open(FirehoseSettings settings)
            throws SinkException, InterruptedException {
        AwsClient aws = AwsClient.open(settings.aws(), settings.traits().parallelWrites());
        try {
            FirehoseClient client = aws.configure(FirehoseClient.builder()).build();
            return new DeliveryStream(settings.streamName(), aws, client);
        } catch (RuntimeException e) {
            aws.close();
            throw e;
        }
    }

    /** As what the stream stands in Firehose's books. */
    DeliveryStreamDescription describe() throws SinkException, InterruptedException {
        return call(
                        "cannot find",
                        () -> client.describeDeliveryStream(r -> r.deliveryStreamName(name)))
                .deliveryStreamDescription();
    }

    /** Refuses a stream that will never take records, or does not yet. */
    void requireUsable() throws SinkException, InterruptedException {
        DeliveryStreamDescription found = describe();
        if (found.deliveryStreamType() == DeliveryStreamType.KINESIS_STREAM_AS_SOURCE
                || found.deliveryStreamType() == DeliveryStreamType.MSK_AS_SOURCE) {
            throw new SinkException.Misconfigured(
                    FirehoseSettings.STREAM_NAME,
                    "delivery stream "
                            + name
                            + " takes its records from "
                            + found.deliveryStreamTypeAsString()
                            + "; one with Direct PUT is needed");
        }
        if (found.deliveryStreamStatus() != DeliveryStreamStatus.ACTIVE) {
            throw new SinkException.Unavailable(
                    "delivery stream " + name + " is " + found.deliveryStreamStatusAsString());
        }
    }

    /** Sends records in one request; what became of each, in their order. */
    List<PutRecordBatchResponseEntry> put(List<Record> records)
            throws SinkException, InterruptedException {
        return call(
                        "cannot write to",
                        () ->
                                client.putRecordBatch(
                                        r -> r.deliveryStreamName(name).records(records)))
                .requestResponses();
    }

    String name() {
        return name;
    }

    private <T> T call(String action, Supplier<T> call) throws SinkException, InterruptedException {
        try {
            return aws.call(call);
        } catch (RuntimeException e) {
            throw FirehoseFailures.of(action + " delivery stream " + name, e);
        }
    }

    @Override
    public void close() {
        client.close();
        aws.close();
    }
}
