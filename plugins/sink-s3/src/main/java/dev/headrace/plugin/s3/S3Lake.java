package dev.headrace.plugin.s3;

import dev.headrace.plugin.aws.Bucket;
import dev.headrace.plugin.aws.CalledInput;
import dev.headrace.sink.Lake;
import dev.headrace.sink.LakeNames;
import dev.headrace.sink.SinkException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects below a prefix of a bucket. */
final class S3Lake implements Lake {

    private static final int NOT_FOUND = 404;

    private final S3Settings settings;
    private Optional<Bucket> open = Optional.empty();

    S3Lake(S3Settings settings) {
        this.settings = settings;
    }

    @Override
    public void list(Selection selection, Consumer<StoredObject> objects)
            throws SinkException, InterruptedException {
        String prefix = settings.place().prefix();
        Optional<String> next = Optional.empty();
        do {
            ListObjectsV2Response page = page(selection, next);
            for (S3Object object : page.contents()) {
                LakeNames.object(object.key().substring(prefix.length()), selection)
                        .ifPresent(objects);
            }
            next =
                    Optional.ofNullable(page.nextContinuationToken())
                            .filter(token -> !isPast(page, selection));
        } while (next.isPresent());
    }

    @Override
    public InputStream read(String name) throws IOException, SinkException, InterruptedException {
        Bucket bucket = bucket();
        ResponseInputStream<GetObjectResponse> object = get(bucket, name);
        try {
            return new Unpacked(compression(name).of(new CalledInput(bucket, object)), object);
        } catch (IOException | RuntimeException e) {
            object.abort();
            throw e;
        }
    }

    @Override
    public void close() {
        open.ifPresent(Bucket::close);
        open = Optional.empty();
    }

    /** Names come in order, and dates with them. */
    private boolean isPast(ListObjectsV2Response page, Selection selection) {
        String end = LakeNames.folder(selection) + "date=" + selection.to().plusDays(1);
        return selection.values().isEmpty()
                && !page.contents().isEmpty()
                && page.contents().getLast().key().compareTo(settings.place().prefix() + end) > 0;
    }

    private ListObjectsV2Response page(Selection selection, Optional<String> token)
            throws SinkException, InterruptedException {
        String folder = settings.place().prefix() + LakeNames.folder(selection);
        ListObjectsV2Request.Builder request =
                ListObjectsV2Request.builder().bucket(settings.place().bucket()).prefix(folder);
        settings.place().owner().ifPresent(request::expectedBucketOwner);
        if (token.isPresent()) {
            request.continuationToken(token.get());
        } else if (selection.values().isEmpty()) {
            request.startAfter(folder + "date=" + selection.from());
        }
        Bucket bucket = bucket();
        try {
            return bucket.call(s3 -> s3.listObjectsV2(request.build()));
        } catch (RuntimeException e) {
            throw bucket.failure("list", e);
        }
    }

    private ResponseInputStream<GetObjectResponse> get(Bucket bucket, String name)
            throws SinkException, InterruptedException {
        try {
            return bucket.call(s3 ->
                    s3.getObject(request -> {
                        request.bucket(settings.place().bucket())
                                .key(settings.place().prefix() + name);
                        settings.place().owner().ifPresent(request::expectedBucketOwner);
                    }));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                throw new SinkException.Unavailable("an object has gone from " + bucket.name());
            }
            throw bucket.failure("read from", e);
        } catch (RuntimeException e) {
            throw bucket.failure("read from", e);
        }
    }

    private Bucket bucket() throws SinkException, InterruptedException {
        if (open.isEmpty()) {
            open = Optional.of(settings.open());
        }
        return open.get();
    }

    private static Compression compression(String name) {
        return Stream.of(Compression.GZIP, Compression.ZSTD)
                .filter(one -> name.endsWith(ending(one)))
                .findFirst()
                .orElse(Compression.NONE);
    }

    private static String ending(Compression compression) {
        return List.of(compression.suffix().split("(?=\\.)")).getLast();
    }

    /** Lets go of the connection, without reading what is left, when the reader has had enough. */
    private static final class Unpacked extends java.io.FilterInputStream {

        private final ResponseInputStream<GetObjectResponse> object;

        private Unpacked(InputStream lines, ResponseInputStream<GetObjectResponse> object) {
            super(lines);
            this.object = object;
        }

        @Override
        public void close() throws IOException {
            try (object) {
                super.close();
            } finally {
                object.abort();
            }
        }
    }
}
