package dev.headrace.publishing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** One replay in the journal of replays; a later entry of the same id takes its place. */
record ReplayEntry(
        String id,
        ReplayRequest request,
        Phase phase,
        Instant startedAt,
        Span span,
        Optional<Ending> ending) {

    /** How far a replay is. */
    enum Phase {
        /** Its files are being made; after a crash it never was. */
        PREPARED,
        RUNNING,
        /** To end at the next batch, also after a crash. */
        CANCELLING,
        /** Ended, and its files are still there. */
        ENDED,
        /** Ended, and its files are gone. */
        SWEPT
    }

    /**
     * Which records.
     *
     * @param first the number of the first, in the log or among the chosen letters
     * @param end the number after the last
     * @param records how many of them are to be delivered
     * @param left how many more there were than one replay takes
     */
    record Span(long first, long end, long records, long left) {}

    /** How it ended. */
    record Ending(
            Replays.State state, Instant at, long delivered, long refused, Optional<String> note) {}

    ReplayEntry in(Phase next) {
        return new ReplayEntry(id, request, next, startedAt, span, ending);
    }

    ReplayEntry ended(Ending how) {
        return new ReplayEntry(id, request, Phase.ENDED, startedAt, span, Optional.of(how));
    }

    boolean isEnded() {
        return ending.isPresent();
    }

    private static final int VERSION = 1;

    void write(DataOutputStream out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(id);
        ReplayRequestCodec.write(request, out);
        out.writeUTF(phase.name());
        ReplayRequestCodec.writeInstant(startedAt, out);
        out.writeLong(span.first());
        out.writeLong(span.end());
        out.writeLong(span.records());
        out.writeLong(span.left());
        out.writeBoolean(ending.isPresent());
        if (ending.isPresent()) {
            Ending how = ending.get();
            out.writeUTF(how.state().name());
            ReplayRequestCodec.writeInstant(how.at(), out);
            out.writeLong(how.delivered());
            out.writeLong(how.refused());
            out.writeUTF(how.note().orElse(""));
        }
    }

    static ReplayEntry read(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() != VERSION) {
            throw new IllegalStateException("a replays journal of another version");
        }
        return new ReplayEntry(
                in.readUTF(),
                ReplayRequestCodec.read(in),
                Phase.valueOf(in.readUTF()),
                ReplayRequestCodec.readInstant(in),
                new Span(in.readLong(), in.readLong(), in.readLong(), in.readLong()),
                in.readBoolean() ? Optional.of(readEnding(in)) : Optional.empty());
    }

    private static Ending readEnding(DataInputStream in) throws IOException {
        return new Ending(
                Replays.State.valueOf(in.readUTF()),
                ReplayRequestCodec.readInstant(in),
                in.readLong(),
                in.readLong(),
                Optional.of(in.readUTF()).filter(note -> !note.isEmpty()));
    }
}
