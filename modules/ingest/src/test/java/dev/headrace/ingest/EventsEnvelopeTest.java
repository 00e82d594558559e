package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsEnvelopeTest {

    private static Body body(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MemoryBudget budget = new MemoryBudget(1 << 20);
        budget.take(bytes.length);
        return new Body(bytes, bytes.length, budget);
    }

    private static String takenOff(String text) {
        Body body = body(text);
        EventsEnvelope.takeOff(
                PipelineFixture.request(PipelineFixture.nobody(), Optional.empty(), ""), body);
        return new String(body.bytes(), 0, body.length(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"events\":[{\"a\":1},{\"b\":\"]}\\\"\"}]}",
                "{ \"sent_at\" : \"2026-11-22T10:00:00.123+01:00\" , \"events\" : [ {} ] }",
                "\n{\"events\":[[{}],{\"events\":[]}],\"sent_at\":\"\"}\n\t",
                "{\"events\":[]}",
            })
    void leavesTheListWhereItStoodAndNothingElse(String text) {
        String list = text.substring(text.indexOf('['), text.lastIndexOf(']') + 1);

        String left = takenOff(text);

        assertThat(left).hasSameSizeAs(text);
        assertThat(left.strip()).isEqualTo(list);
        assertThat(left.indexOf('[')).isEqualTo(text.indexOf('['));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | { is missing at byte 0",
                "~~ | { is missing",
                "{} | \" is missing",
                "{\"events\":{}} | [ is missing",
                "{\"events\":null} | [ is missing",
                "{\"events\":[] | } is missing",
                "{\"events\":[{\"a\":\"} | } is missing",
                "{\"events\":[]} {} | something follows",
                "{\"events\":[],\"events\":[]} | another name, or one twice",
                "{\"event\":[]} | another name",
                "{\"\\u0065vents\":[]} | \" is missing",
                "{\"sent_at\":\"x\"} | \" is missing",
                "{\"sent_at\":\"\"} | events are missing",
                "{\"sent_at\":5,\"events\":[]} | \" is missing",
                "{\"events\":[],} | \" is missing",
            })
    void refusesWhatIsNoEnvelopeAndSaysWhere(String text, String why) {
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> takenOff(text))
                .withMessageContaining("the body is {\"events\":[…]}")
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.BAD_REQUEST));
    }

    @Test
    void aTimeThatIsTooLongOrNoTextIsNotThrownAwayUnseen() {
        List<String> wrong = new ArrayList<>();
        wrong.add("1".repeat(65));
        wrong.add("é");
        wrong.add("\\u0031");

        for (String time : wrong) {
            assertThatExceptionOfType(RequestRefusedException.class)
                    .isThrownBy(() -> takenOff("{\"sent_at\":\"" + time + "\",\"events\":[]}"));
        }
    }

    /** Whatever is cut off or changed: it is refused, or what is left is no more than the list. */
    @Test
    void neverReadsBeyondTheBody() {
        String text = "{\"sent_at\":\"2026\",\"events\":[{\"a\":\"\\\"\"},[1]]}";
        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatExceptionOfType(RequestRefusedException.class)
                    .as(cut)
                    .isThrownBy(() -> takenOff(cut));
        }
    }
}
