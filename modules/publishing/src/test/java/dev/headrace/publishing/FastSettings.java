package dev.headrace.publishing;

import dev.headrace.event.ByteSize;
import java.time.Duration;

/** The settings of {@link World#FAST} with some changed. */
final class FastSettings {

    private ByteSize memory = World.FAST.memoryPerSink();
    private Duration writeDeadline = World.FAST.writeDeadline();
    private Duration openTimeout = World.FAST.openTimeout();
    private Duration longestThrottle = World.FAST.longestThrottle();
    private int retryList = World.FAST.retryList();
    private Duration witnessTime = World.FAST.witnessTime();

    FastSettings memory(ByteSize changed) {
        memory = changed;
        return this;
    }

    FastSettings writeDeadline(Duration changed) {
        writeDeadline = changed;
        return this;
    }

    FastSettings openTimeout(Duration changed) {
        openTimeout = changed;
        return this;
    }

    FastSettings longestThrottle(Duration changed) {
        longestThrottle = changed;
        return this;
    }

    FastSettings retryList(int changed) {
        retryList = changed;
        return this;
    }

    FastSettings witnessTime(Duration changed) {
        witnessTime = changed;
        return this;
    }

    PublishingSettings build() {
        PublishingSettings fast = World.FAST;
        return new PublishingSettings(
                memory,
                fast.attempts(),
                fast.backoff(),
                fast.longestBackoff(),
                fast.unauthorisedPause(),
                longestThrottle,
                writeDeadline,
                openTimeout,
                fast.lastWord(),
                fast.abandonedCalls(),
                fast.grace(),
                retryList,
                witnessTime,
                fast.recordEvery(),
                fast.journalSize());
    }
}
