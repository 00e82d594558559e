package dev.headrace.publishing;

import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.Journal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The dead letters of one replay, in the order of the log, each record once; about 80 bytes of
 * memory each. Kept in a journal from before the replay begins, so that a letter has the same
 * number after a restart. Immutable.
 */
final class ChosenLetters {

    /** The most letters of one replay. */
    static final int MOST = 250_000;

    private static final int STREAMS = 1;
    private static final int ROWS = 2;
    private static final int PER_ENTRY = 20_000;

    private final List<String> streams;
    private final Row[] rows;

    /** The index of each record's first row: a record may have been buried twice. */
    private final int[] first;

    /** One letter. */
    record Row(long sequence, int stream, DeadLetters.Place place) {}

    private ChosenLetters(List<String> streams, List<Row> rows) {
        this.streams = List.copyOf(streams);
        this.rows = rows.toArray(Row[]::new);
        Arrays.sort(
                this.rows,
                Comparator.comparingLong(Row::sequence)
                        .thenComparingInt(row -> row.place().file())
                        .thenComparingInt(row -> row.place().from()));
        int[] starts = new int[rows.size()];
        int records = 0;
        for (int i = 0; i < this.rows.length; i++) {
            if (i == 0 || this.rows[i].sequence() != this.rows[i - 1].sequence()) {
                starts[records++] = i;
            }
        }
        this.first = Arrays.copyOf(starts, records);
    }

    /** How many records there are. */
    int size() {
        return first.length;
    }

    /** Where a record's letter lies. */
    DeadLetters.Place place(int number) {
        return rows[first[number]].place();
    }

    /** A record as delivered. */
    DeadLetters.Delivered delivered(int number) {
        int end = number + 1 < first.length ? first[number + 1] : rows.length;
        var places = new ArrayList<DeadLetters.Place>();
        for (int i = first[number]; i < end; i++) {
            places.add(rows[i].place());
        }
        return new DeadLetters.Delivered(stream(number), places);
    }

    StreamName stream(int number) {
        return new StreamName(streams.get(rows[first[number]].stream()));
    }

    /**
     * The number of a record.
     *
     * @param sequence where the record is in the log
     */
    int numberOf(long sequence) {
        int low = 0;
        int high = first.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows[first[middle]].sequence() < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (first.length == 0 || rows[first[low]].sequence() != sequence) {
            throw new IllegalArgumentException("record " + sequence + " was not chosen");
        }
        return low;
    }

    /** How many records there are of each stream. */
    Map<StreamName, Long> byStream() {
        var counts = new TreeMap<StreamName, Long>();
        for (int i = 0; i < first.length; i++) {
            counts.merge(stream(i), 1L, Long::sum);
        }
        return counts;
    }

    /** Writes the choice as the journal's whole content. */
    void keep(Journal journal) {
        var entries = new ArrayList<byte[]>();
        entries.add(
                encoded(out -> {
                    out.writeByte(STREAMS);
                    out.writeInt(streams.size());
                    for (String stream : streams) {
                        out.writeUTF(stream);
                    }
                }));
        for (int from = 0; from < rows.length; from += PER_ENTRY) {
            List<Row> some =
                    Arrays.asList(rows).subList(from, Math.min(rows.length, from + PER_ENTRY));
            entries.add(encoded(out -> write(some, out)));
        }
        journal.replace(entries);
    }

    private static void write(List<Row> rows, DataOutputStream out) throws IOException {
        out.writeByte(ROWS);
        out.writeInt(rows.size());
        for (Row row : rows) {
            out.writeLong(row.sequence());
            out.writeInt(row.stream());
            out.writeInt(row.place().file());
            out.writeInt(row.place().block());
            out.writeInt(row.place().from());
            out.writeInt(row.place().to());
        }
    }

    /** Reads what {@link #keep} wrote. */
    static ChosenLetters read(Journal journal) {
        var streams = new ArrayList<String>();
        var rows = new ArrayList<Row>();
        try {
            for (byte[] entry : journal.entries()) {
                var in = new DataInputStream(new ByteArrayInputStream(entry));
                int kind = in.readUnsignedByte();
                int count = in.readInt();
                for (int i = 0; i < count; i++) {
                    if (kind == STREAMS) {
                        streams.add(in.readUTF());
                    } else {
                        rows.add(row(in));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the letters of a replay hold an entry cut short", e);
        }
        return new ChosenLetters(streams, rows);
    }

    private static Row row(DataInputStream in) throws IOException {
        return new Row(
                in.readLong(),
                in.readInt(),
                new DeadLetters.Place(in.readInt(), in.readInt(), in.readInt(), in.readInt()));
    }

    private static byte[] encoded(Body body) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            body.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    /** Gathers letters. For one thread at a time. */
    static final class Choice {

        private final List<String> streams = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();

        /** Adds a letter; false when there are as many as a replay takes. */
        boolean add(DeadLetters.Kept kept) {
            if (rows.size() == MOST) {
                return false;
            }
            String stream = kept.letter().stream().value();
            int index = streams.indexOf(stream);
            if (index < 0) {
                index = streams.size();
                streams.add(stream);
            }
            long sequence = kept.letter().record().position().sequence();
            rows.add(new Row(sequence, index, kept.place()));
            return true;
        }

        ChosenLetters chosen() {
            return new ChosenLetters(streams, rows);
        }
    }
}
