package dev.headrace.insight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be asked of media sessions, with the names that dashboards know. */
final class MediaQuestions {

    static final Set<String> BANDWIDTH = Set.of("period", "group_by", "media_id");
    static final Set<String> SESSIONS = Set.of("period", "media_id");

    private static final String USUAL_PERIOD = "7d";
    private static final Map<String, Duration> PERIODS =
            Map.of(
                    "1h", Duration.ofHours(1),
                    "24h", Duration.ofHours(24),
                    "7d", Duration.ofDays(7),
                    "30d", Duration.ofDays(30));

    private final MediaStore store;
    private final Clock clock;

    /** An answer about delivery. */
    record Bandwidths(String period, MediaStore.Group group, List<MediaStore.Bandwidth> stats) {}

    /** An answer about sessions. */
    record Quality(String period, MediaStore.SessionQuality stats) {}

    MediaQuestions(MediaStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Bandwidths bandwidth(Optional<String> organisation, ReadQuery query) {
        String period = period(query);
        MediaStore.Group group = group(query.required("group_by"));
        return new Bandwidths(
                period,
                group,
                store.bandwidth(organisation, since(period), group, query.text("media_id")));
    }

    Quality sessions(Optional<String> organisation, ReadQuery query) {
        String period = period(query);
        return new Quality(
                period,
                store.quality(
                        organisation, since(period), clock.instant(), query.text("media_id")));
    }

    private static String period(ReadQuery query) {
        String period = query.text("period").orElse(USUAL_PERIOD);
        if (!PERIODS.containsKey(period)) {
            throw ReadRefusedException.bad("period must be 1h, 24h, 7d or 30d");
        }
        return period;
    }

    private Instant since(String period) {
        return clock.instant().minus(PERIODS.getOrDefault(period, Duration.ZERO));
    }

    private static MediaStore.Group group(String word) {
        return Arrays.stream(MediaStore.Group.values())
                .filter(group -> group.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        ReadRefusedException.bad(
                                "group_by must be "
                                        + Arrays.stream(MediaStore.Group.values())
                                                .map(MediaStore.Group::word)
                                                .collect(Collectors.joining(", "))));
    }
}
