package dev.headrace.plugin.s3;

import dev.headrace.sink.SinkException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The object that a key was found taken by: most often our own, whose acknowledgement was lost. Its
 * lines are compared and not its bytes or ETag, because an ETag says nothing of the content where
 * KMS encrypts, and another version of a compressor gives other bytes of the same lines.
 */
final class ExistingObject {

    private static final int BUFFER = 64 << 10;

    private final Bucket bucket;
    private final String key;
    private final S3Settings settings;

    ExistingObject(Bucket bucket, String key, S3Settings settings) {
        this.bucket = bucket;
        this.key = key;
        this.settings = settings;
    }

    /** Whether it holds exactly these lines. */
    boolean holds(BatchLines lines) throws SinkException, InterruptedException {
        ResponseInputStream<GetObjectResponse> object = get();
        try (var comparison = new Comparison(unpacked(object))) {
            lines.writeTo(comparison, () -> {});
            return comparison.isEqual();
        } catch (InterruptedIOException e) {
            throw interrupted(e);
        } catch (SdkException e) {
            throw bucket.failure("read from", e);
        } catch (IOException e) {
            return false; // it is not what its key says
        } finally {
            object.abort();
        }
    }

    private ResponseInputStream<GetObjectResponse> get()
            throws SinkException, InterruptedException {
        try {
            return bucket.call(s3 ->
                    s3.getObject(request -> {
                        request.bucket(bucket.name()).key(key);
                        settings.place().owner().ifPresent(request::expectedBucketOwner);
                    }));
        } catch (RuntimeException e) {
            throw bucket.failure("look at an object of", e);
        }
    }

    private InputStream unpacked(InputStream object) throws IOException {
        InputStream bytes = new CalledInput(bucket, object);
        return new BufferedInputStream(settings.lines().compression().of(bytes), BUFFER);
    }

    private static InterruptedException interrupted(InterruptedIOException e) {
        Thread.interrupted();
        var interrupted = new InterruptedException("the comparison was given up");
        interrupted.initCause(e);
        return interrupted;
    }

    /** Is written what should be there, and reads what is. */
    private static final class Comparison extends OutputStream {

        private final InputStream existing;
        private boolean equal = true;

        private Comparison(InputStream existing) {
            this.existing = existing;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (equal) {
                byte[] there = existing.readNBytes(length);
                equal = Arrays.equals(there, 0, there.length, bytes, offset, offset + length);
            }
        }

        private boolean isEqual() throws IOException {
            return equal && existing.read() == -1;
        }

        @Override
        public void close() throws IOException {
            existing.close();
        }
    }
}
