package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.eventlog.LogFrame;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pose door over the stream that ships. */
class PoseDoorTest {

    private static final Path STREAMS = Path.of("../../contracts/streams");
    private static final String SESSION = BoundNode.SESSION;

    @TempDir private Path folder;

    private BoundNode node;
    private PoseDoor door;

    @BeforeEach
    void start() {
        node = new BoundNode(folder, STREAMS);
        door = new PoseDoor(() -> node.pipeline, node.streams);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aBatchIsOneEventWithTheFramesAsTheyWereSent() {
        byte[] batch = Poses.compact(SESSION, 4, 30);

        Answer answer = compact(batch);

        JsonNode event = stored().getFirst();
        assertThat(text(answer)).isEqualTo("{\"accepted\":30,\"next_seq\":5}");
        assertThat(event.propertyNames())
                .containsExactlyInAnyOrder("session_id", "batch_seq", "frames_b64");
        assertThat(event.path("session_id").asString()).isEqualTo(SESSION);
        assertThat(event.path("batch_seq").asInt()).isEqualTo(4);
        assertThat(Base64.getDecoder().decode(event.path("frames_b64").asString()))
                .isEqualTo(Arrays.copyOfRange(batch, 32, batch.length));
    }

    /** UUIDv5 of "4" in the namespace of the session, as any library makes it. */
    @Test
    void theIdIsMadeOfSessionAndNumber() {
        compact(Poses.compact(SESSION, 4, 1));

        assertThat(node.frames().getFirst().records().getFirst().id())
                .isEqualTo("21c9aa46-b8c9-55ae-9a89-238d899ea781");
    }

    @Test
    void theReadableFormIsTheSameEvent() {
        readable(Poses.readable(SESSION, 4, 30));
        Answer again = compact(Poses.compact(SESSION, 4, 30));

        assertThat(text(again)).isEqualTo("{\"accepted\":0,\"duplicate\":true,\"next_seq\":5}");
        assertThat(stored()).hasSize(1);
    }

    @Test
    void whatElseTheReadableFormSaysIsKept() {
        String batch =
                Poses.readable(SESSION, 0, 3)
                        .replace(
                                "\"batch_seq\"",
                                "\"exercise_id\":\"squat \\\"1\\\"\",\"model\":\"pose_landmarker_lite\","
                                        + "\"coords\":\"world\",\"batch_seq\"")
                        .replace("\"t\":7000,", "\"rep\":1,\"t\":7000,")
                        .replace("\"t\":7033,", "\"rep\":1,\"t\":7033,")
                        .replace("\"t\":7066,", "\"t\":7066,\"rep\":2,");

        assertThat(readable(batch).status()).isEqualTo(202);

        JsonNode event = stored().getFirst();
        assertThat(event.path("exercise_id").asString()).isEqualTo("squat \"1\"");
        assertThat(event.path("model").asString()).isEqualTo("pose_landmarker_lite");
        assertThat(event.path("coords").asString()).isEqualTo("world");
        assertThat(event.path("reps").toString())
                .isEqualTo("[{\"frame\":0,\"rep\":1},{\"frame\":2,\"rep\":2}]");
    }

    @Test
    void theCompactFormSaysTheWorldByItsFlagAndTheExerciseBesideIt() {
        byte[] batch = changed(bytes -> bytes.putShort(6, (short) 1));

        door.take(request(batch, PoseBinary.TYPE), Optional.of("squat"));

        assertThat(stored().getFirst().path("coords").asString()).isEqualTo("world");
        assertThat(stored().getFirst().path("exercise_id").asString()).isEqualTo("squat");
    }

    @Test
    void tellsOfTheNextAndOfWhatIsMissing() {
        compact(Poses.compact(SESSION, 0, 1));

        assertThat(text(compact(Poses.compact(SESSION, 3, 1))))
                .isEqualTo("{\"accepted\":1,\"next_seq\":4,\"missing\":[[1,2]]}");
        assertThat(text(compact(Poses.compact(SESSION, 2, 1))))
                .isEqualTo("{\"accepted\":1,\"next_seq\":4,\"missing\":[[1,1]]}");
        assertThat(text(compact(Poses.compact(SESSION, 1, 1))))
                .isEqualTo("{\"accepted\":1,\"next_seq\":4}");
    }

    @Test
    void anotherBatchUnderTheSameNumberIsRefused() {
        compact(Poses.compact(SESSION, 0, 2));

        Answer answer = compact(Poses.compact(SESSION, 0, 3));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(json(answer).at("/rejected/0/code").asString()).isEqualTo("id-conflict");
    }

    @Test
    void aBatchOfAnotherSessionIsForbidden() {
        Answer answer = compact(Poses.compact("3f0f0d4e-1c40-4d9e-8f0b-2a6f3f1c9a56", 0, 1));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(stored()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0  | 0   | byte 0: a batch begins with PSE1",
                "4  | 2   | byte 4: the version is 1",
                "6  | 2   | byte 6: of the flags bit 0 alone has a meaning",
                "7  | 128 | byte 6: of the flags bit 0 alone has a meaning",
                "28 | 0   | byte 28: a batch has 1 to 120 frames",
                "28 | 121 | byte 28: a batch has 1 to 120 frames",
                "29 | 1   | byte 28: a batch has 1 to 120 frames",
                "28 | 3   | the body has 1096 bytes, and with so many frames it has 1628",
                "30 | 32  | byte 30: a frame has 33 landmarks",
                "31 | 3   | byte 31: a landmark has 4 numbers",
            })
    void aCompactHeadThatIsNoneIsNamedWithItsPlace(int place, int value, String why) {
        Answer answer = compact(changed(bytes -> bytes.put(place, (byte) value)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("detail").asString()).isEqualTo(why);
        assertThat(stored()).isEmpty();
    }

    @Test
    void whateverIsCutOffIsRefused() {
        byte[] batch = Poses.compact(SESSION, 0, 1);
        for (int length = 0; length < batch.length; length += 7) {
            Answer answer = compact(Arrays.copyOf(batch, length));
            assertThat(answer.status()).as("%d bytes", length).isEqualTo(400);
        }
        assertThat(compact(Arrays.copyOf(batch, batch.length + 1)).status()).isEqualTo(400);
        assertThat(stored()).isEmpty();
    }

    @Test
    void numbersThatBreakTheContractAreNamedWithTheirField() {
        for (Consumer<ByteBuffer> wrong :
                List.<Consumer<ByteBuffer>>of(
                        bytes -> bytes.putFloat(36, Float.NaN),
                        bytes -> bytes.putFloat(1092, Float.POSITIVE_INFINITY),
                        bytes -> bytes.putFloat(48, 1.5f),
                        bytes -> bytes.putInt(32 + 532, 7_000))) {
            Answer answer = compact(changed(wrong));

            assertThat(answer.status()).as(text(answer)).isEqualTo(422);
            assertThat(json(answer).at("/rejected/0/field").asString()).isEqualTo("/frames_b64");
        }
        Answer number = compact(changed(bytes -> bytes.putInt(24, 1_000_001)));
        assertThat(json(number).at("/rejected/0/field").asString()).isEqualTo("/batch_seq");
        assertThat(stored()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | the body is one JSON object",
                "~~ | the body is one JSON object",
                "{} | frames are missing",
                "{\"frames\":[]} | frames are missing",
                "{\"frames\":{}} | frames is no array",
                "{\"frames\":[7]} | frames[0] is no object",
                "{\"frames\":[{}]} | frames[0] needs t and lm",
                "{\"frames\":[{\"t\":1}]} | frames[0] needs t and lm",
                "{\"frames\":[{\"t\":\"1\"}]} | frames[0].t is no whole number",
                "{\"frames\":[{\"t\":-1}]} | frames[0].t is no time in ms",
                "{\"frames\":[{\"t\":99999999999999999999}]} | frames[0].t is too large",
                "{\"frames\":[{\"x\":1}]} | frames[0] has t, rep and lm alone",
                "{\"frames\":[{\"lm\":7}]} | frames[0].lm is no array",
                "{\"frames\":[{\"lm\":[]}]} | frames[0].lm[0] is not [x, y, z, visibility]",
                "{\"frames\":[{\"lm\":[[1,2,3]]}]} | frames[0].lm[0] is not [x, y, z, visibility]",
                "{\"frames\":[{\"lm\":[[1,2,3,null]]}]} | frames[0].lm[0] is not",
                "{\"frames\":[{\"lm\":[[1,2,3,0,5]]}]} | frames[0].lm[0] is not",
                "{\"frames\":[{\"lm\":[[1,2,3,0]]}]} | frames[0].lm[1] is not",
                "{\"batch_seq\":1.5} | batch_seq is no whole number",
                "{\"session_id\":7} | session_id is no text",
                "{\"patient\":7} | a batch has session_id, batch_seq,",
            })
    void aReadableBatchThatIsNoneIsNamedWithItsPlace(String body, String why) {
        Answer answer = readable(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("detail").asString()).contains(why);
    }

    @Test
    void aReadableBatchNeedsItsSessionAndNumberAndNothingBehindIt() {
        String batch = Poses.readable(SESSION, 0, 1);
        String landmark = batch.substring(batch.indexOf("[["), batch.indexOf("]"));

        assertThat(text(readable(batch.replace("\"session_id\":\"" + SESSION + "\",", ""))))
                .contains("session_id is missing");
        assertThat(text(readable(batch.replace("\"batch_seq\":0,", ""))))
                .contains("batch_seq is missing");
        assertThat(text(readable(batch + "{}"))).contains("something follows the object");
        assertThat(text(readable(batch.replace("[[", landmark + "], ["))))
                .contains("frames[0].lm has 33 landmarks");
        assertThat(
                        text(
                                readable(
                                        batch.replace(
                                                "\"batch_seq\":0",
                                                "\"batch_seq\":0,\"batch_seq\":0"))))
                .contains("not-json");
        assertThat(text(readable(Poses.readable(SESSION, 0, 121))))
                .contains("a batch has at most 120 frames");
        assertThat(stored()).isEmpty();
    }

    @Test
    void theLargestBatchOfEitherFormIsTaken() {
        assertThat(compact(Poses.compact(SESSION, 0, 120)).status()).isEqualTo(202);
        assertThat(readable(Poses.readable(SESSION, 1, 120)).status()).isEqualTo(202);
    }

    @Test
    void moreBytesThanABatchHasAreRefusedUnread() {
        Answer answer = readable(" ".repeat((int) PoseIntake.MOST_BYTES + 1));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void otherContentTypesAreRefused() {
        Answer answer =
                door.take(
                        request(Poses.compact(SESSION, 0, 1), "application/octet-stream"),
                        Optional.empty());

        assertThat(answer.status()).isEqualTo(415);
    }

    /** A batch of two frames with a change. */
    private static byte[] changed(Consumer<ByteBuffer> change) {
        byte[] batch = Poses.compact(SESSION, 0, 2);
        change.accept(ByteBuffer.wrap(batch).order(ByteOrder.LITTLE_ENDIAN));
        return batch;
    }

    private Answer compact(byte[] batch) {
        return door.take(request(batch, PoseBinary.TYPE), Optional.empty());
    }

    private Answer readable(String batch) {
        return door.take(
                request(batch.getBytes(StandardCharsets.UTF_8), "application/json"),
                Optional.empty());
    }

    private IngestRequest request(byte[] body, String type) {
        IngestRequest plain = node.request("pose", node.session("42", "7", SESSION), "");
        return new IngestRequest(
                plain.stream(),
                plain.listener(),
                Optional.empty(),
                plain.credentials(),
                Optional.empty(),
                Optional.of(type),
                Optional.empty(),
                body.length,
                Optional.empty(),
                Optional.empty(),
                plain.signals(),
                Sender.UNKNOWN,
                new ByteArrayInputStream(body));
    }

    private List<JsonNode> stored() {
        return node.frames().stream()
                .map(LogFrame::records)
                .flatMap(List::stream)
                .map(record -> {
                    var bytes = new byte[record.json().remaining()];
                    record.json().duplicate().get(bytes);
                    return JsonMapper.shared().readTree(bytes);
                })
                .toList();
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
