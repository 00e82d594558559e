package dev.headrace.publishing;

import dev.headrace.event.StreamName;
import dev.headrace.publishing.ReplayRequest.Repeats;
import dev.headrace.publishing.ReplayRequest.Source;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A replay's request as bytes. */
final class ReplayRequestCodec {

    private static final int DEAD_LETTERS = 1;
    private static final int LOG_RANGE = 2;
    private static final int STORED_IN = 3;

    /** Between layout values in one text: none of them has it. */
    private static final String SEPARATOR = "/";

    private ReplayRequestCodec() {}

    static void write(ReplayRequest request, DataOutputStream out) throws IOException {
        out.writeUTF(request.sink());
        switch (request.source()) {
            case Source.DeadLettersOf letters -> {
                out.writeByte(DEAD_LETTERS);
                out.writeUTF(letters.refusedBy());
                writeText(letters.stream().map(StreamName::value), out);
                writeText(letters.code(), out);
                writeText(letters.from().map(Instant::toString), out);
                writeText(letters.until().map(Instant::toString), out);
            }
            case Source.LogRange range -> {
                out.writeByte(LOG_RANGE);
                writeText(range.stream().map(StreamName::value), out);
                writeInstant(range.from(), out);
                writeInstant(range.until(), out);
            }
            case Source.StoredIn lake -> {
                out.writeByte(STORED_IN);
                out.writeUTF(lake.place());
                out.writeUTF(lake.stream().value());
                out.writeUTF(lake.from().toString());
                out.writeUTF(lake.to().toString());
                writeText(lake.values().map(values -> String.join(SEPARATOR, values)), out);
            }
        }
        out.writeInt(request.recordsPerSecond());
        out.writeUTF(request.repeats().name());
    }

    static ReplayRequest read(DataInputStream in) throws IOException {
        String sink = in.readUTF();
        Source source =
                switch (in.readUnsignedByte()) {
                    case DEAD_LETTERS ->
                            new Source.DeadLettersOf(
                                    in.readUTF(),
                                    readText(in).map(StreamName::new),
                                    readText(in),
                                    readText(in).map(Instant::parse),
                                    readText(in).map(Instant::parse));
                    case LOG_RANGE ->
                            new Source.LogRange(
                                    readText(in).map(StreamName::new),
                                    readInstant(in),
                                    readInstant(in));
                    case STORED_IN ->
                            new Source.StoredIn(
                                    in.readUTF(),
                                    new StreamName(in.readUTF()),
                                    LocalDate.parse(in.readUTF()),
                                    LocalDate.parse(in.readUTF()),
                                    readText(in).map(ReplayRequestCodec::values));
                    default ->
                            throw new IllegalStateException("a replays journal of another version");
                };
        return new ReplayRequest(sink, source, in.readInt(), Repeats.valueOf(in.readUTF()));
    }

    private static List<String> values(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR));
    }

    static void writeInstant(Instant instant, DataOutputStream out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    static Instant readInstant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static void writeText(Optional<String> text, DataOutputStream out) throws IOException {
        out.writeBoolean(text.isPresent());
        if (text.isPresent()) {
            out.writeUTF(text.get());
        }
    }

    private static Optional<String> readText(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
    }
}
