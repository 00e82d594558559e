package dev.headrace.plugin.parquet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.api.Binary;

/**
 * Writes rows as a Parquet file: {@code PAR1}, row groups of column chunks of pages, the footer,
 * its length, {@code PAR1}. The same rows give the same bytes. For one thread.
 */
final class ParquetOutput implements AutoCloseable {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 64 << 10;

    /** A row group is what a reader takes at once; this much of it is held in memory. */
    static final long GROUP_BYTES = 64L << 20;

    private static final int LOOK_EVERY = 1_000;

    private final Table table;
    private final int level;
    private final long groupBytes;
    private final OutputStream out;
    private final List<ColumnDescriptor> columns;
    private final ParquetProperties properties;
    private final List<RowGroup> groups = new ArrayList<>();
    private Group group;
    private long at;
    private long rows;

    /** The row group that is being filled. */
    private final class Group {
        private final Map<ColumnDescriptor, ChunkPages> chunks = new LinkedHashMap<>();
        private final ColumnWriteStore store;
        private final List<ColumnWriter> writers;
        private long rows;

        Group() {
            columns.forEach(column -> chunks.put(column, new ChunkPages(column, level)));
            store = properties.newColumnWriteStore(table.schema(), chunks::get);
            writers = columns.stream().map(store::getColumnWriter).toList();
        }

        long bytes() {
            return store.getBufferedSize();
        }
    }

    ParquetOutput(OutputStream out, Table table, int level, long groupBytes) throws IOException {
        this.out = new BufferedOutputStream(out, BUFFER);
        this.table = table;
        this.level = level;
        this.groupBytes = groupBytes;
        this.columns = table.schema().getColumns();
        this.properties =
                ParquetProperties.builder()
                        .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                        .withSizeStatisticsEnabled(false)
                        .build();
        this.group = new Group();
        write(MAGIC);
    }

    void row(Row row) throws IOException {
        for (int column = 0; column < columns.size(); column++) {
            ColumnWriter writer = group.writers.get(column);
            switch (row.value(column)) {
                case null -> writer.writeNull(0, 0);
                case Binary text -> writer.write(text, 0, 1);
                case Long number -> writer.write(number, 0, 1);
                case Integer number -> writer.write(number, 0, 1);
                case Double number -> writer.write(number, 0, 1);
                case Boolean truth -> writer.write(truth, 0, 1);
                default -> throw new IllegalStateException("no such value");
            }
        }
        group.store.endRecord();
        group.rows++;
        if (group.rows % LOOK_EVERY == 0 && group.bytes() >= groupBytes) {
            endGroup();
            group = new Group();
        }
    }

    /**
     * Writes what is left and the footer; closes nothing below.
     *
     * @param notes what the footer says beside the columns
     */
    void finish(Map<String, String> notes) throws IOException {
        if (group.rows > 0) {
            endGroup();
        }
        var footer = new java.io.ByteArrayOutputStream();
        Util.writeFileMetaData(Footer.of(table.schema(), groups, rows, notes), footer);
        write(footer.toByteArray());
        int length = footer.size();
        write(
                new byte[] {
                    (byte) length,
                    (byte) (length >>> 8),
                    (byte) (length >>> 16),
                    (byte) (length >>> 24)
                });
        write(MAGIC);
        out.flush();
    }

    /** Lets go of the buffers; what was not finished is no file. */
    @Override
    public void close() {
        group.store.close();
    }

    private void endGroup() throws IOException {
        group.store.flush();
        long start = at;
        long plain = 0;
        var chunks = new ArrayList<ColumnChunk>();
        for (ChunkPages pages : group.chunks.values()) {
            chunks.add(Footer.chunk(pages, at));
            if (pages.dictionary().isPresent()) {
                write(pages.dictionary().get());
            }
            pages.pages().writeTo(out);
            at += pages.pages().size();
            plain += pages.plainBytes();
        }
        groups.add(
                new RowGroup(chunks, plain, group.rows)
                        .setFile_offset(start)
                        .setTotal_compressed_size(at - start));
        rows += group.rows;
        group.store.close();
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        at += bytes.length;
    }
}
