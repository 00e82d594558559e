package dev.headrace.app;

import dev.headrace.publishing.ReplayRequest;
import dev.headrace.publishing.Replays;
import java.util.List;
import java.util.Optional;

/** A node that has no replays. */
record NoReplays() implements Replays {

    private static final String REASON = "this node has no replays";

    @Override
    public Estimate estimate(ReplayRequest request) {
        throw new UnsupportedOperationException(REASON);
    }

    @Override
    public Replay start(ReplayRequest request) {
        throw new UnsupportedOperationException(REASON);
    }

    @Override
    public List<Replay> all() {
        return List.of();
    }

    @Override
    public Optional<Replay> find(String id) {
        return Optional.empty();
    }

    @Override
    public boolean cancel(String id) {
        return false;
    }
}
