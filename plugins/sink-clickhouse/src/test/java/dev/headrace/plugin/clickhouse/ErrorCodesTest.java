package dev.headrace.plugin.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.SinkException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodesTest {

    private static final Map<String, Class<? extends SinkException>> KINDS =
            Map.of(
                    "throttled", SinkException.Throttled.class,
                    "unavailable", SinkException.Unavailable.class,
                    "unauthorised", SinkException.Unauthorised.class,
                    "misconfigured", SinkException.Misconfigured.class,
                    "too-large", SinkException.TooLarge.class);

    @ParameterizedTest
    @CsvSource({
        "252, 500, throttled", // TOO_MANY_PARTS
        "241, 500, throttled", // MEMORY_LIMIT_EXCEEDED
        "202, 500, throttled", // TOO_MANY_SIMULTANEOUS_QUERIES
        "0, 429, throttled",
        "516, 403, unauthorised", // AUTHENTICATION_FAILED
        "497, 500, unauthorised", // ACCESS_DENIED
        "0, 401, unauthorised",
        "81, 404, misconfigured", // UNKNOWN_DATABASE
        "0, 404, misconfigured",
        "0, 302, misconfigured",
        "243, 500, unavailable", // NOT_ENOUGH_SPACE
        "242, 500, unavailable", // TABLE_IS_READ_ONLY
        "159, 500, unavailable", // TIMEOUT_EXCEEDED
        "999, 500, unavailable", // KEEPER_EXCEPTION
        "62, 400, unavailable", // SYNTAX_ERROR, which no event can cause
        "0, 502, unavailable",
        "0, 413, too-large"
    })
    void aFaultOfTheTargetRejectsNoEvent(int code, int status, String kind) {
        assertThatThrownBy(() -> ErrorCodes.of(code, status))
                .isInstanceOf(KINDS.getOrDefault(kind, SinkException.class));
    }

    @ParameterizedTest
    @CsvSource({"27", "26", "72", "117", "41", "349", "469"})
    void aRowThatCannotBeReadIsTheRowsFault(int code) throws Exception {
        assertThat(ErrorCodes.of(code, 500)).isEqualTo(new Answer.BadRow(code));
    }

    @Test
    void aMissingTableOrColumnMeansThatTheTableHasChanged() throws Exception {
        assertThat(ErrorCodes.of(60, 404)).isEqualTo(new Answer.Changed(60));
        assertThat(ErrorCodes.of(16, 500)).isEqualTo(new Answer.Changed(16));
    }
}
