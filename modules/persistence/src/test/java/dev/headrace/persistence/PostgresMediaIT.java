package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headrace.insight.MediaEvent;
import dev.headrace.insight.MediaStore;
import dev.headrace.insight.MediaStore.Bandwidth;
import dev.headrace.insight.MediaStore.Group;
import dev.headrace.insight.MediaStore.SessionQuality;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** Statistics of media, against figures worked out by hand. */
@ExtendWith(StoreServer.class)
class PostgresMediaIT {

    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant NOW = TEN.plusSeconds(3600);
    private static final Optional<String> RED = Optional.of("red");
    private static final Optional<String> ANY = Optional.empty();

    private final RelationalStore store;
    private final MediaStore media;

    PostgresMediaIT(StoreServer.Database database) {
        this.store = database.store(Clock.fixed(NOW, ZoneOffset.UTC));
        this.media = store.insight().media();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Two sessions in DE (one completed, one with an error), one in FR, one of no country. */
    private static List<MediaEvent> sessions() {
        return List.of(
                start("a", "DE", 340, 1200, 2_000_000),
                event("a", 1, "play", "{}"),
                event("a", 11, "buffering_start", "{}"),
                event("a", 13, "buffering_end", "{}"),
                event("a", 33, "milestone", "{\"percent\":95,\"position_seconds\":95}"),
                event(
                        "a",
                        41,
                        "session_end",
                        "{\"end_state\":\"completed\",\"position_seconds\":100}"),
                start("b", "DE", 60, 800, 1_000_000),
                event("b", 1, "play", "{}"),
                event("b", 11, "error", "{\"error_code\":\"E\",\"position_seconds\":10}"),
                event(
                        "b",
                        21,
                        "session_end",
                        "{\"end_state\":\"abandoned\",\"position_seconds\":20}"),
                start("c", "FR", 100, 3000, 500_000),
                event("c", 2, "error", "{}"),
                event("d", 0, "play", "{}"),
                event("d", 10, "heartbeat", "{\"position_seconds\":10}"));
    }

    @Test
    void bandwidthByCountryEqualsTheFiguresWorkedOutByHand() {
        media.add(RED, sessions());

        assertThat(media.bandwidth(RED, TEN, Group.COUNTRY_CODE, ANY))
                .containsExactly(
                        new Bandwidth(
                                Optional.of("DE"),
                                2,
                                Optional.of(200.0),
                                Optional.of(1000.0),
                                0.5,
                                1000.0,
                                Optional.of(1_500_000.0),
                                0.5,
                                0.5),
                        new Bandwidth(
                                Optional.of("FR"),
                                1,
                                Optional.of(100.0),
                                Optional.of(3000.0),
                                0,
                                0,
                                Optional.of(500_000.0),
                                0,
                                1),
                        new Bandwidth(
                                Optional.empty(),
                                1,
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                0,
                                Optional.empty(),
                                0,
                                0));
    }

    /** Played: a 10 + 28 s, b 20 s, d 10 s; stalled: a 2 s. */
    @Test
    void qualityEqualsTheFiguresWorkedOutByHand() {
        media.add(RED, sessions());

        SessionQuality quality = media.quality(RED, TEN, NOW, ANY);

        assertThat(quality.sessions()).isEqualTo(4);
        assertThat(quality.completed()).isOne();
        assertThat(quality.abandoned()).isEqualTo(3);
        assertThat(quality.open()).isZero();
        assertThat(quality.startFailures()).isOne();
        assertThat(quality.exitsBeforeStart()).isZero();
        assertThat(quality.startupMs().p50()).contains(1200.0);
        assertThat(quality.startupMs().p95().orElseThrow()).isCloseTo(2820, within(0.001));
        assertThat(quality.rebufferRatio().orElseThrow()).isCloseTo(2 / 70.0, within(1e-9));
        assertThat(quality.rebuffersPerMinute().orElseThrow())
                .isCloseTo(1 / (68 / 60.0), within(1e-9));
        assertThat(quality.bitrate().orElseThrow())
                .isCloseTo((38 * 2_000_000.0 + 20 * 1_000_000.0) / 58, within(0.001));
        assertThat(quality.droppedFrameRatio()).isEmpty();
        assertThat(quality.completion().p50()).contains(0.2);
        assertThat(quality.completion().p95().orElseThrow()).isCloseTo(0.92, within(1e-9));
    }

    @Test
    void aSessionIsOpenUntilItHasBeenSilentForFortyFiveSeconds() {
        media.add(RED, List.of(event("d", 0, "play", "{}")));

        assertThat(media.quality(RED, TEN, TEN.plusSeconds(45), ANY).open()).isOne();
        assertThat(media.quality(RED, TEN, TEN.plusSeconds(46), ANY).abandoned()).isOne();
    }

    @Test
    void asksForOneMediumAndForSessionsThatBeganInThePeriod() {
        media.add(RED, sessions());

        assertThat(media.quality(RED, TEN, NOW, Optional.of("other")).sessions()).isZero();
        assertThat(media.quality(RED, TEN, NOW, Optional.of("m-1")).sessions()).isEqualTo(4);
        assertThat(media.quality(RED, TEN.plusMillis(1), NOW, ANY).sessions()).isZero();
    }

    @Test
    void anEarlierEventThatComesLateMovesTheBeginAlsoOverAMonth() {
        Instant first = Instant.parse("2026-10-31T23:59:50Z");
        media.add(RED, List.of(at("s", Instant.parse("2026-11-01T00:00:10Z"), "pause", "{}")));
        media.add(RED, List.of(at("s", first, "play", "{}")));

        SessionQuality quality = media.quality(RED, first, NOW, ANY);

        assertThat(quality.sessions()).isOne();
        assertThat(media.quality(RED, first.plusMillis(1), NOW, ANY).sessions()).isZero();
    }

    @Test
    void oneOrganisationSeesNothingOfAnothersSessionsOfEqualIds() {
        media.add(RED, sessions());
        media.add(Optional.of("blue"), List.of(event("a", 0, "play", "{}")));

        assertThat(media.quality(Optional.of("blue"), TEN, NOW, ANY).sessions()).isOne();
        assertThat(media.quality(Optional.empty(), TEN, NOW, ANY).sessions()).isZero();
        assertThat(media.quality(RED, TEN, NOW, ANY).completed()).isOne();
    }

    @Test
    void batchesInAnyOrderTwiceAndAtOnceComeToTheSame() throws Exception {
        media.add(RED, sessions());
        SessionQuality expected = media.quality(RED, TEN, NOW, ANY);
        var random = new Random(11);
        List<Callable<Integer>> batches = new ArrayList<>();
        for (int round = 0; round < 12; round++) {
            var shuffled = new ArrayList<>(sessions());
            Collections.shuffle(shuffled, random);
            List<MediaEvent> some = shuffled.subList(0, 7);
            batches.add(() -> media.add(Optional.of("blue"), some));
        }
        batches.add(() -> media.add(Optional.of("blue"), sessions()));
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (var added : threads.invokeAll(batches)) {
                assertThat(added.get()).isZero();
            }
        }

        assertThat(media.quality(Optional.of("blue"), TEN, NOW, ANY)).isEqualTo(expected);
    }

    private static MediaEvent start(
            String session, String country, int ttfb, int load, int bitrate) {
        return new MediaEvent(
                session,
                session + "-start",
                "m-1",
                "session_start",
                TEN,
                new TreeMap<>(Map.of("country_code", country)),
                JsonMapper.shared()
                        .readTree(
                                """
                                {"ttfb_ms":%d,"video_load_time_ms":%d,"initial_bitrate":%d,
                                 "total_duration_seconds":100}
                                """
                                        .formatted(ttfb, load, bitrate)),
                Optional.empty());
    }

    private static MediaEvent event(String session, int second, String kind, String data) {
        return at(session, TEN.plusSeconds(second), kind, data);
    }

    private static MediaEvent at(String session, Instant at, String kind, String data) {
        return new MediaEvent(
                session,
                session + "-" + kind + at,
                "m-1",
                kind,
                at,
                new TreeMap<>(),
                JsonMapper.shared().readTree(data),
                Optional.empty());
    }
}
