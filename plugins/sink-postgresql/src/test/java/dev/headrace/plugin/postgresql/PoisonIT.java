package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads that are hard to store, and those that cannot be stored. */
@ExtendWith(SharedServer.class)
final class PoisonIT {

    private static final int POISON = 137;
    private static final String CANARY = "canary-7f3a";

    private static TestServer server;

    private String schema;
    private Sink sink;

    @BeforeAll
    static void startServer(TestServer shared) {
        server = shared;
    }

    @BeforeEach
    void openSink(TestInfo test) throws Exception {
        schema =
                "s"
                        + Integer.toHexString(
                                (test.getDisplayName() + test.getTestMethod()).hashCode());
        sink = server.sink(schema);
        sink.open(Events.context("orders"));
    }

    @AfterEach
    void closeSink() {
        sink.close();
    }

    static Stream<Arguments> poisons() {
        return Stream.of(
                arguments("nul-character", event("{\"a\": \"" + CANARY + "\\u0000\"}")),
                arguments("nul-character", event("{\"" + CANARY + "\\u0000\": 1}")),
                arguments("nul-character", event("{}").withKey(CANARY + "\0")),
                arguments("nul-character", event("{}").withAttributes(Map.of("a", CANARY + "\0"))),
                arguments("numeric-overflow", event("{\"" + CANARY + "\": 1e400000}")),
                arguments("numeric-overflow", event("{\"a\": 1" + "0".repeat(140_000) + "}")),
                arguments("too-deep", event("[".repeat(100_000) + "]".repeat(100_000))),
                arguments("not-storable", event("{\"" + CANARY + "\": \"\\ud800\"}")),
                arguments("not-storable", event("{\"" + CANARY + "\": ")),
                arguments(
                        "time-out-of-range",
                        event("{}")
                                .withTimes(Events.NOW, Instant.parse("+294277-01-01T00:00:00Z"))),
                arguments("time-out-of-range", event("{}").withTimes(Events.NOW, Instant.MIN)));
    }

    @ParameterizedTest
    @MethodSource("poisons")
    void rejectsOnePoisonOfFiveHundredAndDeliversTheOthers(String code, SampleRecord poison)
            throws Exception {
        WriteResult result = sink.write(Events.batch("orders", 0, 500).replacing(POISON, poison));

        assertThat(IntStream.range(0, 500).filter(i -> i != POISON).mapToObj(result::outcome))
                .hasSize(499)
                .allMatch(Outcome.Delivered.class::isInstance);
        assertThat(result.outcome(POISON))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> {
                            assertThat(rejected.code()).isEqualTo(code);
                            assertThat(rejected.detail()).doesNotContain(CANARY);
                        });
        assertThat(server.count(schema + ".orders")).isEqualTo(499);
    }

    @Test
    void rejectsEachOfManyPoisons() throws Exception {
        SampleBatch batch =
                Events.batch(
                        0,
                        200,
                        n -> Events.event("orders", n, n % 3 == 0 ? "{\"a\": 1e999999}" : "{}"));

        WriteResult result = sink.write(batch);

        for (int i = 0; i < 200; i++) {
            assertThat(result.outcome(i))
                    .isInstanceOf(i % 3 == 0 ? Outcome.Rejected.class : Outcome.Delivered.class);
        }
        assertThat(server.count(schema + ".orders")).isEqualTo(133);
    }

    @Test
    void rejectsAWholeBatchOfPoisonsAndStaysUsable() throws Exception {
        WriteResult bad =
                sink.write(
                        Events.batch(
                                0, 50, n -> Events.event("orders", n, "{\"a\": \"\\u0000\"}")));
        WriteResult good = sink.write(Events.batch("orders", 50, 1));

        assertThat(IntStream.range(0, 50).mapToObj(bad::outcome))
                .allMatch(Outcome.Rejected.class::isInstance);
        assertThat(good.outcome(0)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void rejectsABatchOfNothingButImpossibleTimes() throws Exception {
        WriteResult result =
                sink.write(Events.batch(event("{}").withTimes(Events.NOW, Instant.MAX)));

        assertThat(result.outcome(0)).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void storesWhatIsHardToStoreJustAsItCame() throws Exception {
        List<String> corpus =
                List.of(
                        "{}",
                        "{\"tabs and lines\":\t\"x\" ,\r\n  \"in white space\" : [ 1 ,\n 2 ] }",
                        "{\"escapes\":\"\\\\ \\\" \\/ \\b \\f \\n \\r \\t \\u0001 \\u001f \\u007f\"}",
                        "{\"copy\":\"\\\\N \\\\. \\\\x41 \\\\0 \\\\\\\\\"}",
                        "{\"unicode\":\"žluťoučký кіт 日本 \\u65e5 🚰 \\ud83d\\udeb0 \u2028 \ufeff \u200f\"}",
                        "{\"\":{\"$\":{\"a.b\":[null,true,false,[],{}]}}}",
                        "{\"numbers\":[0,-0,1.0,1.10,1e5,1E-7,123456789012345678901234567890,0.1e-300]}",
                        "{\"long\":1" + "0".repeat(1_000) + ".5}",
                        "{\"deep\":" + "[".repeat(400) + "]".repeat(400) + "}",
                        "{\"mebibyte\":\"" + "aé\\n🚰".repeat((1 << 20) / 10) + "\"}",
                        "{\"wide\":[" + "1,".repeat(50_000) + "1]}");

        WriteResult result =
                sink.write(
                        Events.batch(
                                0, corpus.size(), n -> Events.event("orders", n, corpus.get(n))));

        for (int i = 0; i < corpus.size(); i++) {
            assertThat(result.outcome(i)).isInstanceOf(Outcome.Delivered.class);
            assertThat(stored(i, corpus.get(i))).as(corpus.get(i).substring(0, 2)).isTrue();
        }
    }

    /** Asks the server whether it holds what it makes of the same text in an ordinary parameter. */
    private boolean stored(int number, String json) throws Exception {
        try (var connection = server.connect();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT event::text = (convert_from(?, 'UTF8'))::jsonb::text FROM "
                                        + schema
                                        + ".orders WHERE id = ?")) {
            select.setBytes(1, json.getBytes(StandardCharsets.UTF_8));
            select.setString(2, "id-" + number);
            try (var row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static SampleRecord event(String json) {
        return Events.event("orders", 9_999, json);
    }
}
