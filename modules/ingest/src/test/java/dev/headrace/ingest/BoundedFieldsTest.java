package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.eventlog.LogRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields of which a contract says how many different values they may have. */
class BoundedFieldsTest {

    @TempDir private Path folder;
    private BoundNode node;

    @BeforeEach
    void open() throws IOException {
        Path stream = Files.createDirectories(folder.resolve("streams/s"));
        Files.writeString(
                stream.resolve("v1.schema.json"),
                """
                { "type": "object",
                  "properties": {
                    "site": { "type": "string" },
                    "page": { "type": "string" },
                    "mail": { "type": "string" },
                    "place": { "type": "string" },
                    "tags": { "type": "array", "items": { "type": "string" } },
                    "other": {} } }
                """);
        Files.writeString(
                stream.resolve("stream.yaml"),
                """
                name: s
                listener: public
                schemas: { 1: v1.schema.json }
                auth: [none]
                key: [/page]
                layout: [/site, /page]
                privacy: { /mail: redact }
                cardinality:
                  /page: { max-per-day: 2, by: [/site] }
                  /place: { max-per-day: 1, by: [/mail] }
                  /tags/*: { max-per-hour: 3, overflow: "(more)" }
                """);
        node = new BoundNode(folder, folder.resolve("streams"));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private LogRecord stored(String event) {
        IngestAnswer answer = node.post("s", PipelineFixture.nobody(), event);
        assertThat(answer.receipt().accepted()).isOne();
        return node.frames().getLast().records().getLast();
    }

    private static String json(LogRecord record) {
        return StandardCharsets.UTF_8.decode(record.json().duplicate()).toString();
    }

    private String kept(String event) {
        return json(stored(event));
    }

    @Test
    void whatIsBeyondTheBoundOfItsGroupIsOneValueAndTheRestStaysAsItWasWritten() {
        String event = "{ \"page\" : \"%s\", \"site\":\"%s\",\"other\":1.0 }";

        assertThat(kept(event.formatted("/a", "x"))).isEqualTo(event.formatted("/a", "x"));
        assertThat(kept(event.formatted("/b", "x"))).isEqualTo(event.formatted("/b", "x"));
        assertThat(kept(event.formatted("/c", "x"))).isEqualTo(event.formatted("(other)", "x"));
        assertThat(kept(event.formatted("/a", "x"))).isEqualTo(event.formatted("/a", "x"));
        assertThat(kept(event.formatted("/c", "y"))).isEqualTo(event.formatted("/c", "y"));
    }

    @Test
    void theKeyAndTheFoldersFollow() {
        stored("{\"site\":\"x\",\"page\":\"/a\"}");
        stored("{\"site\":\"x\",\"page\":\"/b\"}");

        LogRecord third = stored("{\"site\":\"x\",\"page\":\"/c\"}");

        assertThat(third.key()).isEqualTo("(other)");
        assertThat(third.layout()).isEqualTo(List.of("x", "(other)"));
    }

    @Test
    void elementsShareOneBoundWithAWordOfItsOwn() {
        assertThat(kept("{\"tags\":[\"a\",\"b\",\"a\",\"c\",\"d\"]}"))
                .isEqualTo("{\"tags\":[\"a\",\"b\",\"a\",\"c\",\"(more)\"]}");
    }

    /** Else two events that are kept alike would make two groups. */
    @Test
    void groupsAreMadeOfWhatPrivacyHasLeft() {
        assertThat(kept("{\"mail\":\"ada@mail.example\",\"place\":\"a\"}"))
                .isEqualTo("{\"mail\":\"(e-mail)\",\"place\":\"a\"}");
        assertThat(kept("{\"mail\":\"bob@mail.example\",\"place\":\"b\"}"))
                .isEqualTo("{\"mail\":\"(e-mail)\",\"place\":\"(other)\"}");
        assertThat(kept("{\"mail\":\"nobody\",\"place\":\"b\"}"))
                .isEqualTo("{\"mail\":\"nobody\",\"place\":\"b\"}");
    }

    @Test
    void anEventThatIsOnlyCheckedTakesNoPlace() {
        for (int i = 0; i < 5; i++) {
            node.pipeline.validate(
                    node.request(
                            "s",
                            PipelineFixture.nobody(),
                            "{\"site\":\"x\",\"page\":\"/" + i + "\"}"));
        }

        assertThat(kept("{\"site\":\"x\",\"page\":\"/first\"}")).contains("/first");
    }

    @Test
    void whatIsNoTextIsLeftAlone() {
        String event = "{\"tags\":[]}";

        assertThat(kept(event)).isEqualTo(event);
    }
}
