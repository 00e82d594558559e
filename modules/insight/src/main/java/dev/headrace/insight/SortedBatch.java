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
    private final SubjectDigests digests;
    private final Map<Optional<String>, List<AuditEntry>> audited = new HashMap<>();
    private final Map<Optional<String>, List<CountedEvent>> counted = new HashMap<>();
    private final Map<Optional<String>, List<MediaEvent>> media = new HashMap<>();
    private final Map<Optional<String>, List<Observation>> observed = new HashMap<>();

    SortedBatch(InsightHints hints, SubjectDigests digests) {
        this.hints = hints;
        this.digests = digests;
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
        if (hints.audit().isPresent()) {
            Optional<AuditEntry> one = hints.audit().get().entry(event, json);
            if (one.isEmpty()) {
                return Optional.of(
                        "action, entity_type, status_code, actor_type or what belongs to"
                                + " action_context is missing or not what an audit event has");
            }
            of(audited, event).add(one.get());
        }
        hints.security().ifPresent(rule -> observe(rule, event, json));
        hints.counts().ifPresent(rule -> of(counted, event).add(rule.count(event, json)));
        return Optional.empty();
    }

    private void observe(AuditRule rule, SinkRecord event, JsonNode json) {
        for (Observation one : rule.observations(event, json, digests)) {
            Optional<String> whose =
                    one.rule().isOfAllOrganisations() ? Optional.empty() : event.organisation();
            observed.computeIfAbsent(whose, name -> new ArrayList<>()).add(one);
        }
    }

    /**
     * Keeps all of it. What was kept when this fails is recognised when it comes again.
     *
     * @throws StoreUnavailableException when some of it was not kept
     */
    void keep(InsightStore store, SinkMetrics metrics) {
        audited.forEach((organisation, entries) -> {
            AuditStore.Appended added = store.audit().append(organisation, entries);
            metrics.add("audit_appended", added.appended());
            metrics.add("audit_known", added.known());
            metrics.add("audit_too_old", added.sealed());
        });
        counted.forEach((organisation, events) -> {
            CountStore.Added added = store.counts().add(organisation, events);
            metrics.add("events_counted", added.counted());
            metrics.add("events_known", added.known());
            metrics.add("events_too_old", added.sealed());
        });
        media.forEach((organisation, events) ->
                metrics.add("events_too_old", store.media().add(organisation, events)));
        observed.forEach((organisation, found) ->
                metrics.add("observations_too_old", store.security().add(organisation, found)));
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
