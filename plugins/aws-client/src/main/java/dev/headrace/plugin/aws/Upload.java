package dev.headrace.plugin.aws;

import dev.headrace.sink.SinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** One object on its way, whole or in parts. For one thread. */
final class Upload {

    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_IMPLEMENTED = 501;
    private static final String NOTHING_THERE = "*";

    /** What abandoning may take when nobody waits, and after an interrupt. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration HASTE = Duration.ofMillis(300);

    private final Bucket bucket;
    private final String key;
    private final ObjectOptions options;
    private final Optional<String> owner;
    private final List<CompletedPart> parts = new ArrayList<>();
    private Optional<String> multipart = Optional.empty();

    /** On what condition an object is made. */
    enum Condition {
        NOTHING_THERE,
        NONE
    }

    /** How making it ended. */
    enum Ending {
        MADE,
        /** There is an object of this key, so nothing was made. */
        TAKEN,
        /** The target knows no conditions; nothing was made. */
        NO_CONDITIONS
    }

    Upload(Bucket bucket, String key, BucketSettings settings) {
        this.bucket = bucket;
        this.key = key;
        this.options = settings.options();
        this.owner = settings.place().owner();
    }

    /** Sends the first bytes of a buffer as the next part. */
    void part(PartBuffer buffer, int length) throws SinkException, InterruptedException {
        try {
            String id = multipart();
            int number = parts.size() + 1;
            UploadPartResponse answer =
                    bucket.call(s3 ->
                            s3.uploadPart(
                                    request -> {
                                        request.bucket(bucket.name())
                                                .key(key)
                                                .uploadId(id)
                                                .partNumber(number);
                                        owner.ifPresent(request::expectedBucketOwner);
                                    },
                                    body(buffer, length)));
            parts.add(completed(number, answer));
        } catch (RuntimeException e) {
            throw bucket.failure("write a part to", e);
        }
    }

    /** Makes an object of all that is left in a buffer, and of the parts before it. */
    Ending end(PartBuffer buffer, Condition condition) throws SinkException, InterruptedException {
        if (multipart.isPresent() && buffer.size() > 0) {
            part(buffer, buffer.size());
            buffer.drop(buffer.size());
        }
        try {
            if (multipart.isPresent()) {
                complete(condition);
                multipart = Optional.empty();
            } else {
                put(buffer, condition);
            }
            return Ending.MADE;
        } catch (S3Exception e) {
            if (condition == Condition.NOTHING_THERE && e.statusCode() == PRECONDITION_FAILED) {
                return Ending.TAKEN;
            }
            if (condition == Condition.NOTHING_THERE && e.statusCode() == NOT_IMPLEMENTED) {
                return Ending.NO_CONDITIONS;
            }
            throw bucket.failure("write to", e);
        } catch (RuntimeException e) {
            throw bucket.failure("write to", e);
        }
    }

    int parts() {
        return parts.size();
    }

    /** Removes the parts that were sent; what cannot be removed the bucket's rules remove. */
    void abandon(Exception reason) {
        multipart.ifPresent(id -> abandon(id, reason));
        multipart = Optional.empty();
    }

    /** Removes the parts of an object that was not needed. */
    void abandon() {
        abandon(new IllegalStateException("the key is taken"));
    }

    private void abandon(String id, Exception reason) {
        Duration patience = reason instanceof InterruptedException ? HASTE : PATIENCE;
        try {
            bucket.call(s3 ->
                    s3.abortMultipartUpload(request -> {
                        request.bucket(bucket.name())
                                .key(key)
                                .uploadId(id)
                                .overrideConfiguration(o ->
                                        o.apiCallTimeout(patience).apiCallAttemptTimeout(patience));
                        owner.ifPresent(request::expectedBucketOwner);
                    }));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            reason.addSuppressed(bucket.failure("remove parts from", e));
        }
    }

    private void put(PartBuffer buffer, Condition condition) throws InterruptedException {
        bucket.call(s3 ->
                s3.putObject(
                        request -> {
                            request.bucket(bucket.name()).key(key);
                            owner.ifPresent(request::expectedBucketOwner);
                            options.on(request);
                            if (condition == Condition.NOTHING_THERE) {
                                request.ifNoneMatch(NOTHING_THERE);
                            }
                        },
                        body(buffer, buffer.size())));
    }

    private String multipart() throws InterruptedException {
        if (multipart.isEmpty()) {
            multipart =
                    Optional.of(
                            bucket.call(s3 ->
                                    s3.createMultipartUpload(
                                                    request -> {
                                                        request.bucket(bucket.name()).key(key);
                                                        owner.ifPresent(
                                                                request::expectedBucketOwner);
                                                        options.on(request);
                                                    })
                                            .uploadId()));
        }
        return multipart.get();
    }

    private void complete(Condition condition) throws InterruptedException {
        bucket.call(s3 ->
                s3.completeMultipartUpload(request -> {
                    request.bucket(bucket.name())
                            .key(key)
                            .uploadId(multipart.orElseThrow())
                            .multipartUpload(all -> all.parts(parts));
                    owner.ifPresent(request::expectedBucketOwner);
                    if (condition == Condition.NOTHING_THERE) {
                        request.ifNoneMatch(NOTHING_THERE);
                    }
                }));
    }

    private RequestBody body(PartBuffer buffer, int length) {
        return RequestBody.fromContentProvider(
                () -> buffer.first(length), length, options.contentType());
    }

    private static CompletedPart completed(int number, UploadPartResponse answer) {
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumCRC32(answer.checksumCRC32())
                .build();
    }
}
