package dev.headrace.eventlog;

import java.util.List;

/** Takes every record for a new one. */
final class NoDedupe implements Dedupe {

    @Override
    public Screening screen(List<FrameDraft> frames) {
        return new AllFresh(frames);
    }

    @Override
    public DedupeStatus status() {
        return DedupeStatus.OFF;
    }

    @Override
    public void close() {
        // nothing is open
    }

    private record AllFresh(List<FrameDraft> fresh) implements Screening {

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
}
