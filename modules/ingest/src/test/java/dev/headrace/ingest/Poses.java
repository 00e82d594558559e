package dev.headrace.ingest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Batches of made-up frames, in both forms. */
final class Poses {

    private static final int HEAD = 32;

    private Poses() {}

    /** The compact form. */
    static byte[] compact(String session, int sequence, int frames) {
        UUID id = UUID.fromString(session);
        ByteBuffer batch =
                ByteBuffer.allocate(HEAD + frames * PoseBatch.FRAME_BYTES)
                        .put("PSE1".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .order(ByteOrder.BIG_ENDIAN)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(sequence)
                        .putShort((short) frames)
                        .put((byte) 33)
                        .put((byte) 4);
        for (int frame = 0; frame < frames; frame++) {
            batch.putInt(time(frame));
            for (int place = 0; place < 132; place++) {
                batch.putFloat(value(frame, place));
            }
        }
        return batch.array();
    }

    /** The readable form of the same. */
    static String readable(String session, int sequence, int frames) {
        var texts = new ArrayList<String>();
        for (int frame = 0; frame < frames; frame++) {
            texts.add("{\"t\":%d,\"lm\":%s}".formatted(time(frame), landmarks(frame)));
        }
        return "{\"session_id\":\"%s\",\"batch_seq\":%d,\"frames\":%s}"
                .formatted(session, sequence, texts);
    }

    private static List<String> landmarks(int frame) {
        var landmarks = new ArrayList<String>();
        for (int place = 0; place < 132; place += 4) {
            landmarks.add(
                    "[%s,%s,%s,%s]"
                            .formatted(
                                    value(frame, place),
                                    value(frame, place + 1),
                                    value(frame, place + 2),
                                    value(frame, place + 3)));
        }
        return landmarks;
    }

    private static int time(int frame) {
        return 7_000 + frame * 33;
    }

    private static float value(int frame, int place) {
        return (frame * 132 + place) / 16_384f;
    }
}
