package dev.headrace.insight;

import dev.headrace.sink.SinkMetrics;
import dev.headrace.sink.SinkRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A batch by organisation and by what is kept of it. Used by one thread. */
final class SortedBatch {

    private static final JsonMapper JSON = new JsonMapper();

    private final InsightHints hints;
    private final Map<Optional<String>, List<CountedEvent>> counted = new HashMap<>();
    private final Map<Optional<String>, List<MediaEvent>> media = new HashMap<>();
    private final Map<Optional<String>, List<Observation>> observed = new HashMap<>();

    SortedBatch(InsightHints hints) {
        this.hints = hints;
    }

    /** Takes an event; what is wrong with one that cannot be taken. */
    Optional<String> take(SinkRecord event) {
        JsonNode json;
        try {
            json = json(event);
        } catch (JacksonException e) {
            return Optional.of("the event cannot be read");
        }
        if (hints.media().isPresent()) {
            Optional<MediaEvent> one = hints.media().get().event(event, json);
            if (one.isEmpty()) {
                return Optional.of("session_id, media_id or event is missing or no text");
            }
            of(media, event).add(one.get());
        }
        hints.security()
                .ifPresent(rule -> of(observed, event).addAll(rule.observations(event, json)));
        hints.counts().ifPresent(rule -> of(counted, event).add(rule.count(event, json)));
        return Optional.empty();
    }

    /**
     * Keeps all of it. What was kept when this fails is recognised when it comes again.
     *
     * @throws StoreUnavailableException when some of it was not kept
     */
    void keep(InsightStore store, SinkMetrics metrics) {
        counted.forEach((organisation, events) -> {
            CountStore.Added added = store.counts().add(organisation, events);
            metrics.add("events_counted", added.counted());
            metrics.add("events_known", added.known());
            metrics.add("events_too_old", added.sealed());
        });
        media.forEach((organisation, events) ->
                metrics.add("events_too_old", store.media().add(organisation, events)));
        observed.forEach((organisation, found) -> {
            if (!found.isEmpty()) {
                metrics.add("observations_too_old", store.security().add(organisation, found));
            }
        });
    }

    private static <T> List<T> of(Map<Optional<String>, List<T>> lists, SinkRecord event) {
        return lists.computeIfAbsent(event.organisation(), name -> new ArrayList<>());
    }

    private static JsonNode json(SinkRecord event) {
        var bytes = new byte[event.json().remaining()];
        event.json().get(bytes);
        return JSON.readTree(bytes);
    }
}
