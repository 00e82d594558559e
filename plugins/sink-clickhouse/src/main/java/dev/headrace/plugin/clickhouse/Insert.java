package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Writes one batch and finds out which rows ClickHouse takes.
 *
 * <p>An insert is taken whole or not at all. When a row is bad, the halves are tried, each under a
 * token of its own that names the batch and the half: a retry of the batch makes the same halves.
 */
final class Insert {

    /** A bad row among 50,000 costs some 32 inserts; beyond this many, Headrace takes over. */
    private static final int MOST_INSERTS = 128;

    private static final int ROOM_PER_ROW = 400;

    private final Server server;
    private final ReadyTable table;
    private final RecordBatch batch;
    private final WriteResult.Builder result;
    private final RowBuffer rows;
    private final int[] ends;
    private final int[] records;
    private int count;
    private long leftOut;

    /** Rows from one on, before another. */
    private record Part(int from, int to) {}

    Insert(Server server, ReadyTable table, RecordBatch batch, WriteResult.Builder result) {
        this.server = server;
        this.table = table;
        this.batch = batch;
        this.result = result;
        this.rows = new RowBuffer(ROOM_PER_ROW * batch.size());
        this.ends = new int[batch.size()];
        this.records = new int[batch.size()];
    }

    /** The values that their columns could not hold. */
    long leftOut() {
        return leftOut;
    }

    int rows() {
        return count;
    }

    /** Makes the rows; an event that no row can be made of is rejected. */
    Insert encode() {
        int index = 0;
        for (SinkRecord record : batch) {
            int start = rows.size();
            try {
                leftOut += table.encoder().write(record, rows);
                ends[count] = rows.size();
                records[count] = index;
                count++;
            } catch (IllegalArgumentException e) {
                rows.cut(start);
                result.rejected(index, "not-an-object", String.valueOf(e.getMessage()));
            }
            index++;
        }
        return this;
    }

    /** What became of the insert as a whole; its outcomes are set when it is done. */
    Answer run() throws SinkException, InterruptedException {
        if (count == 0) {
            return new Answer.Done("");
        }
        Answer answer = send(new Part(0, count));
        if (answer instanceof Answer.Done) {
            set(new Part(0, count), new Outcome.Delivered(table.table().name()));
        }
        return answer;
    }

    /** Finds the bad rows, after the whole was refused for one. */
    Answer narrow(int code) throws SinkException, InterruptedException {
        Deque<Part> open = new ArrayDeque<>();
        divide(new Part(0, count), open, code);
        for (int inserts = 0; inserts < MOST_INSERTS && !open.isEmpty(); inserts++) {
            Part part = open.pop();
            switch (send(part)) {
                case Answer.Done done -> set(part, new Outcome.Delivered(table.table().name()));
                case Answer.BadRow(int because) -> divide(part, open, because);
                case Answer.Changed changed -> {
                    return changed;
                }
            }
        }
        open.forEach(part -> set(part, new Outcome.Unknown("bad-rows")));
        return new Answer.Done("");
    }

    private void divide(Part part, Deque<Part> open, int code) {
        if (part.to() - part.from() == 1) {
            set(
                    part,
                    new Outcome.Rejected(
                            "clickhouse-" + code,
                            "ClickHouse cannot read the row (code " + code + ")"));
            return;
        }
        int middle = (part.from() + part.to()) / 2;
        open.push(new Part(middle, part.to()));
        open.push(new Part(part.from(), middle));
    }

    private Answer send(Part part) throws SinkException, InterruptedException {
        boolean whole = part.from() == 0 && part.to() == count;
        String token = whole ? batch.id() : batch.id() + '/' + part.from() + '-' + part.to();
        byte[] start = table.insert(token).getBytes(StandardCharsets.UTF_8);
        int from = part.from() == 0 ? 0 : ends[part.from() - 1];
        int length = ends[part.to() - 1] - from;
        byte[] body = Arrays.copyOf(start, start.length + length);
        System.arraycopy(rows.bytes(), from, body, start.length, length);
        return server.insert(body);
    }

    private void set(Part part, Outcome outcome) {
        for (int row = part.from(); row < part.to(); row++) {
            result.set(records[row], outcome);
        }
    }
}
