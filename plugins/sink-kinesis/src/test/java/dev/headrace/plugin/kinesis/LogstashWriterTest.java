package dev.headrace.plugin.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.tck.SampleRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

class LogstashWriterTest {

    /** What a service that this form takes over from sent, and what is to come of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ID   | {"app":"example-app","stage":"PROD","type":"T1","value":1,"eventTime":"2020-09-03T07:51:27.669Z"} | {"@timestamp":"2020-09-03T07:51:27.669Z","app":"example-app","stage":"PROD","type":"T1","value":1,"eventTime":"2020-09-03T07:51:27.669Z","id":"ID"}
                    ID   | {"app":"example-app","stage":"PROD","type":"T1","value":true,"eventTime":"2020-09-03T07:51:27.669Z","tags":{"a":"x","n":1,"b":false}} | {"@timestamp":"2020-09-03T07:51:27.669Z","app":"example-app","stage":"PROD","type":"T1","value":true,"eventTime":"2020-09-03T07:51:27.669Z","id":"ID","_tags":{"a":"x","n":1,"b":false}}
                    mine | {"app":"a","stage":"s","type":"t","value":1,"eventTime":"2020-09-03T07:51:27+01:00","extra":{"deep":[1]},"id":"mine","@timestamp":"spoof","_tags":{"x":1}} | {"@timestamp":"2020-09-03T07:51:27+01:00","app":"a","stage":"s","type":"t","value":1,"eventTime":"2020-09-03T07:51:27+01:00","extra":{"deep":[1]},"id":"mine"}
                    """)
    void writesWhatTheEarlierServiceWroteWithoutItsHoles(String id, String event, String expected)
            throws IOException {
        assertThat(written(id, event)).isEqualTo(expected);
    }

    @Test
    void aNameThatIsWrittenInAnotherWayIsStillTheServersName() throws IOException {
        assertThat(written("ID", "{\"\\u0040timestamp\":\"spoof\",\"\\u0069d\":2,\"a\":1}"))
                .isEqualTo("{\"@timestamp\":\"2026-11-22T09:00:00Z\",\"a\":1,\"id\":\"ID\"}");
    }

    @Test
    void withoutATimeOfItsOwnTheEventHasTheTimeItHappened() throws IOException {
        assertThat(written("ID", "{\"eventTime\":5}"))
                .isEqualTo(
                        "{\"@timestamp\":\"2026-11-22T09:00:00Z\",\"eventTime\":5,\"id\":\"ID\"}");
    }

    @Test
    void bracesAndQuotesInTextsLeadNobodyAstray() throws IOException {
        String odd = "{ \"a\" : \"}\\\"],{\" , \"b\":[[\"]\"],{}] ,\"c\":-1.50e+3}";

        assertThat(written("I\"D", odd))
                .isEqualTo(
                        "{\"@timestamp\":\"2026-11-22T09:00:00Z\",\"a\" : \"}\\\"],{\","
                                + "\"b\":[[\"]\"],{}],\"c\":-1.50e+3,\"id\":\"I\\\"D\"}");
    }

    @Test
    void anEmptyEventIsOnlyTimeAndId() throws IOException {
        assertThat(written("ID", "{}"))
                .isEqualTo("{\"@timestamp\":\"2026-11-22T09:00:00Z\",\"id\":\"ID\"}");
    }

    private static String written(String id, String event) throws IOException {
        Instant happened = Instant.parse("2026-11-22T09:00:00Z");
        var out = new ByteArrayOutputStream();
        new LogstashWriter()
                .write(
                        SampleRecord.of("user-telemetry", id, event).withTimes(happened, happened),
                        out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
