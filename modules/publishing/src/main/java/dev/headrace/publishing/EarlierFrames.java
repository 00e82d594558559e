package dev.headrace.publishing;

import dev.headrace.eventlog.LogFrame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a sink that was added with {@code from} is given of what was accepted before.
 *
 * @param sink the sink
 * @param before the end of the log when the sink was added: from there on its route epochs count
 * @param since only frames that were received at or after this
 * @param withheld the streams whose contracts left the sink out when it was added
 */
record EarlierFrames(String sink, long before, Instant since, Set<String> withheld) {

    /** Told apart from an epoch by the first byte. */
    private static final int KIND = 2;

    EarlierFrames {
        withheld = Set.copyOf(withheld);
    }

    /** Whether the frame is one of before. */
    boolean decides(LogFrame frame) {
        return frame.first().sequence() < before;
    }

    /** Whether the sink gets a frame of before. */
    boolean gives(LogFrame frame) {
        return !frame.receivedAt().isBefore(since) && !withheld.contains(frame.stream().value());
    }

    static boolean isOne(byte[] entry) {
        return entry.length > 0 && entry[0] == KIND;
    }

    byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(KIND);
            out.writeUTF(sink);
            out.writeLong(before);
            out.writeLong(since.getEpochSecond());
            out.writeInt(since.getNano());
            out.writeInt(withheld.size());
            for (String stream : new TreeSet<>(withheld)) {
                out.writeUTF(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static EarlierFrames decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            in.readUnsignedByte();
            String sink = in.readUTF();
            long before = in.readLong();
            Instant since = Instant.ofEpochSecond(in.readLong(), in.readInt());
            int size = in.readInt();
            var withheld = new TreeSet<String>();
            for (int i = 0; i < size; i++) {
                withheld.add(in.readUTF());
            }
            return new EarlierFrames(sink, before, since, withheld);
        } catch (IOException e) {
            throw new UncheckedIOException("the routes journal holds an entry cut short", e);
        }
    }
}
