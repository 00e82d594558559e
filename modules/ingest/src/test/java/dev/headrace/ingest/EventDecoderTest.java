package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.event.Rejection;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {

    private static final int MOST_EVENT_BYTES = 1_000;

    private final EventDecoder decoder = new EventDecoder();

    @Test
    void givesEachEventAsTheClientsOwnBytes() {
        String body = " [ {\"a\": 1.0} ,\n{\"b\":\"ë\",\"n\":9007199254740993}\t, {} ] ";

        assertThat(slices(body, BodyFormat.JSON))
                .containsExactly("{\"a\": 1.0}", "{\"b\":\"ë\",\"n\":9007199254740993}", "{}");
    }

    @Test
    void takesASingleObject() {
        assertThat(slices("\n{\"a\":[{}]}\n", BodyFormat.JSON)).containsExactly("{\"a\":[{}]}");
    }

    @Test
    void takesAnEmptyBatch() {
        assertThat(slices("[]", BodyFormat.JSON)).isEmpty();
        assertThat(slices("", BodyFormat.NDJSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "[",
                "[{}",
                "[{},]",
                "[{}]]",
                "{} {}",
                "{\"a\":1,}",
                "{'a':1}",
                "[{\"a\":1}]x",
                "nonsense",
                "{\"a\":1,\"a\":2}",
                "[{\"a\":{\"b\":1,\"b\":2}}]",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":NaN}",
                "{\"a\":01}"
            })
    void refusesABodyThatIsNotJson(String body) {
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> slices(body, BodyFormat.JSON))
                .extracting(RequestRefusedException::problem)
                .isEqualTo(Problem.NOT_JSON);
    }

    @Test
    void saysWhereTheBodyIsWrongAndNothingOfWhatItHolds() {
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> slices("[{\"a\":1},\n  {\"secret\": canary}]", BodyFormat.JSON))
                .withMessageContaining("line 2")
                .withMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 5_000, 1_000_000})
    void refusesWhatIsNestedTooDeep(int depth) {
        String body = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> slices(body, BodyFormat.JSON))
                .extracting(RequestRefusedException::problem)
                .isEqualTo(Problem.TOO_LARGE);
    }

    @Test
    void refusesNumbersOfManyDigits() {
        String body = "{\"a\":" + "9".repeat(401) + "}";

        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> slices(body, BodyFormat.JSON))
                .extracting(RequestRefusedException::problem)
                .isEqualTo(Problem.TOO_LARGE);
    }

    @Test
    void refusesOnlyTheLineThatIsNotJson() {
        String body = "{\"a\":1}\r\n\n{\"a\":\n{\"b\":1,\"b\":2}\n[1]\n {\"c\":3} \n{\"d\":4} {}";

        List<Decoded> decoded = decode(body, BodyFormat.NDJSON);

        assertThat(slicesOf(decoded, body)).containsExactly("{\"a\":1}", "{\"c\":3}");
        assertThat(decoded)
                .filteredOn(Decoded.Refused.class::isInstance)
                .map(refused -> ((Decoded.Refused) refused).rejection())
                .extracting(Rejection::index, rejection -> rejection.code().word())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "json"),
                        org.assertj.core.groups.Tuple.tuple(2, "json"),
                        org.assertj.core.groups.Tuple.tuple(3, "schema"),
                        org.assertj.core.groups.Tuple.tuple(5, "json"));
    }

    /** A parser that guesses would take these, and count places in characters, not bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void refusesOtherEncodingsThanUtf8(String charset) {
        byte[] bytes = "[{\"a\":1},{\"b\":2}]".getBytes(Charset.forName(charset));

        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> decode(bytes, BodyFormat.JSON))
                .extracting(RequestRefusedException::problem)
                .isEqualTo(Problem.NOT_JSON);
        assertThat(decode(bytes, BodyFormat.NDJSON)).allMatch(Decoded.Refused.class::isInstance);
    }

    /** It would be a part of the event, or hide from the scan how many events there are. */
    @Test
    void refusesAByteOrderMark() {
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> slices("\ufeff[{\"a\":1},{\"b\":2}]", BodyFormat.JSON))
                .extracting(RequestRefusedException::problem)
                .isEqualTo(Problem.NOT_JSON);
        assertThat(decode("\ufeff{\"a\":1}\n\ufeff\n", BodyFormat.NDJSON))
                .hasSize(2)
                .allMatch(Decoded.Refused.class::isInstance);
    }

    @Test
    void refusesPlacesThatAreNoObjects() {
        List<Decoded> decoded = decode("[1, \"x\", null, {\"a\":1}]", BodyFormat.JSON);

        assertThat(decoded).filteredOn(Decoded.Refused.class::isInstance).hasSize(3);
        assertThat(decoded.getLast()).isInstanceOf(Decoded.Candidate.class);
    }

    private List<String> slices(String body, BodyFormat format) {
        return slicesOf(decode(body, format), body);
    }

    private static List<String> slicesOf(List<Decoded> decoded, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return decoded.stream()
                .filter(Decoded.Candidate.class::isInstance)
                .map(Decoded.Candidate.class::cast)
                .map(event ->
                        new String(bytes, event.offset(), event.length(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<Decoded> decode(String text, BodyFormat format) {
        return decode(text.getBytes(StandardCharsets.UTF_8), format);
    }

    private List<Decoded> decode(byte[] bytes, BodyFormat format) {
        var decoded = new ArrayList<Decoded>();
        try (var body = new Body(bytes, bytes.length, new MemoryBudget(Long.MAX_VALUE))) {
            decoder.decode(body, format, MOST_EVENT_BYTES).forEachRemaining(decoded::add);
        }
        return decoded;
    }
}
