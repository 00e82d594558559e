package dev.headrace.app;

import dev.headrace.event.Contract.Rate;
import java.util.Optional;

/** Reads the rates of a node. */
final class RateReader {

    private final SettingValues values;
    private final Problems problems;

    RateReader(SettingValues values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** So many a minute, all at once if that suits the caller. */
    static Rate perMinute(int most) {
        return new Rate(most, Rate.Per.MINUTE, most);
    }

    /** Of callers to streams that name none. */
    Optional<Rate> read() {
        Optional<Integer> rate = values.find(KnownSettings.EVENTS_PER_SECOND);
        Optional<Integer> burst = values.find(KnownSettings.EVENT_BURST);
        if (burst.isPresent() && rate.isEmpty()) {
            problems.add(
                    KnownSettings.EVENT_BURST.key(),
                    "means nothing without " + KnownSettings.EVENTS_PER_SECOND.key(),
                    values.place(KnownSettings.EVENT_BURST.key()));
        }
        return rate.map(Rate::of).map(usual -> usual.withBurst(burst.orElse(usual.burst())));
    }
}
