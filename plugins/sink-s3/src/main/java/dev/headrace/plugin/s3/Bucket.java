package dev.headrace.plugin.s3;

import dev.headrace.plugin.aws.AwsClient;
import dev.headrace.plugin.aws.AwsFailures;
import dev.headrace.sink.SinkException;
import java.util.function.Function;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket of one sink, and the way to it. Safe for use by several threads. */
final class Bucket implements AutoCloseable {

    private static final AwsFailures FAILURES = new AwsFailures("bucket");

    private final S3Settings.Place place;
    private final AwsClient aws;
    private final S3Client s3;

    private Bucket(S3Settings.Place place, AwsClient aws, S3Client s3) {
        this.place = place;
        this.aws = aws;
        this.s3 = s3;
    }

    /** Prepares the way, and asks the target for nothing. */
    static Bucket open(S3Settings settings) throws SinkException, InterruptedException {
        S3Settings.Place place = settings.place();
        AwsClient aws = AwsClient.open(settings.aws(), settings.traits().parallelWrites() + 1);
        boolean always = place.checksums() == S3Settings.Checksums.ALWAYS;
        S3Client s3 =
                aws.configure(S3Client.builder())
                        .forcePathStyle(place.style() == S3Settings.Style.PATH)
                        .requestChecksumCalculation(
                                always
                                        ? RequestChecksumCalculation.WHEN_SUPPORTED
                                        : RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(
                                always
                                        ? ResponseChecksumValidation.WHEN_SUPPORTED
                                        : ResponseChecksumValidation.WHEN_REQUIRED)
                        .build();
        return new Bucket(place, aws, s3);
    }

    /**
     * Makes a call.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException as the SDK; see {@link #failure}
     */
    <T> T call(Function<S3Client, T> call) throws InterruptedException {
        return aws.call(() -> call.apply(s3));
    }

    /** What a failed call means; keys are left out, because they may hold values of events. */
    SinkException failure(String action, RuntimeException e) {
        return FAILURES.of("cannot " + action + " bucket " + place.bucket(), e);
    }

    String name() {
        return place.bucket();
    }

    String region() {
        return aws.region().id();
    }

    @Override
    public void close() {
        s3.close();
        aws.close();
    }
}
