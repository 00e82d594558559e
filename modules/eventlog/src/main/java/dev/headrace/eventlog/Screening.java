package dev.headrace.eventlog;

import java.util.List;

/**
 * What of a request is new. Hold it while the new records are appended, tell it the outcome, close
 * it: then those who wait for the same ids go on. For the calling thread only.
 *
 * <pre>{@code
 * try (Screening screening = dedupe.screen(frames)) {
 *     screening.stored(log.append(screening.fresh()));
 * }
 * }</pre>
 */
public interface Screening extends AutoCloseable {

    /**
     * A record that was accepted before.
     *
     * @param record the very object of the request
     * @param original the log's sequence number of the event that it repeats
     */
    record Repeat(RecordDraft record, long original) {}

    /** What is to be appended, in this order and as one append; empty when nothing is new. */
    List<FrameDraft> fresh();

    /** How many records are repeats, of others that were accepted or of one in this request. */
    int duplicates();

    /**
     * The repeats of events that are in the log, in the order of the request; without those that
     * repeat one of this request, which is in {@link #fresh}.
     */
    List<Repeat> repeats();

    /** Records whose id stands for another event already: the very objects of the request. */
    List<RecordDraft> conflicts();

    /**
     * The fresh records are on disk: from now on their ids are taken.
     *
     * @param appended what the append of exactly {@link #fresh} gave
     */
    void stored(Appended appended);

    /** Gives the ids back that {@link #stored} did not name. */
    @Override
    void close();
}
