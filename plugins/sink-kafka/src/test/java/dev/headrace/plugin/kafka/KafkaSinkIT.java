package dev.headrace.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What arrives in a topic, and what does not, with a real broker. */
@Tag("real-server")
class KafkaSinkIT {

    private static KafkaTarget target;

    @BeforeAll
    static void startTheBroker() throws Exception {
        target = new KafkaTarget(KafkaBroker.start(List.of()));
    }

    @AfterAll
    static void stopTheBroker() {
        target.close();
    }

    @BeforeEach
    void emptyTheTopic() throws Exception {
        target.clear();
    }

    @Test
    void aRecordCarriesTheKeyTheEnvelopeAndTheEvent() throws Exception {
        SampleRecord event =
                SampleRecord.of(SampleRecord.STREAM, "one", "{\"n\": 1.0, \"ü\":\"ß\"}")
                        .withKey("device-7")
                        .withTimes(
                                Instant.parse("2026-11-21T10:00:00Z"),
                                Instant.parse("2026-11-21T09:59:59.123456Z"))
                        .withAttributes(Map.of("traceparent", "00-ab-cd-01"));

        try (OpenSink sink = OpenSink.of(with(Map.of("timestamp", "received")))) {
            assertDelivered(sink.write(SampleBatch.of("b", List.of(event))));
        }

        assertThat(target.read(KafkaTarget.TOPIC))
                .singleElement()
                .satisfies(record -> {
                    assertThat(text(record.key())).isEqualTo("device-7");
                    assertThat(text(record.value())).isEqualTo("{\"n\": 1.0, \"ü\":\"ß\"}");
                    assertThat(Instant.ofEpochMilli(record.timestamp()))
                            .isEqualTo(event.receivedAt());
                    assertThat(headers(record))
                            .containsEntry("headrace-id", "one")
                            .containsEntry("headrace-stream", SampleRecord.STREAM)
                            .containsEntry("headrace-schema-version", "1")
                            .containsEntry("headrace-received-at", "2026-11-21T10:00:00.000Z")
                            .containsEntry("headrace-occurred-at", "2026-11-21T09:59:59.123456Z")
                            .containsEntry("traceparent", "00-ab-cd-01");
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void aTimeThatTheBrokersRefuseIsNoFaultOfTheRecords(int size) throws Exception {
        Instant nextWeek = Instant.now().plus(Duration.ofDays(7));
        SampleBatch batch =
                SampleBatch.of(
                        "b",
                        size,
                        i -> OpenSink.event(i).withKey("k").withTimes(nextWeek, nextWeek));

        try (OpenSink sink = OpenSink.of(with(Map.of("timestamp", "received")))) {
            assertThatThrownBy(() -> sink.write(batch))
                    .isInstanceOf(SinkException.Unavailable.class)
                    .hasMessageContaining("clocks");
        }
    }

    @Test
    void deliveredNamesThePlaceInTheTopic() throws Exception {
        try (OpenSink sink = OpenSink.of(target.config())) {
            WriteResult result = sink.write(OpenSink.batch("b", 0, 1));

            ConsumerRecord<byte[], byte[]> record = target.read(KafkaTarget.TOPIC).getFirst();
            assertThat(result.outcome(0))
                    .isEqualTo(
                            new Outcome.Delivered(
                                    "telemetry-" + record.partition() + "@" + record.offset()));
        }
    }

    @Test
    void recordsOfOneKeyKeepTheirOrder() throws Exception {
        SampleBatch batch =
                SampleBatch.of("b", 900, i -> OpenSink.event(i).withKey("device-" + i % 7));

        try (OpenSink sink = OpenSink.of(target.config())) {
            assertDelivered(sink.write(batch));
        }

        Map<String, Integer> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : target.read(KafkaTarget.TOPIC)) {
            int number = Integer.parseInt(id(record).substring("event-".length()));
            assertThat(last.getOrDefault(text(record.key()), -1)).isLessThan(number);
            last.put(text(record.key()), number);
        }
        assertThat(last).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4", "zstd", "gzip", "none"})
    void everyCompressionIsReadBack(String compression) throws Exception {
        try (OpenSink sink = OpenSink.of(with(Map.of("compression", compression)))) {
            assertDelivered(sink.write(OpenSink.batch("b", 0, 200)));
        }

        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expectedIds(0, 200));
    }

    @Test
    void eachStreamHasItsTopicWhereTheNameSaysSo() throws Exception {
        target.create("events.left", 1, Map.of());
        target.create("events.right", 1, Map.of());

        try (OpenSink sink =
                OpenSink.of(
                        with(Map.of("topic", "events.{stream}")),
                        SampleContext.contract("left", "{}"),
                        SampleContext.contract("right", "{}"))) {
            sink.write(SampleBatch.of("l", List.of(SampleRecord.of("left", "l", "{}"))));
            sink.write(SampleBatch.of("r", List.of(SampleRecord.of("right", "r", "{}"))));
        }

        assertThat(target.read("events.left")).extracting(KafkaSinkIT::id).containsExactly("l");
        assertThat(target.read("events.right")).extracting(KafkaSinkIT::id).containsExactly("r");
    }

    @Test
    void rejectsOnlyTheRecordThatTheTopicFindsTooLarge() throws Exception {
        target.create("small", 1, Map.of("max.message.bytes", "20000"));
        SampleRecord large = OpenSink.event(7).withEvent("{\"x\":\"" + "y".repeat(40_000) + "\"}");
        SampleBatch batch = OpenSink.batch("b", 0, 50).replacing(7, large);

        WriteResult result;
        try (OpenSink sink = OpenSink.of(with(Map.of("topic", "small", "compression", "none")))) {
            result = sink.write(batch);
        }

        assertThat(result.outcome(7))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo("too-large"));
        assertThat(IntStream.range(0, 50).filter(i -> i != 7))
                .allSatisfy(
                        i -> assertThat(result.outcome(i)).isInstanceOf(Outcome.Delivered.class));
        assertThat(target.read("small")).hasSize(49);
    }

    @Test
    void aMissingTopicIsMisconfiguredAndNotMade() throws Exception {
        target.allow("nowhere");

        SinkException.Misconfigured fault =
                catchThrowableOfType(
                        SinkException.Misconfigured.class,
                        () -> OpenSink.of(with(Map.of("topic", "nowhere", "timeout", "6s"))));

        assertThat(fault.key()).contains("topic");
        assertThat(fault).hasMessageContaining("nowhere").hasMessageContaining("not there");
    }

    @Test
    void aCompactedTopicWithoutKeysIsMisconfigured() throws Exception {
        target.create("compacted", 1, Map.of("cleanup.policy", "compact"));

        try (OpenSink sink = OpenSink.of(with(Map.of("topic", "compacted")))) {
            assertThatThrownBy(() -> sink.write(OpenSink.batch("b", 0, 3)))
                    .isInstanceOf(SinkException.Misconfigured.class)
                    .hasMessageContaining("without a key");
            WriteResult keyed =
                    sink.write(SampleBatch.of("k", 3, i -> OpenSink.event(i).withKey("k")));
            assertDelivered(keyed);
        }
    }

    @Test
    void deniedRightsAreUnauthorisedAndRejectNothing() throws Exception {
        try (OpenSink sink = OpenSink.of(target.config())) {
            try (AutoCloseable denied = target.deny(KafkaTarget.TOPIC)) {
                assertThatThrownBy(() -> sink.write(OpenSink.batch("b", 0, 20)))
                        .isInstanceOf(SinkException.Unauthorised.class)
                        .hasMessageContaining("telemetry");
            }
            assertDelivered(sink.write(OpenSink.batch("b", 0, 20)));
        }

        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expectedIds(0, 20));
    }

