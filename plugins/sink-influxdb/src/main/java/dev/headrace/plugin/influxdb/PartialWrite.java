package dev.headrace.plugin.influxdb;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Finds out which lines of a write were stored.
 *
 * <p>InfluxDB answers a write that it stored in part with one reason and a count, and the count is
 * that of one shard. So a line counts as delivered only after a write that held it was taken whole,
 * and as rejected only after the server has dropped as many lines as a write held. What is neither
 * is written again in smaller parts, which is harmless: a line makes the same point each time. When
 * a field is named, the lines that have it are parted from the others, so one wrong type in a batch
 * costs two more writes.
 */
final class PartialWrite {

    /** Each wrong line among 5,000 costs some 26 writes; beyond this many, Headrace takes over. */
    private static final int MOST_WRITES = 256;

    private final Server server;
    private final Lines lines;
    private final WriteResult.Builder result;
    private final String place;
    private final Deque<int[]> open = new ArrayDeque<>();

    PartialWrite(Server server, Lines lines, WriteResult.Builder result, String place) {
        this.server = server;
        this.lines = lines;
        this.result = result;
        this.place = place;
    }

    /** Writes all lines and sets the outcome of each. */
    void run() throws SinkException, InterruptedException {
        int[] all = new int[lines.count()];
        Arrays.setAll(all, i -> i);
        open.push(all);
        for (int writes = 0; writes < MOST_WRITES && !open.isEmpty(); writes++) {
            int[] part = open.pop();
            if (part.length > 0) {
                settle(part, server.write(lines.text(part)));
            }
        }
        while (!open.isEmpty()) {
            set(open.pop(), new Outcome.Unknown("partial-write"));
        }
    }

    private void settle(int[] part, Answer answer) throws SinkException {
        switch (answer) {
            case Answer.Taken taken -> set(part, new Outcome.Delivered(place));
            case Answer.TooLarge tooLarge -> {
                if (part.length > 1) {
                    throw new SinkException.TooLarge("the server takes no body of this size (413)");
                }
                set(part, new Outcome.Rejected("too-large", "larger than the server takes"));
            }
            case Answer.Partial partial -> {
                if (part.length == 1 || partial.dropped() >= part.length) {
                    set(part, new Outcome.Rejected(partial.code(), partial.detail()));
                } else {
                    divide(part, partial);
                }
            }
        }
    }

    private void divide(int[] part, Answer.Partial partial) {
        Answer.Conflict conflict = partial.conflict();
        int[] named = conflict.isNone() ? new int[0] : having(part, conflict, true);
        if (named.length > 0 && named.length < part.length) {
            open.push(having(part, conflict, false));
            open.push(named);
            return;
        }
        int middle = part.length / 2;
        open.push(Arrays.copyOfRange(part, middle, part.length));
        open.push(Arrays.copyOfRange(part, 0, middle));
    }

    private int[] having(int[] part, Answer.Conflict conflict, boolean wanted) {
        return Arrays.stream(part)
                .filter(line ->
                        lines.mayHave(line, conflict.measurement(), conflict.field()) == wanted)
                .toArray();
    }

    private void set(int[] part, Outcome outcome) {
        for (int line : part) {
            result.set(lines.record(line), outcome);
        }
    }
}
