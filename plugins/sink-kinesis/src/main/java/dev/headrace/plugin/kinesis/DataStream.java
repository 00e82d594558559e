package dev.headrace.plugin.kinesis;

import dev.headrace.plugin.aws.AwsClient;
import dev.headrace.plugin.aws.AwsFailures;
import dev.headrace.plugin.kinesis.RecordEncoder.Entry;
import dev.headrace.sink.SinkException;

import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

import java.util.List;
import java.util.function.Supplier;

/** The data stream, and the client that leads to it. Safe for use by several threads. */
final class DataStream implements AutoCloseable {

    private static final AwsFailures FAILURES = new AwsFailures("stream-name");

    private final StreamName name;
    private final AwsClient aws;
    private final KinesisClient client;

    private DataStream(StreamName name, AwsClient aws) {
        this.name = name;
        this.aws = aws;
        this.client = aws.configure(KinesisClient.builder()).build();
    }

    /** Prepares the client; asks Kinesis nothing. */
    static DataStream open(KinesisSettings settings) throws SinkException, InterruptedException {
        AwsClient aws = AwsClient.open(settings.aws(), settings.parallelWrites() + 1);
        try {
            return new DataStream(settings.stream(), aws);
        } catch (RuntimeException e) {
            aws.close();
            throw e;
        }
    }

    /** Writes some entries, within the limits of one call. */
    PutRecordsResponse put(List<Entry> entries) throws SinkException, InterruptedException {
        PutRecordsRequest request =
                name.putRecords().records(entries.stream().map(Entry::entry).toList()).build();
        return call("cannot write to stream " + name.text(), () -> client.putRecords(request));
    }

    StreamDescriptionSummary describe() throws SinkException, InterruptedException {
        return call(
                        "cannot look at stream " + name.text(),
                        () -> client.describeStreamSummary(name.describe()))
                .streamDescriptionSummary();
    }

    /** Finds out that the stream is there; one that is being made or removed is not there yet. */
    void requireWritable() throws SinkException, InterruptedException {
        StreamStatus status = describe().streamStatus();
        if (status != StreamStatus.ACTIVE && status != StreamStatus.UPDATING) {
            throw new SinkException.Unavailable("stream " + name.text() + " is " + status);
        }
    }

    private <T> T call(String action, Supplier<T> call) throws SinkException, InterruptedException {
        try {
            return aws.call(call);
        } catch (RuntimeException e) {
            throw FAILURES.of(action, e);
        }
    }

    @Override
    public void close() {
        client.close();
        aws.close();
    }
}