    @Test
    void aWrongPasswordIsUnauthorisedAndNotInTheMessage() {
        assertThatThrownBy(() -> OpenSink.of(with(Map.of("password", "not the password"))))
                .isInstanceOf(SinkException.Unauthorised.class)
                .satisfies(e -> assertThat(e.toString()).doesNotContain("not the password"));
    }

    @Test
    void aBrokerThatIsAwayIsUnavailable() {
        Map<String, String> config = with(Map.of("brokers", "127.0.0.1:1", "timeout", "3s"));

        assertThatThrownBy(() -> OpenSink.of(config)).isInstanceOf(SinkException.Unavailable.class);
    }

    @Test
    void speaksTlsToABrokerWhoseAuthorityItKnows() throws Exception {
        Map<String, String> config = with(tls(target.broker().authority()));

        try (OpenSink sink = OpenSink.of(config)) {
            assertDelivered(sink.write(OpenSink.batch("b", 0, 10)));
        }

        assertThat(ids()).hasSize(10);
    }

    @Test
    void refusesABrokerThatNoKnownAuthorityHasSigned() {
        Map<String, String> config = with(tls(target.broker().authority()));
        config.remove("tls-ca");

        assertThatThrownBy(() -> OpenSink.of(config))
                .isInstanceOf(SinkException.Unauthorised.class);
    }

