package dev.headrace.ingest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * The readable form of a batch, turned into the compact one while it is read: no tree of it is ever
 * made. What cannot be turned is refused here; whether numbers are in their bounds is the
 * contract's question. For one body.
 */
final class PoseJson {

    private static final int MOST_NESTING = 8;
    private static final int MOST_DIGITS = 64;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MOST_NESTING)
                                    .maxNumberLength(MOST_DIGITS)
                                    .build())
                    .build();

    private final JsonParser parser;
    private final ByteBuffer frames =
            ByteBuffer.allocate(PoseBatch.MOST_FRAMES * PoseBatch.FRAME_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
    private final List<PoseBatch.Repetition> repetitions = new ArrayList<>();
    private Optional<String> session = Optional.empty();
    private Optional<Long> sequence = Optional.empty();
    private Optional<String> exercise = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<String> coordinates = Optional.empty();
    private int frame;

    private PoseJson(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a batch.
     *
     * @throws RequestRefusedException when it is none
     */
    static PoseBatch read(byte[] bytes, int length) {
        int flaw = JsonText.firstFlaw(bytes, 0, length);
        if (flaw >= 0) {
            throw new RequestRefusedException(
                    Problem.NOT_JSON, "byte " + flaw + " is not UTF-8, or begins a lone surrogate");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
            return new PoseJson(parser).batch();
        } catch (JacksonException e) {
            throw new RequestRefusedException(
                    Problem.NOT_JSON,
                    "the body is not JSON, has a name twice or too long a number");
        }
    }

    private PoseBatch batch() {
        require(parser.nextToken() == JsonToken.START_OBJECT, "the body is one JSON object");
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            member(name);
        }
        require(parser.currentToken() == JsonToken.END_OBJECT, "the body is one JSON object");
        require(parser.nextToken() == null, "something follows the object");
        require(frame > 0, "frames are missing");
        return new PoseBatch(
                session.orElseThrow(() -> refused("session_id is missing")),
                sequence.orElseThrow(() -> refused("batch_seq is missing")),
                exercise,
                model,
                coordinates,
                repetitions,
                frames.flip());
    }

    private void member(String name) {
        switch (name) {
            case "session_id" -> session = Optional.of(text(name));
            case "batch_seq" -> sequence = Optional.of(whole(name));
            case "exercise_id" -> exercise = Optional.of(text(name));
            case "model" -> model = Optional.of(text(name));
            case "coords" -> coordinates = Optional.of(text(name));
            case "frames" -> frames();
            default ->
                    throw refused(
                            "a batch has session_id, batch_seq, exercise_id, model, coords and"
                                    + " frames alone");
        }
    }

    private void frames() {
        require(parser.nextToken() == JsonToken.START_ARRAY, "frames is no array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(
                    frame < PoseBatch.MOST_FRAMES,
                    "a batch has at most " + PoseBatch.MOST_FRAMES + " frames");
            require(parser.currentToken() == JsonToken.START_OBJECT, place() + " is no object");
            frame();
            frame++;
        }
    }

    /** The time stands before the landmarks, whatever their order is here. */
    private void frame() {
        int start = frames.position();
        boolean timed = false;
        boolean marked = false;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            switch (name) {
                case "t" -> {
                    frames.putInt(start, time());
                    timed = true;
                }
                case "rep" -> repetition(whole(place() + ".rep"));
                case "lm" -> {
                    frames.position(start + Integer.BYTES);
                    landmarks();
                    marked = true;
                }
                default -> throw refused(place() + " has t, rep and lm alone");
            }
        }
        require(timed && marked, place() + " needs t and lm");
    }

    private int time() {
        long time = whole(place() + ".t");
        require(time >= 0 && time <= Integer.MAX_VALUE, place() + ".t is no time in ms");
        return (int) time;
    }

    /** Only a change is noted: nearly all frames have the repetition of the one before. */
    private void repetition(long number) {
        if (repetitions.isEmpty() || repetitions.getLast().number() != number) {
            repetitions.add(new PoseBatch.Repetition(frame, number));
        }
    }

    private void landmarks() {
        require(parser.nextToken() == JsonToken.START_ARRAY, place() + ".lm is no array");
        for (int landmark = 0; landmark < PoseBatch.LANDMARKS; landmark++) {
            require(parser.nextToken() == JsonToken.START_ARRAY, landmarkRule(landmark));
            for (int number = 0; number < PoseBatch.DIMENSIONS; number++) {
                JsonToken token = parser.nextToken();
                require(token != null && token.isNumeric(), landmarkRule(landmark));
                frames.putFloat(parser.getFloatValue());
            }
            require(parser.nextToken() == JsonToken.END_ARRAY, landmarkRule(landmark));
        }
        require(
                parser.nextToken() == JsonToken.END_ARRAY,
                place() + ".lm has " + PoseBatch.LANDMARKS + " landmarks");
    }

    private String landmarkRule(int landmark) {
        return "%s.lm[%d] is not [x, y, z, visibility]; there are %d of them"
                .formatted(place(), landmark, PoseBatch.LANDMARKS);
    }

    private String text(String name) {
        require(parser.nextToken() == JsonToken.VALUE_STRING, name + " is no text");
        return parser.getString();
    }

    private long whole(String name) {
        require(parser.nextToken() == JsonToken.VALUE_NUMBER_INT, name + " is no whole number");
        require(
                parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER,
                name + " is too large");
        return parser.getLongValue();
    }

    private String place() {
        return "frames[" + frame + "]";
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw refused(rule);
        }
    }

    private static RequestRefusedException refused(String rule) {
        return new RequestRefusedException(Problem.BAD_REQUEST, rule);
    }
}
