package dev.headrace.ingest;

import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.RecordDraft;
import dev.headrace.eventlog.Screening;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event of a request whose delivery the answer waits for.
 *
 * @param index its place in the request, from 0
 * @param id the client's own id, where there was one
 * @param sequence its record in the log; of a duplicate, the record of the event that it repeats
 */
record AwaitedEvent(int index, Optional<String> id, long sequence) {

    /** The events of an append, in the log's order. */
    static List<AwaitedEvent> of(
            List<FrameDraft> frames, List<RequestPlace> places, Appended appended) {
        Map<RecordDraft, RequestPlace> byRecord = RequestPlace.byRecord(places);
        var events = new ArrayList<AwaitedEvent>(appended.count());
        long sequence = appended.first().sequence();
        for (FrameDraft frame : frames) {
            for (RecordDraft draft : frame.records()) {
                RequestPlace place = byRecord.get(draft);
                if (place == null) {
                    throw new IllegalArgumentException("a record of another request");
                }
                events.add(new AwaitedEvent(place.index(), place.id(), sequence));
                sequence++;
            }
        }
        return events;
    }

    /** The repeats of events that are in the log. */
    static List<AwaitedEvent> of(List<Screening.Repeat> repeats, List<RequestPlace> places) {
        Map<RecordDraft, RequestPlace> byRecord = RequestPlace.byRecord(places);
        return repeats.stream()
                .map(repeat -> {
                    RequestPlace place = byRecord.get(repeat.record());
                    if (place == null) {
                        throw new IllegalArgumentException("a record of another request");
                    }
                    return new AwaitedEvent(place.index(), place.id(), repeat.original());
                })
                .toList();
    }
}
