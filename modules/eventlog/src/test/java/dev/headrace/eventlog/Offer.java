package dev.headrace.eventlog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One call of append: what was handed in, to be compared with what is found.
 *
 * @param frames the frames
 * @param events the records of all frames, in order
 */
record Offer(List<FrameDraft> frames, List<Event> events) {

    /** Makes an offer whose records have names that no other offer has. */
    static Offer of(int number, Command.Caller caller) {
        List<FrameDraft> frames = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (int frame = 0; frame < caller.frames(); frame++) {
            RecordDraft[] records = new RecordDraft[caller.records()];
            for (int i = 0; i < records.length; i++) {
                // numbers of one length: frames of two offers have one size
                String id = String.format("e%03d-%d%d", number % 1_000, frame, i);
                records[i] = Drafts.record(id, caller.bytes());
                events.add(new Event(records[i], frame));
            }
            frames.add(Drafts.frame(records));
        }
        return new Offer(frames, events);
    }

    /**
     * A record and the frame that it belongs to.
     *
     * @param frame its number within the append
     */
    record Event(RecordDraft draft, int frame) {

        boolean is(LogFrame frame, LogRecord record) {
            FrameDraft expected = SAMPLE;
            return record.id().equals(draft.id())
                    && record.occurredAt().equals(draft.occurredAt())
                    && record.key().equals(draft.key())
                    && record.layout().equals(draft.layout())
                    && record.json()
                            .equals(ByteBuffer.wrap(draft.source(), draft.offset(), draft.length()))
                    && frame.stream().equals(expected.stream())
                    && frame.schemaVersion() == expected.schemaVersion()
                    && frame.schemaDigest().equals(expected.schemaDigest())
                    && frame.receivedAt().equals(expected.receivedAt())
                    && frame.principal().equals(expected.principal())
                    && frame.attributes().equals(expected.attributes())
                    && frame.routeEpoch() == World.ROUTE_EPOCH;
        }

        @Override
        public String toString() {
            return draft.id();
        }
    }

    private static final FrameDraft SAMPLE = Drafts.frame(Drafts.record("sample", 40));
}
