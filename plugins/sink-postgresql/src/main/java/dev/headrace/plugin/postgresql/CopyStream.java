package dev.headrace.plugin.postgresql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * One COPY in PostgreSQL's binary form: the header, rows of length-prefixed fields, the end. Sent
 * in pieces of the given array's size. Not for use by several threads.
 *
 * <p>Binary rather than text, because then nothing in a payload needs escaping, and its bytes go
 * through without being looked at.
 */
final class CopyStream {

    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
    };
    private static final byte JSONB_VERSION = 1;

    private final byte[] room;
    private final ByteBuffer piece;
    private final Target target;

    /** Takes a piece; the bytes are used again as soon as it returns. */
    @FunctionalInterface
    interface Target {
        void write(byte[] bytes, int offset, int length) throws SQLException;
    }

    /**
     * Begins with the header.
     *
     * @param room where pieces are gathered, at least 8 bytes; what was in it is lost
     */
    CopyStream(byte[] room, Target target) throws SQLException {
        this.room = room;
        this.piece = ByteBuffer.wrap(room);
        this.target = target;
        bytes(ByteBuffer.wrap(SIGNATURE));
        int32(0); // no flags
        int32(0); // no extension
    }

    void row(int fields) throws SQLException {
        int16(fields);
    }

    void absent() throws SQLException {
        int32(-1);
    }

    void int4(int value) throws SQLException {
        int32(Integer.BYTES);
        int32(value);
    }

    /** Microseconds since 2000-01-01T00:00:00Z. */
    void timestamptz(long micros) throws SQLException {
        int32(Long.BYTES);
        room(Long.BYTES);
        piece.putLong(micros);
    }

    void text(String text) throws SQLException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int32(bytes.length);
        bytes(ByteBuffer.wrap(bytes));
    }

    /** Takes the bytes from the buffer's position to its limit. */
    void jsonb(ByteBuffer json) throws SQLException {
        int32(json.remaining() + 1);
        room(1);
        piece.put(JSONB_VERSION);
        bytes(json);
    }

    /** Marks the end and sends what is left. */
    void end() throws SQLException {
        int16(-1);
        flush();
    }

    private void bytes(ByteBuffer bytes) throws SQLException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            room(1);
            int length = Math.min(piece.remaining(), end - bytes.position());
            piece.put(bytes.limit(bytes.position() + length));
            bytes.limit(end);
        }
    }

    private void int16(int value) throws SQLException {
        room(Short.BYTES);
        piece.putShort((short) value);
    }

    private void int32(int value) throws SQLException {
        room(Integer.BYTES);
        piece.putInt(value);
    }

    private void room(int length) throws SQLException {
        if (piece.remaining() < length) {
            flush();
        }
    }

    private void flush() throws SQLException {
        target.write(room, 0, piece.position());
        piece.clear();
    }
}
