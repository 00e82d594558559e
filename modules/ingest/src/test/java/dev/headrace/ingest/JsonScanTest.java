package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonScanTest {

    private static Body body(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Body(bytes, bytes.length, new MemoryBudget(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | 0",
                "[] | 0",
                "~ [ ] ~ | 0",
                "{} | 1",
                "{\"a\":[1,2,3]} | 1",
                "[{}] | 1",
                "[{\"a\":[1,2]},{\"b\":{\"c\":1,\"d\":2}}] | 2",
                "[\"],\\\"[,\",{},\"é,\\\\\"] | 3",
                "[1,null,true] | 3",
            })
    void countsTheEventsOfJson(String text, int events) {
        assertThat(JsonScan.events(body(text), BodyFormat.JSON)).isEqualTo(events);
    }

    @Test
    void countsTheLinesOfNdjson() {
        assertThat(JsonScan.events(body("{}\r\n\n  \n{\"a\":1}\n {}"), BodyFormat.NDJSON))
                .isEqualTo(3);
        assertThat(JsonScan.events(body(" \n"), BodyFormat.NDJSON)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"6 | true", "7 | false", "8 | false", "1000 | false"})
    void knowsWhereAValueEnds(long most, boolean longer) {
        Body body = body("[{\"a\":1} ,{\"b\":\"" + "}".repeat(500) + "\"}]");

        assertThat(JsonScan.isLonger(body.bytes(), 1, body.length(), most)).isEqualTo(longer);
    }

    @Test
    void takesNoBracketInAStringForTheEnd() {
        Body body = body("{\"b\":\"" + "}\\\"}".repeat(100) + "\"} trailing");

        assertThat(JsonScan.isLonger(body.bytes(), 0, body.length(), 407)).isTrue();
        assertThat(JsonScan.isLonger(body.bytes(), 0, body.length(), 408)).isFalse();
    }
}