    @Test
    void logsInWithAPlainPasswordToo() throws Exception {
        try (OpenSink sink =
                OpenSink.of(with(Map.of("sasl", "plain", "password", "plain secret")))) {
            assertDelivered(sink.write(OpenSink.batch("b", 0, 3)));
        }
    }

    @Test
    void aQuotaSlowsTheSinkAndLosesNothing() throws Exception {
        String padding = "x".repeat(1_000);
        SampleBatch batch =
                SampleBatch.of(
                        "b", 120, i -> OpenSink.event(i).withEvent("{\"x\":\"" + padding + "\"}"));

        try (AutoCloseable quota = target.quota(20_000);
                OpenSink sink = OpenSink.of(with(Map.of("compression", "none")))) {
            assertDelivered(sink.write(batch));
            assertDelivered(sink.write(OpenSink.batch("c", 1_000, 5)));
        }

        assertThat(ids()).hasSize(125).doesNotHaveDuplicates();
    }

    @Test
    void aQuotaThatLeavesNoTimeIsThrottled() throws Exception {
        String padding = "{\"x\":\"" + "x".repeat(50_000) + "\"}";
        SampleBatch large = SampleBatch.of("large", 10, i -> OpenSink.event(i).withEvent(padding));

        try (AutoCloseable quota = target.quota(1_000);
                OpenSink sink = OpenSink.of(with(Map.of("compression", "none", "timeout", "3s")))) {
            // The first may still go through: brokers count what they took, and wait after it.
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() ->
                            assertThatThrownBy(() -> sink.write(large))
                                    .isInstanceOf(SinkException.Throttled.class)
                                    .hasMessageContaining("quota"));
        }
    }

    @Test
    void theCheckFindsATopicThatMayBeWritten() throws Exception {
        try (OpenSink sink = OpenSink.of(target.config())) {
            CheckReport report = sink.check();

            assertThat(report.usable()).isTrue();
            assertThat(levelOf(report, "topic telemetry")).contains(Level.OK);
            assertThat(levelOf(report, "rights on topic telemetry")).contains(Level.OK);
        }
    }

    @Test
    void theCheckTellsWhatIsMissing() throws Exception {
        try (OpenSink missing = OpenSink.unopened(with(Map.of("topic", "nowhere")));
                OpenSink open = OpenSink.of(target.config());
                AutoCloseable denied = target.deny(KafkaTarget.TOPIC)) {
            assertThat(levelOf(missing.check(), "topic nowhere")).contains(Level.FAILED);
            assertThat(levelOf(open.check(), "rights on topic telemetry")).contains(Level.FAILED);
        }
        try (OpenSink away =
                OpenSink.unopened(with(Map.of("brokers", "127.0.0.1:1", "timeout", "3s")))) {
            assertThat(away.check().usable()).isFalse();
        }
    }

    private static Map<String, String> with(Map<String, String> more) {
        var config = new HashMap<>(target.config());
        config.putAll(more);
        return config;
    }

    private static Map<String, String> tls(Path authority) {
        return Map.of(
                "brokers", target.broker().tls(), "tls", "on", "tls-ca", authority.toString());
    }

    private static void assertDelivered(WriteResult result) {
        assertThat(IntStream.range(0, result.size()).mapToObj(result::outcome))
                .hasOnlyElementsOfType(Outcome.Delivered.class);
    }

    private static Optional<Level> levelOf(CheckReport report, String subject) {
        return report.findings().stream()
                .filter(finding -> finding.subject().equals(subject))
                .map(CheckReport.Finding::level)
                .findFirst();
    }

    private static List<String> ids() {
        return target.read(KafkaTarget.TOPIC).stream().map(KafkaSinkIT::id).toList();
    }

    private static List<String> expectedIds(int from, int size) {
        return IntStream.range(from, from + size).mapToObj(n -> "event-" + n).toList();
    }

    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return KafkaTarget.header(record, "headrace-id").orElseThrow();
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return headers;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
