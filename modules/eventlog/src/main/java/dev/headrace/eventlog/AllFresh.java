package dev.headrace.eventlog;

import java.util.List;

/** The outcome of a screening in which nothing could be a repeat: nothing is claimed. */
record AllFresh(List<FrameDraft> fresh) implements Screening {

    @Override
    public int duplicates() {
        return 0;
    }

    @Override
    public List<Repeat> repeats() {
        return List.of();
    }

    @Override
    public List<RecordDraft> conflicts() {
        return List.of();
    }

    @Override
    public void stored(Appended appended) {
        // nothing is remembered
    }

    @Override
    public void close() {
        // nothing was claimed
    }
}
