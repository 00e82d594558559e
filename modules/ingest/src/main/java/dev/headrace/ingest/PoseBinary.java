package dev.headrace.ingest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The compact form of a batch, {@code application/vnd.pose.v1+octet-stream}. All is little endian
 * but the session, which stands as its text does:
 *
 * <pre>
 *  0  PSE1
 *  4  version, 16 bits: 1
 *  6  flags, 16 bits: bit 0 says that the coordinates are those of the world; the others are 0
 *  8  session, 16 bytes
 * 24  number of the batch, 32 bits
 * 28  number of frames, 16 bits: 1 to 120
 * 30  landmarks of a frame, 8 bits: 33
 * 31  numbers of a landmark, 8 bits: 4
 * 32  the frames, 532 bytes each: a time in ms, 32 bits, and 132 floats
 * </pre>
 */
final class PoseBinary {

    static final String TYPE = "application/vnd.pose.v1+octet-stream";

    private static final int HEAD = 32;
    private static final int MAGIC = 0x31455350; // PSE1
    private static final int VERSION = 1;
    private static final int WORLD = 1;

    private PoseBinary() {}

    /**
     * Reads the head; the frames stay where they are.
     *
     * @param exercise what the request says beside the body
     * @throws RequestRefusedException when it is no such batch
     */
    static PoseBatch read(byte[] bytes, int length, Optional<String> exercise) {
        require(length >= HEAD, "a batch begins with 32 bytes: PSE1, version, flags, session, …");
        ByteBuffer head = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        require(head.getInt(0) == MAGIC, "byte 0: a batch begins with PSE1");
        require(head.getShort(4) == VERSION, "byte 4: the version is 1");
        int flags = Short.toUnsignedInt(head.getShort(6));
        require(flags <= WORLD, "byte 6: of the flags bit 0 alone has a meaning");
        int count = Short.toUnsignedInt(head.getShort(28));
        require(
                count >= 1 && count <= PoseBatch.MOST_FRAMES,
                "byte 28: a batch has 1 to " + PoseBatch.MOST_FRAMES + " frames");
        require(head.get(30) == PoseBatch.LANDMARKS, "byte 30: a frame has 33 landmarks");
        require(head.get(31) == PoseBatch.DIMENSIONS, "byte 31: a landmark has 4 numbers");
        int whole = HEAD + count * PoseBatch.FRAME_BYTES;
        require(
                length == whole,
                "the body has " + length + " bytes, and with so many frames it has " + whole);
        return new PoseBatch(
                session(head),
                Integer.toUnsignedLong(head.getInt(24)),
                exercise,
                Optional.empty(),
                flags == WORLD ? Optional.of("world") : Optional.empty(),
                List.of(),
                ByteBuffer.wrap(bytes, HEAD, length - HEAD));
    }

    private static String session(ByteBuffer head) {
        return new UUID(Long.reverseBytes(head.getLong(8)), Long.reverseBytes(head.getLong(16)))
                .toString();
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new RequestRefusedException(Problem.BAD_REQUEST, rule);
        }
    }
}
