package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.auth.SessionTokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The door of poses: both forms, packed, in order and out of it, and bodies that are bombs. */
class PoseFramesIT {

    private static final String DOOR = "/v1/pose/frames";
    private static final String COMPACT = "application/vnd.pose.v1+octet-stream";
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int HEAD = 32;
    private static final String PLAIN = "identity";

    @TempDir static Path data;

    private static HeadraceProcess headrace;

    private final String session = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        headrace = HeadraceProcess.start(data, Configurations.LAKE, Map.of());
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    @Test
    void aPackedBatchIsOneLineWithItsFramesAsTheyWereSent() throws Exception {
        byte[] batch = batch(0, 30);

        HttpResponse<String> answer =
                post(DOOR + "?exercise_id=squat-12", COMPACT, "gzip", gzip(batch));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"accepted\":30,\"next_seq\":1}");
        JsonNode line = awaitLines(1).getFirst();
        assertThat(Base64.getDecoder().decode(line.at("/event/frames_b64").asString()))
                .isEqualTo(Arrays.copyOfRange(batch, HEAD, batch.length));
        assertThat(line.at("/event/exercise_id").asString()).isEqualTo("squat-12");
        assertThat(line.path("organisation").asString()).isEqualTo("7");
        assertThat(line.at("/principal/name").asString()).startsWith("h1:");
        assertThat(UUID.fromString(line.path("id").asString()).version()).isEqualTo(5);
    }

    @Test
    void aRepeatIsADuplicateAHoleIsNamedAndBothFormsAreOne() throws Exception {
        assertThat(post(0).body()).isEqualTo("{\"accepted\":1,\"next_seq\":1}");
        assertThat(post(0).body()).isEqualTo("{\"accepted\":0,\"duplicate\":true,\"next_seq\":1}");
        assertThat(post(3).body()).isEqualTo("{\"accepted\":1,\"next_seq\":4,\"missing\":[[1,2]]}");
        HttpResponse<String> readable =
                post(DOOR, "application/json", PLAIN, readable(3).getBytes(StandardCharsets.UTF_8));

        assertThat(readable.body())
                .isEqualTo(
                        "{\"accepted\":0,\"duplicate\":true,\"next_seq\":4,\"missing\":[[1,2]]}");
        assertThat(awaitLines(2)).hasSize(2);
    }

    @Test
    void theCanonicalPathTakesTheSameEventAndLooksAtItsFramesToo() throws Exception {
        byte[] batch = batch(0, 1);
        byte[] wrong = batch.clone();
        ByteBuffer.wrap(wrong).order(ByteOrder.LITTLE_ENDIAN).putFloat(HEAD + 4, Float.NaN);
        post(0);

        HttpResponse<String> again = canonical(batch);
        HttpResponse<String> refused = canonical(wrong);

        assertThat(json(again).path("duplicates").asInt()).as(again.body()).isOne();
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).at("/rejected/0/pointer").asString()).isEqualTo("/frames_b64");
    }

    @Test
    void aBombIsRefusedBeforeItIsWhole() throws Exception {
        byte[] blanks = new byte[64 << 20];
        Arrays.fill(blanks, (byte) ' ');

        HttpResponse<String> answer = post(DOOR, "application/json", "gzip", gzip(blanks));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(post(0).statusCode()).isEqualTo(202);
    }

    @Test
    void whatIsNoBatchSaysWhichByte() throws Exception {
        byte[] batch = batch(0, 1);
        batch[30] = 32;

        HttpResponse<String> answer = post(DOOR, COMPACT, PLAIN, batch);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asString())
                .isEqualTo("byte 30: a frame has 33 landmarks");
        assertThat(post(DOOR, "text/plain", PLAIN, batch).statusCode()).isEqualTo(415);
        assertThat(post(DOOR + "?exercise_id=%00", COMPACT, PLAIN, batch).statusCode())
                .isEqualTo(400);
        assertThat(post(DOOR, COMPACT, "gzip", batch).statusCode()).as("not packed").isEqualTo(400);
    }

    @Test
    void onlyTheSessionOfTheTokenMaySend() throws Exception {
        byte[] batch = batch(0, 1);
        HttpRequest nobody =
                HttpRequest.newBuilder(headrace.url(DOOR))
                        .header("Content-Type", COMPACT)
                        .POST(BodyPublishers.ofByteArray(batch))
                        .build();
        HttpRequest other =
                HttpRequest.newBuilder(headrace.url(DOOR))
                        .header("Content-Type", COMPACT)
                        .header("Authorization", "Bearer " + token(UUID.randomUUID().toString()))
                        .POST(BodyPublishers.ofByteArray(batch))
                        .build();

        assertThat(HeadraceProcess.send(nobody).statusCode()).isEqualTo(401);
        assertThat(HeadraceProcess.send(other).statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> post(int sequence) throws Exception {
        return post(DOOR, COMPACT, PLAIN, batch(sequence, 1));
    }

    private HttpResponse<String> post(String path, String type, String encoding, byte[] body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(headrace.url(path))
                        .timeout(SOON)
                        .header("Content-Type", type)
                        .header("Authorization", "Bearer " + token(session))
                        .POST(BodyPublishers.ofByteArray(body));
        if (!encoding.equals(PLAIN)) {
            request.header("Content-Encoding", encoding);
        }
        return HeadraceProcess.send(request.build());
    }

    private HttpResponse<String> canonical(byte[] batch) throws Exception {
        String event =
                "{\"session_id\":\"%s\",\"batch_seq\":0,\"frames_b64\":\"%s\"}"
                        .formatted(
                                session,
                                Base64.getEncoder()
                                        .encodeToString(
                                                Arrays.copyOfRange(batch, HEAD, batch.length)));
        return post(
                "/v1/streams/pose/events",
                "application/json",
                PLAIN,
                event.getBytes(StandardCharsets.UTF_8));
    }

    private static String token(String session) {
        return SessionTokens.make(
                data.resolve("keys/session.json"),
                new SessionTokens.Wanted("42", "7", session, Duration.ofHours(1)),
                Clock.systemUTC());
    }

    private byte[] batch(int sequence, int frames) {
        UUID id = UUID.fromString(session);
        ByteBuffer batch =
                ByteBuffer.allocate(HEAD + frames * 532)
                        .put("PSE1".getBytes(StandardCharsets.US_ASCII))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(1)
                        .order(ByteOrder.BIG_ENDIAN)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(sequence)
                        .putShort((short) frames)
                        .put((byte) 33)
                        .put((byte) 4);
        for (int frame = 0; frame < frames; frame++) {
            batch.putInt(frame * 33);
            for (int place = 0; place < 132; place++) {
                batch.putFloat(0.5f);
            }
        }
        return batch.array();
    }

    private String readable(int sequence) {
        String landmarks = "[0.5,0.5,0.5,0.5],".repeat(33);
        return "{\"session_id\":\"%s\",\"batch_seq\":%d,\"frames\":[{\"t\":0,\"lm\":[%s]}]}"
                .formatted(session, sequence, landmarks.substring(0, landmarks.length() - 1));
    }

    private List<JsonNode> awaitLines(int count) {
        await().atMost(SOON).until(() -> lines().size() >= count);
        try {
            return lines();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<JsonNode> lines() throws IOException {
        return HeadraceProcess.lake(data.resolve("lake")).stream()
                .filter(line -> line.at("/event/session_id").asString("").equals(session))
                .toList();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
