package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Principal;
import dev.headrace.event.Rejection;
import dev.headrace.eventlog.IdOrigin;
import dev.headrace.eventlog.Owner;
import dev.headrace.eventlog.RecordDraft;
import dev.headrace.eventlog.Screening;
import dev.headrace.privacy.Refinery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the doors know of repeats: whose ids they are, and what to say when an id is taken. */
final class Repeats {

    private final Refinery refinery;

    Repeats(Refinery refinery) {
        this.refinery = refinery;
    }

    /**
     * Whose ids a caller's events have: its organisation's, else its own. It is made of the caller
     * as authenticated, so that it is the same whatever privacy keeps; a person is a pseudonym.
     */
    Owner owner(Contract contract, Principal authenticated) {
        if (authenticated.organisation().isPresent()) {
            return Owner.of(authenticated);
        }
        return refinery.pseudonymWithin(contract, authenticated)
                .map(Owner::person)
                .orElseGet(() -> Owner.of(authenticated));
    }

    /**
     * All refusals of a request in its order: those of the checks, and the ids that are taken.
     *
     * @throws RequestRefusedException when an id that is taken was made of the request's key: then
     *     the key stands for another request, and nothing of this one is stored
     */
    List<Rejection> rejected(Contract contract, EventSorter.Sorted sorted, Screening screening) {
        if (screening.conflicts().isEmpty()) {
            return sorted.rejected();
        }
        Map<RecordDraft, RequestPlace> places = RequestPlace.byRecord(sorted.places());
        var rejected = new ArrayList<>(sorted.rejected());
        for (RecordDraft taken : screening.conflicts()) {
            if (taken.origin() == IdOrigin.REQUEST_KEY) {
                throw new RequestRefusedException(
                        Problem.IDEMPOTENCY_KEY_REUSED,
                        "a repeat has the very same events in the same order; a new request has a"
                                + " key of its own; nothing of this one was stored");
            }
            RequestPlace place = Objects.requireNonNull(places.get(taken), "of this request");
            rejected.add(
                    Rejections.idConflict(place.index(), taken.id(), contract.id().orElse("")));
        }
        rejected.sort(Comparator.comparingInt(Rejection::index));
        return rejected;
    }
}
