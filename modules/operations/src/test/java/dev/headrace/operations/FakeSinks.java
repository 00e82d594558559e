package dev.headrace.operations;

import dev.headrace.publishing.Erasure;
import dev.headrace.publishing.Required;
import dev.headrace.publishing.SinkControl;
import dev.headrace.publishing.SinkErasure;
import dev.headrace.publishing.SinkFindings;
import dev.headrace.publishing.SinkFindings.Finding;
import dev.headrace.publishing.SinkFindings.Level;
import dev.headrace.publishing.SinkState;
import dev.headrace.publishing.SinkStatus;
import dev.headrace.publishing.SinkWork;
import dev.headrace.publishing.StreamCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sinks that stand as a test says. */
final class FakeSinks implements SinkControl {

    final List<String> checked = new CopyOnWriteArrayList<>();
    final List<Erasure> erasures = new CopyOnWriteArrayList<>();
    private final List<String> names;
    private final Map<String, Long> lags = new ConcurrentHashMap<>();
    private final Map<String, SinkState> states = new ConcurrentHashMap<>();

    FakeSinks(String... names) {
        this.names = List.of(names);
    }

    void lag(String sink, long records) {
        lags.put(sink, records);
    }

    SinkState state(String sink) {
        return states.getOrDefault(sink, SinkState.RUNNING);
    }

    @Override
    public List<SinkStatus> status() {
        return names.stream().map(this::status).toList();
    }

    private SinkStatus status(String name) {
        return new SinkStatus(
                name,
                "file",
                Required.REQUIRED,
                state(name),
                Instant.parse("2026-11-22T09:00:00Z"),
                Optional.of("connection-refused"),
                lags.getOrDefault(name, 17L),
                Duration.ofSeconds(90),
                5,
                3,
                new SinkWork(Optional.empty(), 0, 0, 0, 500, 1 << 20, 0),
                new TreeMap<>(Map.of("open", new StreamCounts(10, 7, 1, 0, 0, 2, 0))),
                new TreeMap<>(Map.of("files", 2L)));
    }

    @Override
    public void pause(String sink) {
        known(sink);
        states.put(sink, SinkState.PAUSED);
    }

    @Override
    public void resume(String sink) {
        known(sink);
        states.remove(sink);
    }

    @Override
    public SinkFindings check(String sink) {
        known(sink);
        checked.add(sink);
        return new SinkFindings(
                sink,
                "file",
                List.of(
                        new Finding(Level.OK, "folder /lake", "is there"),
                        new Finding(Level.FAILED, "space below /lake", "3 MiB free")));
    }

    /** The warehouse finds a row for each trace; the lake finds none. */
    @Override
    public List<SinkErasure> erase(Erasure erasure) {
        erasures.add(erasure);
        return List.of(
                new SinkErasure(
                        "lake", "file", List.of(), List.of(), Optional.of("cannot find events")),
                new SinkErasure(
                        "warehouse",
                        "postgresql",
                        List.of(new SinkErasure.Place("headrace.open", erasure.traces().size())),
                        List.of("rows of long ago"),
                        Optional.empty()));
    }

    private void known(String sink) {
        if (!names.contains(sink)) {
            throw new IllegalArgumentException("there is no sink " + sink);
        }
    }
}
