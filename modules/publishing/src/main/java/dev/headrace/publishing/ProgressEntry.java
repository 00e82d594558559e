package dev.headrace.publishing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One entry of a progress journal: a snapshot replaces everything before it, a change adds to it.
 *
 * @param lowWater everything below is complete; of a change, 0
 * @param readTo the sequence number up to which routed records have been counted
 * @param completed complete ranges above the low-water
 * @param streams counts, of a change those that were added
 */
record ProgressEntry(
        Kind kind,
        long lowWater,
        long readTo,
        List<Range> completed,
        Map<String, StreamCounts> streams) {

    enum Kind {
        SNAPSHOT,
        CHANGE
    }

    private static final int VERSION = 2;

    /** The version that did not count what replays deliver again; journals may still hold it. */
    private static final int WITHOUT_REDELIVERED = 1;

    private static final int SNAPSHOT_CODE = 1;
    private static final int CHANGE_CODE = 2;

    byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(kind == Kind.SNAPSHOT ? SNAPSHOT_CODE : CHANGE_CODE);
            out.writeLong(lowWater);
            out.writeLong(readTo);
            writeRanges(completed, out);
            out.writeInt(streams.size());
            for (Map.Entry<String, StreamCounts> stream : streams.entrySet()) {
                out.writeUTF(stream.getKey());
                StreamCounts counts = stream.getValue();
                out.writeLong(counts.routed());
                out.writeLong(counts.delivered());
                out.writeLong(counts.deadLettered());
                out.writeLong(counts.expired());
                out.writeLong(counts.unreadable());
                out.writeLong(counts.redelivered());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static ProgressEntry decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION && version != WITHOUT_REDELIVERED) {
                throw new IllegalStateException("a progress journal of another version");
            }
            Kind kind = in.readUnsignedByte() == SNAPSHOT_CODE ? Kind.SNAPSHOT : Kind.CHANGE;
            long lowWater = in.readLong();
            long readTo = in.readLong();
            List<Range> completed = readRanges(in);
            return new ProgressEntry(kind, lowWater, readTo, completed, readStreams(in, version));
        } catch (IOException e) {
            throw new UncheckedIOException("a progress journal holds an entry cut short", e);
        }
    }

    private static Map<String, StreamCounts> readStreams(DataInputStream in, int version)
            throws IOException {
        int size = in.readInt();
        var streams = new TreeMap<String, StreamCounts>();
        for (int i = 0; i < size; i++) {
            streams.put(
                    in.readUTF(),
                    new StreamCounts(
                            in.readLong(),
                            in.readLong(),
                            in.readLong(),
                            in.readLong(),
                            in.readLong(),
                            version == WITHOUT_REDELIVERED ? 0 : in.readLong()));
        }
        return streams;
    }

    static void writeRanges(List<Range> ranges, DataOutputStream out) throws IOException {
        out.writeInt(ranges.size());
        for (Range range : ranges) {
            out.writeLong(range.from());
            out.writeLong(range.size());
        }
    }

    static List<Range> readRanges(DataInputStream in) throws IOException {
        int size = in.readInt();
        var ranges = new ArrayList<Range>();
        for (int i = 0; i < size; i++) {
            long from = in.readLong();
            ranges.add(new Range(from, from + in.readLong()));
        }
        return ranges;
    }
}
