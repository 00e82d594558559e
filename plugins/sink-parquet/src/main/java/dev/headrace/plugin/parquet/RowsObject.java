package dev.headrace.plugin.parquet;

import dev.headrace.plugin.aws.ObjectWriter;
import dev.headrace.plugin.aws.StoredObject;
import dev.headrace.sink.SinkException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * The object of one batch. Its footer holds a digest of the batch's records, by which it is known
 * again: its bytes may differ although they are the same records, because the stream's contract has
 * got a column since, or zstd a new version.
 */
final class RowsObject implements ObjectWriter.Content {

    /** Most footers are smaller, and are read at once. */
    private static final int FIRST_LOOK = 64 << 10;

    /** Of a file of a thousand columns and a hundred row groups. */
    private static final int LARGEST_FOOTER = 32 << 20;

    private final BatchRows rows;
    private final String digest;

    RowsObject(BatchRows rows) {
        this.rows = rows;
        this.digest = BatchDigest.of(rows.batch());
    }

    @Override
    public Amount writeTo(OutputStream out) throws IOException, InterruptedException {
        rows.writeTo(out, Map.of(BatchDigest.NOTE, digest));
        return Amount.SOME;
    }

    @Override
    public boolean isHeldBy(StoredObject there) throws SinkException, InterruptedException {
        long size = there.size();
        if (size < FooterReader.LEAST) {
            return false;
        }
        byte[] end = there.end(Math.max(0, size - FIRST_LOOK));
        int footer = FooterReader.length(end);
        if (footer > LARGEST_FOOTER || footer > size - FooterReader.LEAST) {
            return false; // it is no Parquet file, whatever its end says
        }
        if (footer > end.length - FooterReader.LEAST) {
            end = there.end(size - footer - FooterReader.LEAST);
        }
        return FooterReader.note(end, BatchDigest.NOTE).equals(Optional.of(digest));
    }

    @Override
    public String subject() {
        return "batch " + rows.batch().id();
    }
}
