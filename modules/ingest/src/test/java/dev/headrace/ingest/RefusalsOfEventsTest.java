package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.event.Principal;
import dev.headrace.event.Rejection;
import dev.headrace.eventlog.RejectedEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rejection says, and what of it goes to the reject log. */
class RefusalsOfEventsTest {

    /** With two faults. */
    private static final String BROKEN = "{\"a\":[],\"nested\":{\"my_own_name\":1}}";

    @TempDir private Path folder;
    private PipelineFixture fixture;

    @BeforeEach
    void open() {
        fixture =
                new PipelineFixture(
                        folder, "{ events: 1000, event-bytes: 4KiB }", Optional.empty());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static List<List<Integer>> acceptedBy(IngestAnswer answer) {
        return answer.receipt().rejected().stream().map(Rejection::acceptedBy).toList();
    }

    @Test
    void namesTheOtherVersionsThatWouldAccept() {
        IngestAnswer answer =
                fixture.postVersion(1, "[{\"a\":1},{\"a\":\"x\"},{\"a\":true},{\"a\":[]},{}]");

        assertThat(answer.receipt().accepted()).isEqualTo(1);
        assertThat(acceptedBy(answer))
                .containsExactly(List.of(2), List.of(3), List.of(), List.of());
        assertThat(new String(JsonAnswers.receipt(answer.receipt()), StandardCharsets.UTF_8))
                .contains("\"acceptedBy\":[2]}")
                .doesNotContain("\"acceptedBy\":[]");
        assertThat(
                        new String(
                                JsonAnswers.guardian("ok", "r", answer.receipt().rejected()),
                                StandardCharsets.UTF_8))
                .contains("\"acceptedBy\":[3]");
    }

    @Test
    void hasNothingToSayOfVersionsWhenNoneWasNamed() {
        IngestAnswer answer = fixture.post("[{\"a\":\"x\"},{\"a\":[]}]");

        assertThat(answer.receipt().accepted()).isEqualTo(1);
        assertThat(acceptedBy(answer)).containsExactly(List.of());
    }

    @Test
    void boundsTheWorkThatABadBatchCausesByOtherVersions() {
        IngestAnswer answer =
                fixture.postVersion(1, "[" + "{\"a\":\"x\"},".repeat(999) + "{\"a\":\"x\"}]");

        assertThat(acceptedBy(answer).stream().filter(versions -> !versions.isEmpty()))
                .hasSize(OtherVersions.MOST_TRIES / 2);
    }

    @Test
    void looksForMoreFaultsInTheFirstEventsOfABadBatchAlone() {
        IngestAnswer answer = fixture.post("[" + BROKEN + ("," + BROKEN).repeat(99) + "]");

        List<Integer> told =
                answer.receipt().rejected().stream().map(one -> one.further().size()).toList();
        assertThat(told).hasSize(100).startsWith(1, 1);
        assertThat(told.stream().filter(size -> size > 0)).hasSize(FurtherFaults.MOST_EVENTS);
        assertThat(new String(JsonAnswers.receipt(answer.receipt()), StandardCharsets.UTF_8))
                .contains(
                        "\"further\":[{\"pointer\":\"/nested\",\"keyword\":\"additionalProperties\",\"message\":\"has the unknown property my_own_name\"}]")
                .doesNotContain("\"further\":[]");
    }

    @Test
    void keepsNothingOfFurtherFaultsInTheRejectLog() {
        fixture.post(BROKEN);

        assertThat(fixture.rejects.rejects).hasSize(1);
        assertThat(fixture.rejects.rejects.getFirst().rejection().further()).isEmpty();
        assertThat(fixture.rejects.rejects.toString()).doesNotContain("my_own_name");
    }

    @Test
    void leavesEachRejectionToTheRejectLogWithItsCaller() {
        fixture.postAs("svc", "[{\"a\":1},{},{\"a\":[]}]");

        assertThat(fixture.rejects.rejects)
                .extracting(RejectedEvent::principal)
                .containsOnly(Principal.service("svc"));
        assertThat(fixture.rejects.rejects)
                .extracting(reject -> reject.rejection().index())
                .containsExactly(1, 2);
        assertThat(fixture.rejects.rejects.getFirst().at()).isEqualTo(PipelineFixture.NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | json | request-not-json",
                "[{\"a\":1,\"a\":2}] | json | request-not-json",
            })
    void leavesWholeRequestsOfAKnownCallerToTheRejectLog(
            String body, String code, String fingerprint) {
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> fixture.postAs("svc", body));

        assertThat(fixture.rejects.rejects).hasSize(1);
        Rejection rejection = fixture.rejects.rejects.getFirst().rejection();
        assertThat(rejection.index()).isEqualTo(Rejection.WHOLE_REQUEST);
        assertThat(rejection.code().word()).isEqualTo(code);
        assertThat(rejection.fingerprint()).isEqualTo(fingerprint);
    }

    @Test
    void leavesNothingToTheRejectLogThatWasNoFaultInTheData() {
        fixture.log.state = dev.headrace.eventlog.LogState.FULL;
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> fixture.postAs("svc", "[{\"a\":1}]"));
        fixture.log.state = dev.headrace.eventlog.LogState.OPEN;
        fixture.pipeline.validate(
                PipelineFixture.request(fixture.service("svc"), Optional.empty(), "[{}]"));

        assertThat(fixture.rejects.rejects).isEmpty();
    }

    @Test
    void refusesAnEventThatIsTooLargeAndTakesTheRest() {
        String large = "{\"a\":" + "1" + " ".repeat(4096) + "}";

        IngestAnswer answer = fixture.post("[" + large + ",{\"a\":1},[" + large + "]]");

        assertThat(answer.receipt().accepted()).isEqualTo(1);
        assertThat(answer.receipt().rejected())
                .extracting(Rejection::index, one -> one.code().word())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0, "too-large"),
                        org.assertj.core.groups.Tuple.tuple(2, "schema"));
    }
}
