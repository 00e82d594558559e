package dev.headrace.plugin.parquet;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** The rows of one batch. For one thread. */
final class BatchRows {

    private final RecordBatch batch;
    private final Table table;
    private final int level;
    private long misfits;

    BatchRows(RecordBatch batch, Table table, int level) {
        this.batch = batch;
        this.table = table;
        this.level = level;
    }

    RecordBatch batch() {
        return batch;
    }

    /**
     * Writes them as one file. The same rows and notes give the same bytes.
     *
     * @param notes what the footer says beside the columns
     */
    void writeTo(OutputStream out, Map<String, String> notes)
            throws IOException, InterruptedException {
        misfits = 0;
        try (var output = new ParquetOutput(out, table, level, ParquetOutput.GROUP_BYTES)) {
            var row = new Row(table);
            for (SinkRecord record : batch) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the write was given up");
                }
                row.take(record);
                output.row(row);
                misfits += row.misfits();
            }
            output.finish(notes);
        }
    }

    /** How many values did not fit their columns; meant for after the write. */
    long misfits() {
        return misfits;
    }
}
