package dev.headrace.plugin.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both write paths, request by request; no server of InfluxDB 2 can be had for tests. */
class WriteProtocolTest {

    private static final String CONFLICT =
            "partial write: field type conflict: input field \\\"counter\\\" on measurement"
                    + " \\\"pf_analytics_event\\\" is type integer, already exists as type float";

    private Recorder recorder;
    private Sink sink;

    @BeforeEach
    void start() throws Exception {
        recorder = new Recorder();
        sink = sink(v2());
    }

    @AfterEach
    void stop() {
        sink.close();
        recorder.close();
    }

    private Map<String, String> v2() {
        return Map.of(
                "url", recorder.url() + "/",
                "api", "v2",
                "org", "my org",
                "bucket", "telegraf/autogen",
                "token", "token-secret-1");
    }

    private Map<String, String> v1() {
        return Map.of(
                "url", recorder.url(),
                "database", "a&b",
                "retention-policy", "short",
                "user", "headrace",
                "password", "pass:secret-1");
    }

    private static Sink sink(Map<String, String> config) {
        var provider = new InfluxdbSinkProvider();
        return provider.create(provider.config().parse(config));
    }

    private static void open(Sink sink) throws Exception {
        Clock clock = Clock.fixed(SampleRecord.RECEIVED, ZoneOffset.UTC);
        sink.open(SampleContext.at(clock, Path.of("target"), WebEvents.contract()));
    }

    @Test
    void writesToTheBucketOfVersionTwo() throws Exception {
        open(sink);

        sink.write(batch(2));

        Recorder.Request write = recorder.requests().get(1);
        assertThat(write.method()).isEqualTo("POST");
        assertThat(write.uri())
                .isEqualTo("/api/v2/write?org=my%20org&bucket=telegraf%2Fautogen&precision=ns");
        assertThat(write.header("Authorization")).isEqualTo("Token token-secret-1");
        assertThat(write.header("Content-encoding")).isEqualTo("gzip");
        assertThat(write.header("Content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(LineReader.read(write.body())).hasSize(2);
    }

    @Test
    void writesToTheDatabaseOfVersionOne() throws Exception {
        try (Sink first = sink(v1())) {
            open(first);
            first.write(batch(1));
        }

        Recorder.Request write = recorder.requests().get(1);
        assertThat(write.uri()).isEqualTo("/write?db=a%26b&rp=short&precision=ns");
        assertThat(write.header("Authorization"))
                .isEqualTo("Basic aGVhZHJhY2U6cGFzczpzZWNyZXQtMQ==");
    }

    @Test
    void openAndCheckAskWithAWriteOfNothing() throws Exception {
        open(sink);
        assertThat(sink.check().usable()).isTrue();

        assertThat(recorder.requests()).hasSize(2).allMatch(request -> request.body().isEmpty());
    }

    @Test
    void aVersionTwoThatRefusesAnEmptyWriteIsThere() throws Exception {
        recorder.reply(400, "{\"code\":\"invalid\",\"message\":\"writing requires points\"}");

        open(sink);

        assertThat(recorder.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "401, unauthorized, Unauthorised",
        "403, forbidden, Unauthorised",
        "404, 'bucket \"telegraf/autogen\" not found', Misconfigured",
        "404, page not found, Misconfigured",
        "405, '', Misconfigured",
        "302, '', Misconfigured",
        "500, internal error, Unavailable",
        "502, '', Unavailable",
        "503, '', Throttled",
        "429, '', Throttled",
        "413, '', TooLarge"
    })
    void aFaultOfTheServerRejectsNoEvent(int status, String message, String kind) throws Exception {
        open(sink);
        recorder.reply(status, "{\"message\":\"" + message.replace("\"", "\\\"") + " canary\"}");

        assertThatThrownBy(() -> sink.write(batch(3)))
                .isInstanceOf(SinkException.class)
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind))
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining("token-secret-1");
    }

    @ParameterizedTest
    @CsvSource({
        "'7', 7",
        "'Sun, 22 Nov 2026 09:16:30 GMT', 59",
        "'Sun, 22 Nov 2026 09:00:00 GMT', 0",
        "'soon', 0",
        "'99999999999999', 0"
    })
    void waitsAsLongAsTheServerAsks(String header, long seconds) throws Exception {
        open(sink);
        recorder.reply(429, Map.of("Retry-After", header), "");

        assertThatThrownBy(() -> sink.write(batch(3)))
                .isInstanceOfSatisfying(
                        SinkException.Throttled.class,
                        e ->
                                assertThat(
                                                e.retryAfter()
                                                        .truncatedTo(
                                                                java.time.temporal.ChronoUnit
                                                                        .SECONDS))
                                        .isEqualTo(Duration.ofSeconds(seconds)));
    }

    @Test
    void whenAsManyLinesAreDroppedAsWereSentAllAreRejected() throws Exception {
        open(sink);
        recorder.reply(422, "{\"message\":\"" + CONFLICT + " dropped=3\"}");

        WriteResult result = sink.write(batch(3));

        for (int i = 0; i < 3; i++) {
            assertThat(result.outcome(i)).isInstanceOf(Outcome.Rejected.class);
        }
    }

    @Test
    void aLineIsDeliveredOnlyAfterAWriteThatWasTakenWhole() throws Exception {
        open(sink);
        recorder.reply(400, "{\"error\":\"partial write: something new dropped=1\"}")
                .reply(204, "")
                .reply(400, "{\"error\":\"partial write: something new dropped=1\"}")
                .reply(400, "{\"error\":\"partial write: something new dropped=1\"}")
                .reply(204, "");

        WriteResult result = sink.write(batch(4));

        assertThat(recorder.requests().subList(1, 6))
                .extracting(request -> LineReader.read(request.body()).size())
                .containsExactly(4, 2, 2, 1, 1);
        assertThat(result.outcome(0)).isInstanceOf(Outcome.Delivered.class);
        assertThat(result.outcome(1)).isInstanceOf(Outcome.Delivered.class);
        assertThat(result.outcome(2)).isInstanceOf(Outcome.Rejected.class);
        assertThat(result.outcome(3)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void aDatabaseThatTakesNoMoreSeriesRejectsNothing() throws Exception {
        open(sink);
        recorder.reply(
                400,
                "{\"error\":\"partial write: max-series-per-database limit exceeded: (9) dropped=1\"}");

        assertThatThrownBy(() -> sink.write(batch(3)))
                .isInstanceOf(SinkException.Unavailable.class)
                .hasMessageContaining("max-series-per-database");
    }

    @Test
    void oneLineThatIsTooLargeIsRejected() throws Exception {
        open(sink);
        recorder.reply(413, "");

        assertThat(sink.write(batch(1)).outcome(0)).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void hintsThatChangeForTheWorseKeepTheMappingAndFailTheCheck() throws Exception {
        var context = SampleContext.of(Path.of("target"), WebEvents.contract());
        sink.open(context);
        context.change(WebEvents.with(WebEvents.contract(), Map.of("fields", "nothing")));

        assertThat(sink.write(batch(1)).outcome(0)).isInstanceOf(Outcome.Delivered.class);
        assertThat(sink.check().usable()).isFalse();

        context.change(WebEvents.contract());
        assertThat(sink.check().usable()).isTrue();
    }

    private static SampleBatch batch(int size) {
        return SampleBatch.of("b", size, i -> WebEvents.event(i, "www.example.com", "share", "x"));
    }
}
