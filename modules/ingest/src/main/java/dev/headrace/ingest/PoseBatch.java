package dev.headrace.ingest;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A batch of frames as either form brings it, before its contract was looked at.
 *
 * @param session as the batch names it
 * @param sequence its number in the session
 * @param exercise what is exercised
 * @param model which model found the landmarks
 * @param coordinates {@code normalized} or {@code world}
 * @param repetitions from which frame on which repetition was under way
 * @param frames the frames, each {@link #FRAME_BYTES} long
 */
record PoseBatch(
        String session,
        long sequence,
        Optional<String> exercise,
        Optional<String> model,
        Optional<String> coordinates,
        List<Repetition> repetitions,
        ByteBuffer frames) {

    static final int LANDMARKS = 33;

    /** x, y, z and visibility. */
    static final int DIMENSIONS = 4;

    /** A time of 32 bits, and the landmarks as 32-bit floats. */
    static final int FRAME_BYTES = Integer.BYTES + LANDMARKS * DIMENSIONS * Float.BYTES;

    static final int MOST_FRAMES = 120;

    private static final byte[] FRAMES = JsonAnswers.ascii(",\"frames_b64\":\"");
    private static final byte[] END = JsonAnswers.ascii("\"}");

    /** A repetition, and the frame that it begins with. */
    record Repetition(int frame, long number) {}

    int count() {
        return frames.remaining() / FRAME_BYTES;
    }

    /** The event of the stream: the frames go into it as they are. */
    byte[] event() {
        byte[] head = head();
        byte[] text = Base64.getEncoder().encode(frames.duplicate()).array();
        int open = head.length - 1; // its closing brace comes last
        byte[] event = Arrays.copyOf(head, open + FRAMES.length + text.length + END.length);
        System.arraycopy(FRAMES, 0, event, open, FRAMES.length);
        System.arraycopy(text, 0, event, open + FRAMES.length, text.length);
        System.arraycopy(END, 0, event, event.length - END.length, END.length);
        return event;
    }

    private byte[] head() {
        return JsonAnswers.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("session_id", session);
            json.writeNumberProperty("batch_seq", sequence);
            exercise.ifPresent(text -> json.writeStringProperty("exercise_id", text));
            model.ifPresent(text -> json.writeStringProperty("model", text));
            coordinates.ifPresent(text -> json.writeStringProperty("coords", text));
            if (!repetitions.isEmpty()) {
                json.writeArrayPropertyStart("reps");
                for (Repetition one : repetitions) {
                    json.writeStartObject();
                    json.writeNumberProperty("frame", one.frame());
                    json.writeNumberProperty("rep", one.number());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }
}
