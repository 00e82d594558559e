package dev.headrace.distribution;

import dev.headrace.insight.Count;
import dev.headrace.insight.CountQuery;
import dev.headrace.insight.CountStore;
import dev.headrace.insight.CountedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts every event by itself. For one thread. */
final class CountsInMemory implements CountStore {

    private final Map<Optional<String>, List<CountedEvent>> events = new HashMap<>();

    @Override
    public Added add(Optional<String> organisation, List<CountedEvent> more) {
        events.computeIfAbsent(organisation, any -> new ArrayList<>()).addAll(more);
        return new Added(more.size(), 0, 0);
    }

    @Override
    public List<Count> find(Optional<String> organisation, CountQuery query, int limit) {
        return events.getOrDefault(organisation, List.of()).stream()
                .filter(event -> event.stream().equals(query.stream()))
                .map(event ->
                        new Count(
                                event.at(),
                                query.by().stream()
                                        .map(name ->
                                                Optional.ofNullable(event.dimensions().get(name)))
                                        .toList(),
                                1))
                .limit(limit)
                .toList();
    }
}
