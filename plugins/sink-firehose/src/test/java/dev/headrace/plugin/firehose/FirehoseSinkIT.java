package dev.headrace.plugin.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirehoseSinkIT {

    private static final String STREAM = "events";

    @TempDir private Path folder;

    private final SinkProvider provider = new FirehoseSinkProvider();
    private final List<Sink> opened = new ArrayList<>();
    private final List<String> objects = new ArrayList<>();
    private ImitationFirehose firehose;

    @BeforeEach
    void start() throws Exception {
        firehose = ImitationFirehose.start(STREAM);
    }

    @AfterEach
    void stop() {
        opened.forEach(Sink::close);
        firehose.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event-only | {\"n\":0}",
                "flattened | {\"event_id\":\"e-0\",\"stream\":\"web\",\"schema_version\":1,\"received_at\":\"2026-11-22T09:15:30.123Z\",\"occurred_at\":\"2026-11-22T09:15:30.123Z\",\"principal_kind\":\"service\",\"principal_name\":\"conformance-kit\",\"n\":0}",
                "envelope | {\"id\":\"e-0\",\"stream\":\"web\",\"schemaVersion\":1,\"receivedAt\":\"2026-11-22T09:15:30.123Z\",\"occurredAt\":\"2026-11-22T09:15:30.123Z\",\"position\":\"n1-e-0\",\"principal\":{\"kind\":\"service\",\"name\":\"conformance-kit\"},\"event\":{\"n\":0}}"
            })
    void everyFormIsALine(String form, String line) throws Exception {
        Sink sink = open("form", form);

        WriteResult result = sink.write(batch(2));

        assertThat(result.outcome(0)).isInstanceOf(Outcome.Delivered.class);
        assertThat(lines().getFirst()).isEqualTo(line);
        assertThat(lines()).hasSize(2);
    }

    @Test
    void objectsLieWhereFirehosePutsThem() throws Exception {
        try (LakeBucket s3 = LakeBucket.start()) {
            open().write(batch(3));

            firehose.deliver(STREAM, "lake/", Instant.parse("2026-11-22T09:59:59Z"), s3);

            assertThat(s3.keys()).hasSize(1);
            assertThat(s3.keys().getFirst())
                    .matches("lake/2026/11/22/09/events-1-2026-11-22-09-59-59-[0-9a-f-]{36}\\.gz");
            assertThat(s3.lines()).hasSize(3);
        }
    }

    @Test
    void onlyTheRecordsThatWereTooMuchAreToBeTriedAgainWithoutEnd() throws Exception {
        Sink sink = open();
        firehose.fails(new ImitationFirehose.Faults(Optional.empty(), Set.of(1, 3)));

        WriteResult result = sink.write(batch(5));

        assertThat(outcomes(result))
                .containsExactly("Delivered", "Throttled", "Delivered", "Throttled", "Delivered");
        assertThat(((Outcome.Throttled) result.outcome(1)).code())
                .isEqualTo("ServiceUnavailableException");
        assertThat(lines()).hasSize(3);
    }

    @Test
    void aRequestOfWhichNothingIsTakenIsThrottled() throws Exception {
        Sink sink = open();
        firehose.fails(new ImitationFirehose.Faults(Optional.empty(), Set.of(0, 1, 2)));

        assertThatThrownBy(() -> sink.write(batch(3))).isInstanceOf(SinkException.Throttled.class);
    }

    @ParameterizedTest
    @CsvSource({
        "503, ServiceUnavailableException, Throttled",
        "400, LimitExceededException, Throttled",
        "400, ThrottlingException, Throttled",
        "400, ResourceNotFoundException, Misconfigured",
        "400, InvalidArgumentException, Misconfigured",
        "400, InvalidSourceException, Misconfigured",
        "400, AccessDeniedException, Unauthorised",
        "400, UnrecognizedClientException, Unauthorised",
        "400, ExpiredTokenException, Unauthorised",
        "400, InvalidKMSResourceException, Unauthorised",
        "500, InternalFailure, Unavailable",
        "400, SomethingNew, Unavailable"
    })
    void aRefusedRequestIsNoRecordsFault(int status, String code, String kind) throws Exception {
        Sink sink = open();
        firehose.refuses(status, code);

        assertThatThrownBy(() -> sink.write(batch(3)))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("events")
                .extracting(e -> e.getClass().getSimpleName())
                .isEqualTo(kind);
    }

    @Test
    void aBatchThatIsTooLargeForOneRequestGoesOutInTwo() throws Exception {
        Sink sink = open("form", "flattened");
        String quoted = "{\"n\":[" + "\"\",".repeat(160_000) + "0]}";

        WriteResult result =
                sink.write(SampleBatch.of("b", 6, i -> SampleRecord.of("web", "e-" + i, quoted)));

        assertThat(outcomes(result)).containsOnly("Delivered");
        assertThat(firehose.requests()).hasSizeGreaterThan(1);
        assertThat(firehose.requests().stream().mapToInt(Integer::intValue).sum()).isEqualTo(6);
    }

    @Test
    void aLineLongerThanFirehoseTakesIsRejectedAlone() throws Exception {
        Sink sink = open("form", "flattened");
        String quoted = "{\"n\":[" + "\"\",".repeat(300_000) + "0]}";

        WriteResult result =
                sink.write(batch(3).replacing(1, SampleRecord.of("web", "e-1", quoted)));

        assertThat(outcomes(result)).containsExactly("Delivered", "Rejected", "Delivered");
        assertThat(result.outcome(1).toString()).contains("too-large");
    }

    @Test
    void anEventThatIsNoObjectCannotBeFlattened() throws Exception {
        Sink sink = open("form", "flattened");

        WriteResult result = sink.write(batch(2).replacing(0, SampleRecord.of("web", "e", "[1]")));

        assertThat(outcomes(result)).containsExactly("Rejected", "Delivered");
    }

    @ParameterizedTest
    @CsvSource({
        "DeliveryStreamType, KinesisStreamAsSource, Misconfigured",
        "DeliveryStreamType, MSKAsSource, Misconfigured",
        "DeliveryStreamStatus, CREATING, Unavailable"
    })
    void aStreamThatTakesNoRecordsIsNotOpened(String key, String value, String kind) {
        firehose.describes(key, value);

        assertThatThrownBy(this::open)
                .extracting(e -> e.getClass().getSimpleName())
                .isEqualTo(kind);
        assertThatThrownBy(this::open).hasMessageContaining(value);
    }

    @Test
    void aStreamThatIsNotThereIsMisconfigured() throws Exception {
        assertThatThrownBy(() -> open("stream-name", "none"))
                .isInstanceOf(SinkException.Misconfigured.class)
                .hasMessageContaining("none");
        CheckReport report = sink("stream-name", "none").check();

        assertThat(report.usable()).isFalse();
        assertThat(report.findings().getFirst().subject()).isEqualTo("delivery stream none");
    }

    @Test
    void checkSaysThatWritingCannotBeAsked() throws Exception {
        assertThat(open().check().findings())
                .extracting(CheckReport.Finding::level)
                .containsExactly(CheckReport.Level.OK, CheckReport.Level.UNKNOWN);
    }

    private Sink open(String... settings) throws Exception {
        Sink sink = sink(settings);
        opened.add(sink);
        sink.open(SampleContext.of(folder));
        return sink;
    }

    private Sink sink(String... settings) {
        Map<String, String> all = firehose.settings(STREAM);
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return provider.create(provider.config().parse(all));
    }

    private static SampleBatch batch(int size) {
        return SampleBatch.of(
                "b", size, i -> SampleRecord.of("web", "e-" + i, "{\"n\":" + i + "}"));
    }

    private static List<String> outcomes(WriteResult result) {
        return IntStream.range(0, result.size())
                .mapToObj(i -> result.outcome(i).getClass().getSimpleName())
                .toList();
    }

    private List<String> lines() throws Exception {
        firehose.deliver(
                STREAM,
                "",
                Instant.EPOCH,
                (key, content) -> {
                    try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
                        objects.addAll(
                                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                        .lines()
                                        .toList());
                    }
                });
        return objects;
    }
}
