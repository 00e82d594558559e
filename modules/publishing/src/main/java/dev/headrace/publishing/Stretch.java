package dev.headrace.publishing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A stretch of the log, counted. Frames never change, so the counts hold as long as the frames are
 * there.
 *
 * @param range what was read
 * @param bytes what its frames take in memory, roughly
 * @param records how many records of each kind it holds
 * @param gaps what could not be read of it
 * @param ends the first and the last record that could be read; none when nothing could
 */
record Stretch(
        Range range, long bytes, Map<Kind, Long> records, List<Range> gaps, List<Long> ends) {

    /** When a stretch is full: far below a segment, so that it lies in two of them at most. */
    record Size(long records, long bytes) {

        static final Size USUAL = new Size(16_384, 8 << 20);
        static final Size ENDLESS = new Size(Long.MAX_VALUE, Long.MAX_VALUE);

        boolean isReached(long someRecords, long someBytes) {
            return someRecords >= records || someBytes >= bytes;
        }

        boolean isHalfReached(Stretch stretch) {
            return isReached(2 * stretch.range.size(), 2 * stretch.bytes);
        }
    }

    /** What a frame's routing follows from. */
    record Kind(int epoch, String stream) {}

    /** Counts what is read. */
    static final class Counting implements LogWalk.Visitor {

        private final long from;
        private final Size most;
        private final Map<Kind, Long> records = new HashMap<>();
        private final List<Range> gaps = new ArrayList<>();
        private final TreeSet<Long> ends = new TreeSet<>();
        private long size;
        private long bytes;

        Counting(long from, Size most) {
            this.from = from;
            this.most = most;
        }

        @Override
        public void frame(Range range, Kind kind, long frameBytes) {
            records.merge(kind, range.size(), Long::sum);
            size += range.size();
            bytes += frameBytes;
            ends.add(range.from());
            ends.add(range.to() - 1);
            while (ends.size() > 2) {
                ends.remove(ends.higher(ends.first()));
            }
        }

        @Override
        public void gap(Range range) {
            gaps.add(range);
        }

        @Override
        public boolean isFull() {
            return most.isReached(size, bytes);
        }

        /** What was counted, up to the place that the reading has reached. */
        Stretch until(long reached) {
            return new Stretch(
                    new Range(from, reached),
                    bytes,
                    Map.copyOf(records),
                    List.copyOf(gaps),
                    List.copyOf(ends));
        }
    }

    /** This stretch and the one that follows it, as one. */
    Stretch plus(Stretch next) {
        var sum = new HashMap<>(records);
        next.records.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
        var allGaps = new ArrayList<>(gaps);
        allGaps.addAll(next.gaps);
        var allEnds = new TreeSet<>(ends);
        allEnds.addAll(next.ends);
        return new Stretch(
                new Range(range.from(), next.range.to()),
                bytes + next.bytes,
                Map.copyOf(sum),
                List.copyOf(allGaps),
                allEnds.isEmpty() ? List.of() : List.of(allEnds.first(), allEnds.last()));
    }
}
