package dev.headrace.plugin.aws;

import dev.headrace.sink.SinkException;
import java.util.Set;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Asks a bucket whether it is there and may be written to, and changes nothing there. */
final class BucketProbe {

    private static final int MOVED = 301;
    private static final int NOT_FOUND = 404;

    /** The MD5 of nothing, which the probe's byte has not. */
    private static final String WRONG_DIGEST = "1B2M2Y8AsgTpgAmY7PhCfg==";

    private static final Set<String> DIGEST_REFUSED =
            Set.of("BadDigest", "InvalidDigest", "XAmzContentChecksumMismatch", "InvalidRequest");

    private final Bucket bucket;
    private final BucketPlace place;

    BucketProbe(Bucket bucket, BucketPlace place) {
        this.bucket = bucket;
        this.place = place;
    }

    /** How a write that must fail has ended. */
    enum Refusal {
        /** For its digest, so rights would not have stopped it. */
        FOR_ITS_DIGEST,
        /** It was not: the target does not look at digests. */
        NONE
    }

    /** Returns when the bucket is there; that it may be written to is not sure then. */
    void requireThere() throws SinkException, InterruptedException {
        try {
            bucket.call(s3 ->
                    s3.headBucket(request -> {
                        request.bucket(bucket.name());
                        place.owner().ifPresent(request::expectedBucketOwner);
                    }));
        } catch (S3Exception e) {
            askWhy(e);
        } catch (RuntimeException e) {
            throw bucket.failure("reach", e);
        }
    }

    /**
     * Tries to write a byte with a wrong digest: rights are looked at first.
     *
     * @throws SinkException when it was refused for any other reason
     */
    Refusal write() throws SinkException, InterruptedException {
        try {
            bucket.call(s3 ->
                    s3.putObject(
                            request -> {
                                request.bucket(bucket.name())
                                        .key(place.prefix() + ".headrace-check")
                                        .contentMD5(WRONG_DIGEST);
                                place.owner().ifPresent(request::expectedBucketOwner);
                            },
                            RequestBody.fromString("?")));
            return Refusal.NONE;
        } catch (S3Exception e) {
            if (DIGEST_REFUSED.contains(AwsFailures.code(e))) {
                return Refusal.FOR_ITS_DIGEST;
            }
            throw bucket.failure("write to", e);
        } catch (RuntimeException e) {
            throw bucket.failure("write to", e);
        }
    }

    /** A HEAD has no words, and is often not allowed where writing is. */
    private void askWhy(S3Exception e) throws SinkException, InterruptedException {
        if (e.statusCode() == NOT_FOUND) {
            throw new SinkException.Misconfigured(
                    place.names().bucket(),
                    "there is no bucket " + bucket.name() + ": make it, or name another");
        }
        if (e.statusCode() == MOVED) {
            throw new SinkException.Misconfigured(
                    "region", "bucket " + bucket.name() + " is not in " + bucket.region());
        }
        if (e.statusCode() >= 500) {
            throw bucket.failure("reach", e);
        }
        write();
    }
}
