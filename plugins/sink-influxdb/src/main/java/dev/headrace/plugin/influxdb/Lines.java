package dev.headrace.plugin.influxdb;

import java.util.Arrays;

/** The lines of one batch, each with the record that it is of. Lives as long as a write. */
final class Lines {

    private static final int ROOM_PER_LINE = 256;

    private final LineBuffer buffer;
    private final int[] ends;
    private final int[] records;
    private final PointMapping[] mappings;
    private int count;

    Lines(int mostLines) {
        buffer = new LineBuffer(ROOM_PER_LINE * Math.max(1, mostLines));
        ends = new int[mostLines];
        records = new int[mostLines];
        mappings = new PointMapping[mostLines];
    }

    /** Where the next line is written; {@link #finish} follows. */
    LineBuffer buffer() {
        return buffer;
    }

    /** Ends the line that was written last. */
    void finish(int record, PointMapping mapping) {
        ends[count] = buffer.size();
        records[count] = record;
        mappings[count] = mapping;
        count++;
    }

    /** The number of lines. */
    int count() {
        return count;
    }

    /** The index of a line's record in the batch. */
    int record(int line) {
        return records[line];
    }

    /** Whether a line can have a field. */
    boolean mayHave(int line, String measurement, String field) {
        PointMapping mapping = mappings[line];
        return mapping.measurement().equals(measurement)
                && mapping.fields().stream().anyMatch(known -> known.name().equals(field));
    }

    /** The text of some of the lines, given in ascending order. */
    byte[] text(int[] chosen) {
        if (chosen.length == count) {
            return Arrays.copyOf(buffer.bytes(), buffer.size());
        }
        var text = new LineBuffer(ROOM_PER_LINE * chosen.length);
        for (int line : chosen) {
            int start = line == 0 ? 0 : ends[line - 1];
            text.raw(Arrays.copyOfRange(buffer.bytes(), start, ends[line]));
        }
        return Arrays.copyOf(text.bytes(), text.size());
    }
}
