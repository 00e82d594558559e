package dev.headrace.eventlog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Screens one request. It claims all ids without waiting; where somebody else holds one, it gives
 * all back and claims them again one by one in an order that is the same for everybody, so that
 * those who wait for each other's ids never make a circle.
 */
final class Screener {

    private static final Comparator<Candidate> ORDER =
            Comparator.comparing(one -> one.id().orElseThrow(), ScopedId.ORDER);

    private final RememberedIds ids;
    private final IdClaims claims;
    private final List<FrameDraft> frames;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Candidate> held = new ArrayList<>();

    Screener(RememberedIds ids, IdClaims claims, List<FrameDraft> frames) {
        this.ids = ids;
        this.claims = claims;
        this.frames = frames;
        ContentDigest.Maker digests = new ContentDigest.Maker();
        for (int i = 0; i < frames.size(); i++) {
            addCandidates(i, digests);
        }
    }

    private void addCandidates(int frame, ContentDigest.Maker digests) {
        FrameDraft draft = frames.get(frame);
        Optional<IdScope> scope =
                draft.owner().map(owner -> IdScope.of(draft.stream(), owner, ids.seed()));
        for (RecordDraft record : draft.records()) {
            if (scope.isEmpty() || !record.origin().isRepeatable()) {
                candidates.add(Candidate.alwaysNew(frame, record));
            } else {
                ScopedId id = ScopedId.of(scope.get(), record.id(), ids.seed());
                candidates.add(Candidate.of(frame, record, id, digests.of(record)));
            }
        }
    }

    Screening screen() throws InterruptedException {
        IdClaims.Holder holder = claims.open();
        boolean done = false;
        try {
            if (!claimAtOnce(holder)) {
                giveBack(holder);
                claims.end(holder);
                holder = claims.open();
                claimInOrder(holder);
            }
            lookUp(holder);
            done = true;
            return new ClaimedScreening(frames, candidates, ids, claims, holder);
        } finally {
            if (!done) {
                giveBack(holder);
                claims.end(holder);
            }
        }
    }

    private boolean claimAtOnce(IdClaims.Holder holder) {
        for (Candidate one : candidates) {
            if (one.id().isPresent() && claimedByOther(holder, one).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private void claimInOrder(IdClaims.Holder holder) throws InterruptedException {
        List<Candidate> ordered =
                candidates.stream().filter(one -> one.id().isPresent()).sorted(ORDER).toList();
        for (Candidate one : ordered) {
            Optional<IdClaims.Holder> other = claimedByOther(holder, one);
            while (other.isPresent()) {
                other.get().await();
                other = claimedByOther(holder, one);
            }
        }
    }

    /** Claims an id, or finds it in the request itself, or says who else has it. */
    private Optional<IdClaims.Holder> claimedByOther(IdClaims.Holder holder, Candidate one) {
        Optional<IdClaims.Claim> claim = claims.claim(holder, one);
        if (claim.isEmpty()) {
            held.add(one);
            return Optional.empty();
        }
        if (claim.get().holder() == holder) {
            one.twinOf(claim.get().candidate());
            return Optional.empty();
        }
        return claim.map(IdClaims.Claim::holder);
    }

    /** Only after the claim: what was remembered before it is seen, and nobody adds to it. */
    private void lookUp(IdClaims.Holder holder) {
        for (Candidate one : candidates) {
            if (one.id().isPresent() && !one.isTwin()) {
                Optional<AcceptedId> accepted = ids.find(one.id().get());
                if (accepted.isPresent()) {
                    one.found(accepted.get());
                    claims.release(holder, one);
                }
            }
        }
    }

    private void giveBack(IdClaims.Holder holder) {
        held.forEach(one -> claims.release(holder, one));
        held.clear();
        candidates.forEach(Candidate::forgetTwin);
    }
}
