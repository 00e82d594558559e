package dev.headrace.plugin.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.plugin.aws.FaultFront;
import dev.headrace.plugin.aws.S3Proxy;
import dev.headrace.plugin.aws.ServerProcess;
import dev.headrace.sink.CheckReport;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a bucket in trouble means, with S3Proxy and a front before it. */
class S3FailureIT {

    private static S3Proxy server;
    private static FaultFront front;

    @TempDir private Path scratch;

    @BeforeAll
    static void start() throws IOException {
        server = S3Proxy.start();
        front = new FaultFront(server.port());
    }

    @AfterAll
    static void stop() throws IOException {
        front.close();
        server.close();
    }

    @Test
    void aBucketThatIsNotThereIsAMatterOfConfiguration() {
        assertThatThrownBy(() -> open("bucket", "no-such-lake"))
                .isInstanceOfSatisfying(
                        SinkException.Misconfigured.class,
                        e -> assertThat(e.key()).contains("bucket"))
                .hasMessageContaining("no-such-lake");
    }

    @ParameterizedTest
    @CsvSource({"access-key-id, AKIDOTHER", "secret-access-key, another-secret-altogether"})
    void wrongCredentialsAreForPeopleToPutRight(String key, String value) {
        assertThatThrownBy(() -> open(key, value))
                .isInstanceOf(SinkException.Unauthorised.class)
                .hasMessageNotContaining(value)
                .hasMessageNotContaining(S3Proxy.SECRET);
    }

    @Test
    void aTargetThatIsAwayIsUnavailable() throws Exception {
        int nobody = ServerProcess.freePort();

        assertThatThrownBy(() -> open("endpoint", "http://127.0.0.1:" + nobody))
                .isInstanceOf(SinkException.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "503, SlowDown, Throttled",
        "500, InternalError, Unavailable",
        "507, XMinioStorageFull, Unavailable",
        "403, AccessDenied, Unauthorised",
        "404, NoSuchBucket, Misconfigured",
        "409, ConditionalRequestConflict, Unavailable",
    })
    void anAnswerOfTheTargetHasItsMeaning(int status, String code, String meaning)
            throws Exception {
        try (Sink sink = open();
                AutoCloseable trouble = front.always(status, code)) {
            assertThatThrownBy(() -> sink.write(batch("plan-1")))
                    .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(meaning))
                    .hasMessageContaining(code);
        }
    }

    @Test
    void writesWithoutConditionsWhereTheTargetKnowsNone() throws Exception {
        server.clear();
        try (Sink sink = open();
                AutoCloseable trouble =
                        front.when(head -> head.contains("If-None-Match"), 501, "NotImplemented")) {
            sink.write(batch("plan-1"));
            sink.write(batch("plan-2"));
        }

        assertThat(server.keys()).hasSize(2);
    }

    @Test
    void anOptionThatTheTargetDoesNotKnowIsAMatterOfConfiguration() throws Exception {
        try (Sink sink = open("encryption", "aes256")) {
            assertThatThrownBy(() -> sink.write(batch("plan-1")))
                    .isInstanceOf(SinkException.Misconfigured.class);
        }
    }

    @Test
    void theCheckFindsABucketThatCanBeUsedAndChangesNothing() throws Exception {
        server.clear();

        CheckReport report = check();

        assertThat(report.findings())
                .extracting(CheckReport.Finding::level)
                .containsExactly(CheckReport.Level.OK, CheckReport.Level.OK);
        assertThat(server.keys()).isEmpty();
    }

    @Test
    void theCheckTellsWhichRightIsMissing() throws Exception {
        try (AutoCloseable trouble =
                front.when(head -> head.startsWith("PUT"), 403, "AccessDenied")) {
            CheckReport report = check();

            assertThat(report.usable()).isFalse();
            assertThat(report.findings().getLast().message()).contains("allow s3:PutObject");
        }
    }

    @Test
    void theCheckTellsThatTheBucketIsNotThere() throws Exception {
        assertThat(check("bucket", "no-such-lake").findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).contains("no bucket no-such-lake: make it"));
    }

    @Test
    void opensWhereTheBucketMayBeWrittenToAndNotLookedAt() throws Exception {
        server.clear();
        try (AutoCloseable trouble = front.when(head -> head.startsWith("HEAD"), 403, "");
                Sink sink = open()) {
            sink.write(batch("plan-1"));
        }

        assertThat(server.keys()).hasSize(1);
    }

    private Sink open(String... settings) throws Exception {
        Sink sink = sink(settings);
        sink.open(SampleContext.of(scratch));
        return sink;
    }

    private static CheckReport check(String... settings) throws Exception {
        return sink(settings).check();
    }

    private static Sink sink(String... settings) {
        var provider = new S3SinkProvider();
        Map<String, String> config = S3Proxy.config(front.port(), settings);
        return provider.create(provider.config().parse(config));
    }

    private static SampleBatch batch(String id) {
        return SampleBatch.of(id, 2, number -> SampleRecord.of("conformance", "e-" + number, "{}"));
    }
}
