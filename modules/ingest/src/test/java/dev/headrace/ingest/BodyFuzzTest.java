package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.headrace.auth.Credentials;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.FuzzSamples;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.StreamName;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any bytes in the place of a body: events inside of it that every reader of JSON sees alike, or a
 * refusal. Without {@code JAZZER_FUZZ=1} only the samples are tried.
 */
class BodyFuzzTest {

    private static final FuzzSamples SAMPLES = new FuzzSamples(BodyFuzzTest.class);
    private static final int LARGEST = 1 << 16;
    private static final int SMALL_EVENT = 100;
    private static final EventDecoder DECODER = new EventDecoder();
    private static final JsonMapper PLAIN = JsonMapper.builder().build();
    private static final SlowBodyWatch WATCH = new SlowBodyWatch(Duration.ofMinutes(10));
    private static final EventFields FIELDS =
            new EventFields(
                    new Contract(
                            new StreamName("s"),
                            "s",
                            Contract.Listener.PUBLIC,
                            true,
                            new TreeMap<>(),
                            Optional.of("/id"),
                            Contract.MissingId.NEW,
                            Optional.of("/at"),
                            Set.of(AuthMethod.NONE),
                            Contract.Bound.NONE,
                            List.of("/app", "/n"),
                            List.of("/app", "/a/0", "/"),
                            Contract.Limits.DEFAULT,
                            PrivacyRules.DEFAULT,
                            Set.of(),
                            Optional.empty(),
                            Optional.empty(),
                            Set.of(),
                            Map.of(),
                            Optional.empty(),
                            new LinkedHashMap<>()));

    @AfterAll
    static void stopWatching() {
        WATCH.close();
    }

    @FuzzTest(maxDuration = "5m")
    void bodyIsEventsThatAllReadAlikeOrIsRefused(byte[] bytes) {
        decodedOrRefused(bytes, BodyFormat.JSON, LARGEST);
        decodedOrRefused(bytes, BodyFormat.JSON, SMALL_EVENT);
        decodedOrRefused(bytes, BodyFormat.NDJSON, LARGEST);
        decodedOrRefused(bytes, BodyFormat.NDJSON, SMALL_EVENT);
    }

    /** How many events there are; empty where the body as a whole is refused. */
    private static Optional<Integer> decodedOrRefused(byte[] bytes, BodyFormat format, int most) {
        byte[] roomy = Arrays.copyOf(bytes, bytes.length + 5); // as the body reader leaves it
        Arrays.fill(roomy, bytes.length, roomy.length, (byte) '{');
        try (var body = new Body(roomy, bytes.length, new MemoryBudget(Long.MAX_VALUE))) {
            return Optional.of(decoded(body, format, most));
        } catch (RequestRefusedException e) {
            require(!e.detail().isEmpty(), "a refusal says why");
            return Optional.empty();
        }
    }

    private static int decoded(Body body, BodyFormat format, int most) {
        Iterator<Decoded> places = DECODER.decode(body, format, most);
        int count = 0;
        int candidates = 0;
        int end = 0;
        while (places.hasNext()) {
            if (places.next() instanceof Decoded.Candidate event) {
                require(event.offset() >= end, "events lie one after the other");
                end = event.offset() + event.length();
                require(end <= body.length(), "events lie in the body");
                require(event.length() <= most, "no event is larger than the limit");
                require(event.index() == count, "an event knows its place");
                check(event, body.bytes());
                candidates++;
            }
            count++;
        }
        require(JsonScan.events(body, format) == count, "the scan counts what is decoded");
        return candidates;
    }

    private static void check(Decoded.Candidate event, byte[] body) {
        byte[] own = Arrays.copyOfRange(body, event.offset(), event.offset() + event.length());
        require(own[0] == '{' && own[own.length - 1] == '}', "an event is its object alone");
        require(isUtf8(own), "an event is UTF-8");
        require(event.json().equals(PLAIN.readTree(own)), "a plain reader sees the same event");
        checkFields(event.json());
    }

