package dev.headrace.plugin.aws;

import dev.headrace.sink.SinkException;
import java.util.function.Function;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket of one sink, and the way to it. Safe for use by several threads. */
public final class Bucket implements AutoCloseable {

    private final BucketPlace place;
    private final AwsClient aws;
    private final S3Client s3;
    private final AwsFailures failures;

    private Bucket(BucketPlace place, AwsClient aws, S3Client s3) {
        this.place = place;
        this.aws = aws;
        this.s3 = s3;
        this.failures = new AwsFailures(place.names().bucket());
    }

    /**
     * Prepares the way, and asks the target for nothing.
     *
     * @param calls most calls at once
     */
    public static Bucket open(BucketSettings settings, int calls)
            throws SinkException, InterruptedException {
        BucketPlace place = settings.place();
        AwsClient aws = AwsClient.open(settings.aws(), calls);
        boolean always = place.checksums() == BucketPlace.Checksums.ALWAYS;
        S3Client s3 =
                aws.configure(S3Client.builder())
                        .forcePathStyle(place.style() == BucketPlace.Style.PATH)
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
    public <T> T call(Function<S3Client, T> call) throws InterruptedException {
        return aws.call(() -> call.apply(s3));
    }

    /**
     * Looks whether the bucket is there; that it may be written to is not sure then.
     *
     * @throws SinkException when it is not, or cannot be asked
     */
    public void requireThere() throws SinkException, InterruptedException {
        new BucketProbe(this, place).requireThere();
    }

    /** What a failed call means; keys are left out, because they may hold values of events. */
    public SinkException failure(String action, RuntimeException e) {
        return failures.of("cannot " + action + " bucket " + place.bucket(), e);
    }

    public String name() {
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
