package dev.headrace.plugin.aws;

import dev.headrace.sink.SinkException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object that is there. For one thread. */
public final class StoredObject {

    private final Bucket bucket;
    private final String key;
    private final Optional<String> owner;

    StoredObject(Bucket bucket, String key, Optional<String> owner) {
        this.bucket = bucket;
        this.key = key;
        this.owner = owner;
    }

    /** How many bytes it has. */
    public long size() throws SinkException, InterruptedException {
        try {
            return bucket.call(s3 ->
                            s3.headObject(request -> {
                                request.bucket(bucket.name()).key(key);
                                owner.ifPresent(request::expectedBucketOwner);
                            }))
                    .contentLength();
        } catch (RuntimeException e) {
            throw bucket.failure("look at an object of", e);
        }
    }

    /**
     * Its bytes from a place to its end.
     *
     * @param from at most the object's size less one
     */
    public byte[] end(long from) throws SinkException, InterruptedException {
        try {
            return bucket.call(s3 ->
                            s3.getObjectAsBytes(request -> {
                                request.bucket(bucket.name()).key(key).range("bytes=" + from + '-');
                                owner.ifPresent(request::expectedBucketOwner);
                            }))
                    .asByteArray();
        } catch (RuntimeException e) {
            throw bucket.failure("read from", e);
        }
    }

    /**
     * All its bytes. An interrupt ends a read with an {@link java.io.InterruptedIOException};
     * closing lets go of the connection, whatever is left.
     */
    public InputStream read() throws SinkException, InterruptedException {
        try {
            return new Body(
                    bucket,
                    bucket.call(s3 ->
                            s3.getObject(request -> {
                                request.bucket(bucket.name()).key(key);
                                owner.ifPresent(request::expectedBucketOwner);
                            })));
        } catch (RuntimeException e) {
            throw bucket.failure("look at an object of", e);
        }
    }

    /** What it means that reading failed midway. */
    public SinkException failure(RuntimeException e) {
        return bucket.failure("read from", e);
    }

    /** Does not read what is left when the reader has had enough. */
    private static final class Body extends FilterInputStream {

        private final ResponseInputStream<GetObjectResponse> object;

        private Body(Bucket bucket, ResponseInputStream<GetObjectResponse> object) {
            super(new CalledInput(bucket, object));
            this.object = object;
        }

        @Override
        public void close() throws IOException {
            object.abort();
        }
    }
}
