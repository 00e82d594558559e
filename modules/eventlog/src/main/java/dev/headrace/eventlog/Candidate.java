package dev.headrace.eventlog;

import java.util.Optional;

/** A record on its way through the screening, and what is known of its id. For one thread. */
final class Candidate {

    private final int frame;
    private final RecordDraft record;
    private final Optional<ScopedId> id;
    private final Optional<ContentDigest> content;
    private Optional<AcceptedId> original = Optional.empty();
    private Optional<Candidate> twin = Optional.empty();

    private Candidate(
            int frame, RecordDraft record, Optional<ScopedId> id, Optional<ContentDigest> content) {
        this.frame = frame;
        this.record = record;
        this.id = id;
        this.content = content;
    }

    /** A record with an id that a repeat would bring again. */
    static Candidate of(int frame, RecordDraft record, ScopedId id, ContentDigest content) {
        return new Candidate(frame, record, Optional.of(id), Optional.of(content));
    }

    /** A record that is new in any case. */
    static Candidate alwaysNew(int frame, RecordDraft record) {
        return new Candidate(frame, record, Optional.empty(), Optional.empty());
    }

    int frame() {
        return frame;
    }

    RecordDraft record() {
        return record;
    }

    Optional<ScopedId> id() {
        return id;
    }

    /** The digest of its bytes; there is one wherever there is an id. */
    ContentDigest content() {
        return content.orElseThrow();
    }

    /** It is the second one of its request with this id. */
    void twinOf(Candidate first) {
        twin = Optional.of(first);
    }

    void forgetTwin() {
        twin = Optional.empty();
    }

    boolean isTwin() {
        return twin.isPresent();
    }

    /** The id was accepted before. */
    void found(AcceptedId accepted) {
        original = Optional.of(accepted);
    }

    /** The event in the log that has the id; of a twin, its first one's. */
    Optional<AcceptedId> original() {
        return twin.isPresent() ? twin.get().original : original;
    }

    boolean isFresh() {
        return original.isEmpty() && twin.isEmpty();
    }

    /**
     * Whether the id stands for another event: in the log, else in this request. An id that was
     * made of the content never does, also where the same content is written in other bytes.
     */
    boolean isConflict() {
        if (isFresh() || record.origin() == IdOrigin.CONTENT) {
            return false;
        }
        ContentDigest taken =
                original()
                        .map(AcceptedId::content)
                        .or(() -> twin.map(Candidate::content))
                        .orElseThrow();
        return !taken.equals(content());
    }
}
