package dev.headrace.publishing;

import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive sequence numbers.
 *
 * @param from the first
 * @param to the one after the last
 */
record Range(long from, long to) {

    long size() {
        return to - from;
    }

    /** The ranges that ascending numbers make. */
    static List<Range> of(long[] ascending) {
        var ranges = new ArrayList<Range>();
        int start = 0;
        for (int i = 1; i <= ascending.length; i++) {
            if (i == ascending.length || ascending[i] != ascending[i - 1] + 1) {
                ranges.add(new Range(ascending[start], ascending[i - 1] + 1));
                start = i;
            }
        }
        return ranges;
    }
}
