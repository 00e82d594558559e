package dev.headrace.app;

import dev.headrace.publishing.Publishing;
import dev.headrace.publishing.SinkControl;
import dev.headrace.publishing.SinkStatus;
import java.util.List;

/** Sinks that can be seen and not be paused. */
record SinksToSee(Publishing publishing) implements SinkControl {

    private static final String REASON = "sinks of this node cannot be paused";

    @Override
    public List<SinkStatus> status() {
        return publishing.status();
    }

    @Override
    public void pause(String sink) {
        throw new UnsupportedOperationException(REASON);
    }

    @Override
    public void resume(String sink) {
        throw new UnsupportedOperationException(REASON);
    }
}
