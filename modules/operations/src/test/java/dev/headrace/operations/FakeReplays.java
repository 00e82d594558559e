package dev.headrace.operations;

import dev.headrace.event.StreamName;
import dev.headrace.publishing.ReplayRequest;
import dev.headrace.publishing.Replays;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Replays that deliver nothing, to the sink lake only. */
final class FakeReplays implements Replays {

    private static final Instant STARTED = Instant.parse("2026-11-22T09:30:00Z");

    private final List<Replay> replays = new CopyOnWriteArrayList<>();

    @Override
    public Estimate estimate(ReplayRequest request) {
        check(request);
        return new Estimate(12, Map.of(new StreamName("open"), 12L));
    }

    @Override
    public Replay start(ReplayRequest request) {
        check(request);
        replays.addFirst(replay("r" + (replays.size() + 1), request, State.RUNNING));
        return replays.getFirst();
    }

    @Override
    public List<Replay> all() {
        return List.copyOf(replays);
    }

    @Override
    public Optional<Replay> find(String id) {
        return replays.stream().filter(replay -> replay.id().equals(id)).findFirst();
    }

    @Override
    public boolean cancel(String id) {
        Optional<Replay> running = find(id).filter(replay -> replay.state() == State.RUNNING);
        running.ifPresent(replay -> {
            replays.remove(replay);
            replays.addFirst(replay(id, replay.request(), State.CANCELLED));
        });
        return running.isPresent();
    }

    private static Replay replay(String id, ReplayRequest request, State state) {
        return new Replay(
                id, request, state, STARTED, Optional.empty(), 12, 4, 1, Optional.of("slow"));
    }

    private static void check(ReplayRequest request) {
        if (!request.sink().equals("lake")) {
            throw new IllegalArgumentException("there is no sink " + request.sink());
        }
    }
}
