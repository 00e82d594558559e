package dev.headrace.eventlog;

import java.util.ArrayList;
import java.util.List;

/** The outcome of a screening whose fresh ids are claimed. */
final class ClaimedScreening implements Screening {

    private final RememberedIds ids;
    private final IdClaims claims;
    private final IdClaims.Holder holder;
    private final List<Candidate> freshOnes = new ArrayList<>();
    private final List<FrameDraft> fresh;
    private final List<RecordDraft> conflicts = new ArrayList<>();
    private final List<Repeat> repeats = new ArrayList<>();
    private int duplicates;
    private boolean over;

    ClaimedScreening(
            List<FrameDraft> frames,
            List<Candidate> candidates,
            RememberedIds ids,
            IdClaims claims,
            IdClaims.Holder holder) {
        this.ids = ids;
        this.claims = claims;
        this.holder = holder;
        for (Candidate candidate : candidates) {
            if (candidate.isFresh()) {
                freshOnes.add(candidate);
            } else if (candidate.isConflict()) {
                conflicts.add(candidate.record());
            } else {
                duplicates++;
                candidate
                        .original()
                        .ifPresent(original ->
                                repeats.add(new Repeat(candidate.record(), original.sequence())));
            }
        }
        this.fresh = freshOnes.size() == candidates.size() ? frames : frames(frames);
    }

    /** The frames without what is not new; a frame without records is none. */
    private List<FrameDraft> frames(List<FrameDraft> frames) {
        List<List<RecordDraft>> kept = new ArrayList<>();
        frames.forEach(any -> kept.add(new ArrayList<>()));
        freshOnes.forEach(one -> kept.get(one.frame()).add(one.record()));
        List<FrameDraft> left = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            if (!kept.get(i).isEmpty()) {
                left.add(frames.get(i).with(kept.get(i)));
            }
        }
        return left;
    }

    @Override
    public List<FrameDraft> fresh() {
        return fresh;
    }

    @Override
    public int duplicates() {
        return duplicates;
    }

    @Override
    public List<Repeat> repeats() {
        return repeats;
    }

    @Override
    public List<RecordDraft> conflicts() {
        return conflicts;
    }

    @Override
    public void stored(Appended appended) {
        if (appended.count() != freshOnes.size()) {
            throw new IllegalArgumentException(
                    "an append of " + appended.count() + " records, not " + freshOnes.size());
        }
        long sequence = appended.first().sequence();
        for (Candidate one : freshOnes) {
            long number = sequence++;
            one.id().ifPresent(id -> ids.remember(id, new AcceptedId(number, one.content())));
        }
        close();
    }

    /** The ids are remembered, or were not stored: either way nobody needs to wait for them. */
    @Override
    public void close() {
        if (!over) {
            over = true;
            freshOnes.forEach(one -> claims.release(holder, one));
            claims.end(holder);
        }
    }
}
