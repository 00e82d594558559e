package dev.headrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriteResultTest {

    @Test
    void aRecordThatTheSinkDoesNotMentionIsUnknown() {
        WriteResult result = WriteResult.of(TestBatch.ofSize(3)).delivered(1, "key").build();

        assertThat(result.size()).isEqualTo(3);
        assertThat(result.outcome(0)).isEqualTo(new Outcome.Unknown("unset"));
        assertThat(result.outcome(1)).isEqualTo(new Outcome.Delivered("key"));
        assertThat(result.outcome(2)).isEqualTo(new Outcome.Unknown("unset"));
    }

    @Test
    void keepsTheOutcomeOfEachRecordTheLastOneSaid() {
        Instant later = Instant.parse("2026-11-22T10:00:00Z");

        WriteResult result =
                WriteResult.of(TestBatch.ofSize(4))
                        .rejected(0, "too-deep", "deeper than the target takes")
                        .retry(1, "busy", later)
                        .unknown(2, "reset")
                        .delivered(3, "key")
                        .rejected(3, "late", "the target took it back")
                        .build();

        assertThat(List.of(0, 1, 2, 3))
                .extracting(result::outcome)
                .containsExactly(
                        new Outcome.Rejected("too-deep", "deeper than the target takes"),
                        new Outcome.Retry("busy", later),
                        new Outcome.Unknown("reset"),
                        new Outcome.Rejected("late", "the target took it back"));
    }

    @Test
    void allDeliveredSpeaksForEveryRecord() {
        WriteResult result = WriteResult.allDelivered(TestBatch.ofSize(2), "file");

        assertThat(List.of(result.outcome(0), result.outcome(1)))
                .containsOnly(new Outcome.Delivered("file"));
        assertThat(WriteResult.allDelivered(TestBatch.ofSize(0), "none").size()).isZero();
    }

    @Test
    void aBuiltResultDoesNotChange() {
        WriteResult.Builder builder = WriteResult.of(TestBatch.ofSize(1));
        WriteResult result = builder.build();

        builder.delivered(0, "key");

        assertThat(result.outcome(0)).isEqualTo(new Outcome.Unknown("unset"));
    }

    @Test
    void anIndexOutsideOfTheBatchIsAMistake() {
        WriteResult.Builder builder = WriteResult.of(TestBatch.ofSize(1));

        assertThatThrownBy(() -> builder.delivered(1, "key"))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aReportIsUsableUnlessSomethingFailed() {
        var warning = new CheckReport.Finding(CheckReport.Level.WARNING, "space", "is short");
        var failed = new CheckReport.Finding(CheckReport.Level.FAILED, "folder", "is a file");

        assertThat(new CheckReport(List.of(warning)).usable()).isTrue();
        assertThat(CheckReport.notSupported().usable()).isTrue();
        assertThat(new CheckReport(List.of(warning, failed)).usable()).isFalse();
    }

    @Test
    void thePrincipalsTextFormLeavesOutTheEmailAddress() {
        var person = new Principal("person", "h4sh", Optional.of("a@example.com"));

        assertThat(person).hasToString("person h4sh");
    }
}
