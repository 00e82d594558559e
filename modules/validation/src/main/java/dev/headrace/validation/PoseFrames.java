package dev.headrace.validation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * The format {@code pose-frames}: base64 of 1 to 120 frames of a body's 33 landmarks, as MediaPipe
 * Pose names them. A frame has 532 bytes, all little endian: an unsigned 32-bit time in
 * milliseconds since the session began, then for each landmark x, y, z and visibility as 32-bit
 * floats. Nothing is made of the numbers but the answer.
 */
final class PoseFrames {

    /** Its name in a schema. */
    static final String FORMAT = "pose-frames";

    private static final int LANDMARKS = 33;
    private static final int TIME_BYTES = Integer.BYTES;
    private static final int FRAME_BYTES = TIME_BYTES + LANDMARKS * 4 * Float.BYTES;
    private static final int MOST_FRAMES = 120;

    /** Four characters for three bytes. */
    private static final int MOST_CHARACTERS = (MOST_FRAMES * FRAME_BYTES + 2) / 3 * 4;

    /** Four hours: no session's token lives longer. */
    private static final long LAST_MILLISECOND = 14_400_000;

    private static final float FURTHEST = 10;
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private PoseFrames() {}

    static boolean isFrames(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return false;
        }
        try {
            return areFrames(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean areFrames(byte[] bytes) {
        if (bytes.length == 0 || bytes.length % FRAME_BYTES != 0) {
            return false;
        }
        long before = -1;
        for (int at = 0; at < bytes.length; at += FRAME_BYTES) {
            long time = Integer.toUnsignedLong((int) INTS.get(bytes, at));
            if (time <= before || time > LAST_MILLISECOND || !areLandmarks(bytes, at)) {
                return false;
            }
            before = time;
        }
        return true;
    }

    private static boolean areLandmarks(byte[] bytes, int frame) {
        int end = frame + FRAME_BYTES;
        for (int at = frame + TIME_BYTES; at < end; at += 4 * Float.BYTES) {
            float visibility = (float) FLOATS.get(bytes, at + 3 * Float.BYTES);
            if (!isNear(bytes, at)
                    || !isNear(bytes, at + Float.BYTES)
                    || !isNear(bytes, at + 2 * Float.BYTES)
                    || !(visibility >= 0 && visibility <= 1)) {
                return false;
            }
        }
        return true;
    }

    /** What is no number is not near. */
    private static boolean isNear(byte[] bytes, int at) {
        return Math.abs((float) FLOATS.get(bytes, at)) <= FURTHEST;
    }
}
