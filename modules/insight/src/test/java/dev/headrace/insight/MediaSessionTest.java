package dev.headrace.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headrace.insight.MediaSession.End;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What sessions come to, against figures worked out by hand. Times are seconds from the start. */
class MediaSessionTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final String BEGIN =
            """
            {"total_duration_seconds":120.5,"ttfb_ms":340,"video_load_time_ms":1200,
             "connection_type":"wifi","initial_bitrate":2500000}
            """;

    /** Plays 2–15, 17–40 and 50–70: 56 s; 16 of them at 2.5 Mbit/s, 40 at 1 Mbit/s. */
    private static List<MediaEvent> whole() {
        return List.of(
                event(0, "session_start", BEGIN),
                event(2, "play", "{}"),
                event(12, "heartbeat", "{\"position_seconds\":10}"),
                event(15, "buffering_start", "{}"),
                event(17, "buffering_end", "{}"),
                event(20, "quality_change", "{\"to_bitrate\":1000000}"),
                event(
                        30,
                        "heartbeat",
                        "{\"position_seconds\":26,\"dropped_frames\":3,\"total_frames\":600}"),
                event(40, "pause", "{\"position_seconds\":36}"),
                event(50, "play", "{}"),
                event(60, "error", "{\"error_code\":\"E1\"}"),
                event(70, "session_end", "{\"end_state\":\"abandoned\",\"position_seconds\":56}"));
    }

    @Test
    void equalsTheFiguresWorkedOutByHand() {
        MediaSession session = MediaSession.of(whole());

        assertThat(session.startedAt()).isEqualTo(START);
        assertThat(session.lastAt()).isEqualTo(START.plusSeconds(70));
        assertThat(session.end()).isEqualTo(End.ABANDONED);
        assertThat(session.groups()).isEqualTo(Map.of("connection_type", "wifi"));
        assertThat(session.ttfbMs()).hasValue(340);
        assertThat(session.startupMs()).hasValue(1200);
        assertThat(session.durationSeconds()).hasValue(120.5);
        assertThat(session.reachedSeconds()).isEqualTo(56);
        assertThat(session.playedSeconds()).isEqualTo(56);
        assertThat(session.stalls()).isOne();
        assertThat(session.stalledSeconds()).isEqualTo(2);
        assertThat(session.bitrate().orElseThrow())
                .isCloseTo((16 * 2_500_000.0 + 40 * 1_000_000.0) / 56, within(0.001));
        assertThat(session.switches()).isOne();
        assertThat(session.droppedFrames()).isEqualTo(3);
        assertThat(session.frames()).isEqualTo(600);
        assertThat(session.errors()).isOne();
        assertThat(session.began()).isTrue();
    }

    @Test
    void isTheSameWhateverOrderTheEventsCameIn() {
        var random = new Random(7);
        for (int round = 0; round < 50; round++) {
            var shuffled = new ArrayList<>(whole());
            Collections.shuffle(shuffled, random);

            assertThat(MediaSession.of(shuffled)).isEqualTo(MediaSession.of(whole()));
        }
    }

    @Test
    void isCompletedByItsEndOrByNinetyFivePerCent() {
        MediaEvent play = event(0, "play", "{}");

        assertThat(of(play, event(5, "session_end", "{\"end_state\":\"completed\"}")).end())
                .isEqualTo(End.COMPLETED);
        assertThat(
                        of(
                                        play,
                                        event(5, "milestone", "{\"percent\":95}"),
                                        event(6, "session_end", "{\"end_state\":\"abandoned\"}"))
                                .end())
                .isEqualTo(End.COMPLETED);
        assertThat(of(play, event(5, "milestone", "{\"percent\":75}")).end()).isEqualTo(End.OPEN);
    }

    @Test
    void whatComesAfterTheEndChangesNothing() {
        MediaEvent play = event(0, "play", "{}");
        MediaEvent end = event(10, "session_end", "{\"end_state\":\"abandoned\"}");

        assertThat(of(play, end, event(20, "milestone", "{\"percent\":95}")))
                .isEqualTo(of(play, end));
    }

    @Test
    void aPlayerThatIsSilentForLongerThanFortyFiveSecondsDidNotPlayForLonger() {
        MediaSession session =
                of(event(0, "play", "{}"), event(100, "heartbeat", "{\"position_seconds\":9}"));

        assertThat(session.playedSeconds()).isEqualTo(45);
    }

    @Test
    void waitingBeforeTheFirstPictureIsNoStall() {
        MediaSession session =
                of(
                        event(0, "buffering_start", "{}"),
                        event(3, "buffering_end", "{\"buffering_duration_ms\":3000}"),
                        event(3, "play", "{}"));

        assertThat(session.stalls()).isZero();
        assertThat(session.stalledSeconds()).isZero();
    }

    @Test
    void aStallLastsAsLongAsItsEndSaysAndTenMinutesAtMost() {
        MediaEvent play = event(0, "play", "{}");
        MediaEvent stall = event(10, "buffering_start", "{}");

        assertThat(
                        of(
                                        play,
                                        stall,
                                        event(
                                                14,
                                                "buffering_end",
                                                "{\"buffering_duration_ms\":2500}"))
                                .stalledSeconds())
                .isEqualTo(2.5);
        assertThat(of(play, stall, event(3610, "buffering_end", "{}")).stalledSeconds())
                .isEqualTo(600);
    }

    @Test
    void aStallWhoseEndWasLostEndsWithWhatComesNext() {
        MediaSession session =
                of(
                        event(0, "play", "{}"),
                        event(10, "buffering_start", "{}"),
                        event(14, "play", "{}"),
                        event(20, "pause", "{}"));

        assertThat(session.stalls()).isOne();
        assertThat(session.stalledSeconds()).isEqualTo(4);
        assertThat(session.playedSeconds()).isEqualTo(16);
    }

    @Test
    void aStallWhoseBeginWasLostCountsWhenItsEndSaysHowLongItTook() {
        MediaSession session =
                of(
                        event(0, "play", "{}"),
                        event(10, "buffering_end", "{\"buffering_duration_ms\":1500}"),
                        event(11, "buffering_end", "{}"));

        assertThat(session.stalls()).isOne();
        assertThat(session.stalledSeconds()).isEqualTo(1.5);
    }

    @Test
    void theTotalsOfAHeartbeatStandForStallsWhoseEventsWereLost() {
        MediaSession session =
                of(
                        event(0, "play", "{}"),
                        event(
                                10,
                                "heartbeat",
                                "{\"buffering_count\":4,\"buffering_duration_ms\":5000}"));

        assertThat(session.stalls()).isEqualTo(4);
        assertThat(session.stalledSeconds()).isEqualTo(5);
    }

    @Test
    void aSessionWithoutAStartIsBegunByItsFirstEvent() {
        MediaSession session =
                of(
                        event(30, "heartbeat", "{\"position_seconds\":30,\"bitrate\":800000}"),
                        event(40, "heartbeat", "{\"position_seconds\":40}"));

        assertThat(session.startedAt()).isEqualTo(START.plusSeconds(30));
        assertThat(session.began()).isTrue();
        assertThat(session.playedSeconds()).isEqualTo(10);
        assertThat(session.bitrate()).hasValue(800_000);
        assertThat(session.startupMs()).isEmpty();
    }

    @Test
    void anErrorBeforePlaybackLeavesASessionThatNeverBegan() {
        MediaSession session =
                of(
                        event(0, "session_start", BEGIN),
                        event(1, "error", "{\"fatal\":true}"),
                        event(2, "session_end", "{\"end_state\":\"abandoned\"}"));

        assertThat(session.began()).isFalse();
        assertThat(session.errors()).isOne();
        assertThat(session.playedSeconds()).isZero();
    }

    private static MediaSession of(MediaEvent... events) {
        return MediaSession.of(List.of(events));
    }

    static MediaEvent event(int second, String kind, String data) {
        return new MediaEvent(
                "s-1",
                kind + "-" + second,
                "m-1",
                kind,
                START.plusSeconds(second),
                new TreeMap<>(),
                JsonMapper.shared().readTree(data),
                Optional.empty());
    }
}
