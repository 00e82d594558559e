package dev.headrace.ingest;

import dev.headrace.auth.Scope;
import dev.headrace.event.Rejection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps, for one request, what an answer says of its events and a receipt does not. */
final class PostedEvents implements BodyStep {

    private boolean list;
    private String session = "";
    private List<Known> known = List.of();

    /** The id of an event that keeps its contract. */
    private record Known(int index, String id) {}

    @Override
    public void apply(IngestRequest request, Body body) {
        list = BodyFormat.of(request.contentType()) == BodyFormat.NDJSON || firstByte(body) == '[';
    }

    private static int firstByte(Body body) {
        for (int at = 0; at < body.length(); at++) {
            if (!JsonScan.isSpace(body.bytes()[at])) {
                return body.bytes()[at];
            }
        }
        return -1;
    }

    /** Takes the ids alone: nothing of the body is held for the answer. */
    @Override
    public void sorted(Scope scope, List<RequestPlace> places) {
        session = scope.session().orElse("");
        known =
                places.stream()
                        .map(place -> new Known(place.index(), place.record().id()))
                        .toList();
    }

    /** Whether the request held a list, be it of one event. */
    boolean isList() {
        return list;
    }

    /** The session of the credentials; empty where they have none. */
    String session() {
        return session;
    }

    /** The ids of those events that were not refused, in the request's order. */
    List<String> ids(List<Rejection> rejected) {
        Set<Integer> refused =
                rejected.stream().map(Rejection::index).collect(Collectors.toUnmodifiableSet());
        return known.stream()
                .filter(event -> !refused.contains(event.index()))
                .map(Known::id)
                .toList();
    }
}
