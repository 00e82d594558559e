package dev.headrace.ingest;

import dev.headrace.eventlog.RecordDraft;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a valid event stood in its request, for answers that are made after the body has gone.
 *
 * @param record what was made of it: the very object
 * @param index its place among the request's events, from 0
 * @param id the client's own id, where there was one
 */
record RequestPlace(RecordDraft record, int index, Optional<String> id) {

    /** The places by their records. */
    static Map<RecordDraft, RequestPlace> byRecord(List<RequestPlace> places) {
        var byRecord = new IdentityHashMap<RecordDraft, RequestPlace>(places.size());
        places.forEach(place -> byRecord.put(place.record(), place));
        return byRecord;
    }
}
