package dev.headrace.plugin.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headrace.plugin.aws.Bucket;
import dev.headrace.plugin.aws.FaultFront;
import dev.headrace.plugin.aws.S3Proxy;
import dev.headrace.plugin.aws.ServerProcess;
import dev.headrace.sink.Sink;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tag;

/** Encryption, tags and storage class, with S3Mock, which keeps and tells them. */
class S3OptionsIT {

    /** S3Mock is told of keys by ARN and knows them by id. */
    private static final String KMS_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";

    private static final String KMS_ARN = "arn:aws:kms:us-east-1:000000000000:key/" + KMS_KEY;
    private static final String KEY = "conformance/date=2026-11-22/hour=09/";

    private static ServerProcess server;

    @TempDir private Path scratch;

    @BeforeAll
    static void start() throws Exception {
        Path folder =
                Files.createTempDirectory(
                        Files.createDirectories(Path.of("target/s3mock")).toAbsolutePath(), "t");
        int port = ServerProcess.freePort();
        server =
                ServerProcess.start(
                        folder,
                        port,
                        List.of(
                                "-jar",
                                ServerProcess.JARS.resolve("s3mock-exec.jar").toString(),
                                "--server.port=0",
                                "--http.port=" + port,
                                "--com.adobe.testing.s3mock.store.valid-kms-keys=" + KMS_ARN,
                                "--com.adobe.testing.s3mock.store.root=" + folder));
        try (Bucket bucket = bucket()) {
            bucket.call(s3 -> s3.createBucket(one -> one.bucket(S3Proxy.BUCKET)));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void encryptsByS3sOwnKey() throws Exception {
        HeadObjectResponse head = written("plan-1", small(), "encryption", "aes256");

        assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
    }

    @Test
    void encryptsByAKmsKey() throws Exception {
        HeadObjectResponse head =
                written("plan-2", small(), "encryption", "kms", "kms-key-id", KMS_KEY);

        assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
        assertThat(head.ssekmsKeyId()).contains(KMS_KEY);
    }

    /**
     * S3Mock does not tell of a whole object how its parts were encrypted, so the request is read.
     */
    @Test
    void encryptsPartsToo() throws Exception {
        var heads = new CopyOnWriteArrayList<String>();
        try (var front = new FaultFront(server.port());
                AutoCloseable reading = front.when(head -> !heads.add(head), 0, "")) {
            HeadObjectResponse head =
                    written(
                            "plan-3",
                            large(),
                            "endpoint",
                            "http://127.0.0.1:" + front.port(),
                            "encryption",
                            "kms",
                            "kms-key-id",
                            KMS_KEY,
                            "part-size",
                            "5MiB");

            assertThat(head.eTag()).endsWith("-2\"");
            assertThat(reading).isNotNull();
        }
        assertThat(heads)
                .filteredOn(head -> head.startsWith("POST ") && head.contains("uploads"))
                .singleElement()
                .asString()
                .containsIgnoringCase("x-amz-server-side-encryption: aws:kms\r\n")
                .contains(KMS_KEY);
    }

    @Test
    void tagsAndClassesObjects() throws Exception {
        HeadObjectResponse head =
                written(
                        "plan-4",
                        small(),
                        "tags",
                        "team=web, keep=short",
                        "storage-class",
                        "standard-ia");

        assertThat(head.storageClass()).isEqualTo(StorageClass.STANDARD_IA);
        try (Bucket bucket = bucket()) {
            assertThat(
                            bucket.call(s3 ->
                                            s3.getObjectTagging(one ->
                                                    one.bucket(S3Proxy.BUCKET).key(key("plan-4"))))
                                    .tagSet())
                    .extracting(Tag::key, Tag::value)
                    .containsExactlyInAnyOrder(tuple("team", "web"), tuple("keep", "short"));
        }
        assertThat(head.contentType()).isEqualTo("application/x-ndjson");
        assertThat(head.contentEncoding()).isNullOrEmpty();
    }

    private HeadObjectResponse written(String plan, String event, String... settings)
            throws Exception {
        var provider = new S3SinkProvider();
        var config = new HashMap<>(config());
        for (int i = 0; i < settings.length; i += 2) {
            config.put(settings[i], settings[i + 1]);
        }
        try (Sink sink = provider.create(provider.config().parse(config));
                Bucket bucket = bucket()) {
            sink.open(SampleContext.of(scratch));
            sink.write(SampleBatch.of(plan, 1, n -> SampleRecord.of("conformance", "e", event)));
            return bucket.call(
                    s3 -> s3.headObject(one -> one.bucket(S3Proxy.BUCKET).key(key(plan))));
        }
    }

    private static String key(String plan) {
        return KEY + plan + ".ndjson";
    }

    private static String small() {
        return "{}";
    }

    private static String large() {
        var text = new StringBuilder("{\"text\":\"");
        new Random(1).ints(6 << 20, 'a', 'z').forEach(c -> text.append((char) c));
        return text.append("\"}").toString();
    }

    private static Bucket bucket() throws Exception {
        return S3Settings.from(new S3SinkProvider().config().parse(config())).open();
    }

    private static Map<String, String> config() {
        return S3Proxy.config(server.port(), "compression", "none");
    }
}
