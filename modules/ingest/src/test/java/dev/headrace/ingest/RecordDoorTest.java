package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.Contract.Rate;
import dev.headrace.eventlog.EventLogFullException;
import dev.headrace.eventlog.LogState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What cannot be had from a server that runs well; the rows of the table are in the packaged test.
 */
class RecordDoorTest {

    private static final String EVENT = "{\"a\":1}";

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = LogState.class,
            names = {"FULL", "FAILED"})
    void neverSays200ForWhatWasNotStored(LogState state) {
        try (var fixture = new PipelineFixture(folder, "{}", Optional.empty())) {
            fixture.log.state = state;

            Answer answer = take(fixture, EVENT);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsKey("Retry-After");
            assertThat(text(answer)).startsWith("{\"message\":\"Service Unavailable\"");
            assertThat(fixture.log.records()).isZero();
        }
    }

    @Test
    void saysThatTheLogBecameFullWhileTheReportWasWritten() {
        try (var fixture = new PipelineFixture(folder, "{}", Optional.empty())) {
            fixture.log.disk =
                    bytes -> {
                        throw new EventLogFullException("full");
                    };

            assertThat(take(fixture, EVENT).status()).isEqualTo(503);
            assertThat(fixture.log.records()).isZero();
        }
    }

    @Test
    void refusesWhoSendsMoreThanTheRateInTheGatewaysWords() {
        try (var fixture = new PipelineFixture(folder, "{}", Optional.of(new Rate(1, 1)))) {
            assertThat(take(fixture, EVENT).status()).isEqualTo(200);

            Answer answer = take(fixture, EVENT);

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.headers()).containsKey("Retry-After");
            assertThat(text(answer)).startsWith("{\"message\":\"Too Many Requests\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", " \n\t[{\"a\":1}]"})
    void takesOneObjectAndNoList(String body) {
        try (var fixture = new PipelineFixture(folder, "{}", Optional.empty())) {
            Answer answer = take(fixture, body);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(text(answer))
                    .startsWith("{\"message\":\"Invalid request body\"")
                    .contains("one JSON object");
            assertThat(fixture.log.records()).isZero();
        }
    }

    private static Answer take(PipelineFixture fixture, String body) {
        var door = new RecordDoor(() -> fixture.pipeline, new NoStreams());
        return door.take(PipelineFixture.request(PipelineFixture.nobody(), Optional.empty(), body));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
