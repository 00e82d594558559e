package dev.headrace.publishing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The routing that was in force over some time.
 *
 * @param number the epoch that frames are stamped with
 * @param withheld the sinks that there were, each with the streams whose contracts left it out
 */
record RouteEpoch(int number, Map<String, Set<String>> withheld) {

    private static final int VERSION = 1;

    /** Whether a sink gets the frames of a stream that were accepted in this epoch. */
    boolean routes(String sink, String stream) {
        Set<String> without = withheld.get(sink);
        return without != null && !without.contains(stream);
    }

    byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(number);
            out.writeInt(withheld.size());
            for (Map.Entry<String, Set<String>> sink : withheld.entrySet()) {
                out.writeUTF(sink.getKey());
                out.writeInt(sink.getValue().size());
                for (String stream : sink.getValue()) {
                    out.writeUTF(stream);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static RouteEpoch decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readUnsignedByte() != VERSION) {
                throw new IllegalStateException("a routes journal of another version");
            }
            int number = in.readInt();
            int sinks = in.readInt();
            var withheld = new TreeMap<String, Set<String>>();
            for (int i = 0; i < sinks; i++) {
                String sink = in.readUTF();
                int size = in.readInt();
                var streams = new TreeSet<String>();
                for (int j = 0; j < size; j++) {
                    streams.add(in.readUTF());
                }
                withheld.put(sink, streams);
            }
            return new RouteEpoch(number, withheld);
        } catch (IOException e) {
            throw new UncheckedIOException("the routes journal holds an entry cut short", e);
        }
    }
}
