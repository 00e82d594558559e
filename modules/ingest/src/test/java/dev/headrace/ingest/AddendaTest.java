package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddendaTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1.0}        | {\"a\":1.0,\"tag\":\"x\"}",
                "{ \"a\" : {} }     | { \"a\" : {} ,\"tag\":\"x\"}",
                "{\"a\":\"}\"}      | {\"a\":\"}\",\"tag\":\"x\"}",
                "{}                 | { \"tag\":\"x\"}",
                "{ }                | {  \"tag\":\"x\"}",
            })
    void addsMembersAtTheEndAndLeavesTheRestAsItWasWritten(String event, String stored) {
        byte[] body = ("[" + event + "," + event + "]").getBytes(StandardCharsets.UTF_8);
        byte[] addenda = "\"tag\":\"x\"}".getBytes(StandardCharsets.UTF_8);

        byte[] joined = Addenda.join(body, 2 + event.length(), event.length(), addenda);

        assertThat(new String(joined, StandardCharsets.UTF_8)).isEqualTo(stored);
    }
}
