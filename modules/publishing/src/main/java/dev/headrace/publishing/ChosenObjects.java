package dev.headrace.publishing;

import dev.headrace.eventlog.Journal;
import dev.headrace.sink.Lake.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The objects of one replay from a lake, in the order of their names, each with its number of
 * lines; so a line has the same number after a restart. Kept in a journal from before the replay
 * begins. Immutable.
 */
final class ChosenObjects {

    /** The most objects of one replay. */
    static final int MOST = 250_000;

    static final ChosenObjects NONE = new ChosenObjects(List.of());

    private static final int OBJECTS = 3;
    private static final int PER_ENTRY = 2_000;

    private final List<Row> rows;

    /** The number of each object's first line, and behind the last one the end. */
    private final long[] first;

    /** One object. */
    record Row(StoredObject object, long lines) {}

    ChosenObjects(List<Row> rows) {
        this.rows = List.copyOf(rows);
        this.first = new long[rows.size() + 1];
        for (int i = 0; i < rows.size(); i++) {
            first[i + 1] = first[i] + rows.get(i).lines();
        }
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    int size() {
        return rows.size();
    }

    /** How many lines there are in all. */
    long lines() {
        return first[rows.size()];
    }

    StoredObject object(int index) {
        return rows.get(index).object();
    }

    /** The number of an object's first line. */
    long first(int index) {
        return first[index];
    }

    /** The index of the object that holds a line; behind the last one when there is none. */
    int indexOf(long number) {
        int found = Arrays.binarySearch(first, number);
        int index = found >= 0 ? found : -found - 2;
        while (index < rows.size() && first[index + 1] <= number) {
            index++; // an object without lines begins where the next one does
        }
        return index;
    }

    /** Writes the choice as the journal's whole content. */
    void keep(Journal journal) {
        var entries = new ArrayList<byte[]>();
        for (int from = 0; from < rows.size(); from += PER_ENTRY) {
            entries.add(encoded(rows.subList(from, Math.min(rows.size(), from + PER_ENTRY))));
        }
        journal.replace(entries);
    }

    /** Reads what {@link #keep} wrote. */
    static ChosenObjects read(Journal journal) {
        var rows = new ArrayList<Row>();
        try {
            for (byte[] entry : journal.entries()) {
                var in = new DataInputStream(new ByteArrayInputStream(entry));
                if (in.readUnsignedByte() != OBJECTS) {
                    continue; // a replay of nothing keeps no objects
                }
                int count = in.readInt();
                for (int i = 0; i < count; i++) {
                    var object = new StoredObject(in.readUTF(), ReplayRequestCodec.readInstant(in));
                    rows.add(new Row(object, in.readLong()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the objects of a replay hold an entry cut short", e);
        }
        return new ChosenObjects(rows);
    }

    private static byte[] encoded(List<Row> rows) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(OBJECTS);
            out.writeInt(rows.size());
            for (Row row : rows) {
                out.writeUTF(row.object().name());
                ReplayRequestCodec.writeInstant(row.object().at(), out);
                out.writeLong(row.lines());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