    private static void checkFields(JsonNode json) {
        FIELDS.id(json).ifPresent(id -> require(id.length() <= 128, "ids are short"));
        FIELDS.occurredAt(json).ifPresent(TextsFuzzTest::checkTime);
        require(FIELDS.key(json).length() <= 256, "keys are short");
        for (String text : FIELDS.layout(json)) {
            require(text.length() <= 256, "a layout's texts are short");
            require(
                    StandardCharsets.UTF_8.newEncoder().canEncode(text),
                    "no surrogate is left alone");
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The first byte says how it is packed and announced, the rest is the body. */
    @FuzzTest(maxDuration = "5m")
    void packedBodyIsReadWithinItsBounds(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int choice = bytes[0] & 0xff;
        String encoding = List.of("identity", "gzip", "zstd", "br").get(choice & 3);
        byte[] packed = Arrays.copyOfRange(bytes, 1, bytes.length);
        long announced = (choice & 4) == 0 ? -1 : packed.length + (choice >> 3 & 3) - 1;
        readOrRefused(packed, encoding, announced);
    }

    /** How many bytes the body has; empty where it is refused. */
    private static Optional<Integer> readOrRefused(byte[] packed, String encoding, long announced) {
        var budget = new MemoryBudget(4L * LARGEST);
        var reader = new BodyReader(budget, WATCH);
        try (Body body = reader.read(request(packed, encoding, announced), LARGEST)) {
            require(body.length() <= LARGEST, "no body is larger than the limit");
            require(budget.taken() == body.bytes().length, "the budget knows what is held");
            if (encoding.equals("identity")) {
                byte[] read = Arrays.copyOf(body.bytes(), body.length());
                require(Arrays.equals(read, packed), "what is not packed stays as it is");
            }
            return Optional.of(body.length());
        } catch (RequestRefusedException e) {
            return Optional.empty();
        } finally {
            require(budget.taken() == 0, "all memory is given back");
        }
    }

    private static IngestRequest request(byte[] body, String encoding, long length) {
        return new IngestRequest(
                "example",
                Contract.Listener.PUBLIC,
                Optional.empty(),
                new Credentials(
                        Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "/"),
                Optional.empty(),
                Optional.of("application/json"),
                Optional.of(encoding),
                length,
                Optional.empty(),
                Optional.empty(),
                Set::of,
                Sender.UNKNOWN,
                new ByteArrayInputStream(body));
    }

    @ParameterizedTest
    @CsvSource({
        "good-event.json, JSON, 1",
        "good-batch.json, JSON, 3",
        "good-lines.ndjson, NDJSON, 3",
        "numbers.json, JSON, 1",
        "empty-batch.json, JSON, 0"
    })
    void takesTheGoodSamples(String name, BodyFormat format, int events) {
        byte[] bytes = SAMPLES.read("bodyIsEventsThatAllReadAlikeOrIsRefused", name);

        assertThat(decodedOrRefused(bytes, format, LARGEST)).contains(events);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "duplicate-keys.json",
                "lone-surrogate.json",
                "overlong-utf8.json",
                "deep.json",
                "many-digits.json",
                "cut.json",
                "trailing.json",
                "utf-16.json",
                "utf-16-batch.json",
                "utf-32.json",
                "byte-order-mark.json"
            })
    void refusesTheBrokenSamples(String name) {
        byte[] bytes = SAMPLES.read("bodyIsEventsThatAllReadAlikeOrIsRefused", name);

        assertThat(decodedOrRefused(bytes, BodyFormat.JSON, LARGEST)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "plain, identity, 14",
        "good.gz, gzip, 7000",
        "good.zst, zstd, 7000",
        "bomb.gz, gzip, -1",
        "bomb.zst, zstd, -1",
        "cut.gz, gzip, -1",
        "large-window.zst, zstd, -1"
    })
    void readsTheSamplesThatAreWithinBounds(String name, String encoding, int length) {
        byte[] bytes = SAMPLES.read("packedBodyIsReadWithinItsBounds", name);
        byte[] packed = Arrays.copyOfRange(bytes, 1, bytes.length);

        assertThat(readOrRefused(packed, encoding, -1))
                .isEqualTo(length < 0 ? Optional.empty() : Optional.of(length));
    }

    @Test
    void hasSamplesForEachTarget() {
        SAMPLES.requireForEachTarget();
    }

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
