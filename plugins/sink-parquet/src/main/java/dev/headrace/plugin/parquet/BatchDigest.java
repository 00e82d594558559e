package dev.headrace.plugin.parquet;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Says by a few bytes which records a file holds: their ids and events, in order. */
final class BatchDigest {

    /** The footer's name for it. */
    static final String NOTE = "headrace.records.sha256";

    private BatchDigest() {}

    static String of(RecordBatch batch) {
        MessageDigest sha256 = sha256();
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        for (SinkRecord record : batch) {
            update(sha256, length, ByteBuffer.wrap(record.id().getBytes(StandardCharsets.UTF_8)));
            update(sha256, length, record.json());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** With its length, so that nothing can move from one part into the next. */
    private static void update(MessageDigest sha256, ByteBuffer length, ByteBuffer part) {
        length.putInt(0, part.remaining());
        sha256.update(length.duplicate());
        sha256.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
