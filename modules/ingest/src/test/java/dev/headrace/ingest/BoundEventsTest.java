package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.headrace.auth.Credentials;
import dev.headrace.event.Contract;
import dev.headrace.event.Principal;
import dev.headrace.event.Rejection;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.privacy.Pseudonyms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that must say what their sender's credentials say. */
class BoundEventsTest {

    private static final String OTHER_SESSION = "00000000-0000-4000-8000-000000000000";

    @TempDir private Path folder;
    private BoundNode node;

    @BeforeEach
    void open() throws IOException {
        stream(
                "by-organisation",
                """
                auth: [hmac, session]
                bound: { organisation: /organization_id }
                id: /id
                missing-id: content
                """);
        stream(
                "by-session",
                """
                auth: [session]
                bound: { session: /session_id }
                """);
        stream("free", "auth: [hmac, session]");
        node = new BoundNode(folder, folder.resolve("streams"));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void stream(String name, String fields) throws IOException {
        Path stream = Files.createDirectories(folder.resolve("streams").resolve(name));
        Files.writeString(
                stream.resolve("v1.schema.json"),
                """
                { "type": "object",
                  "properties": { "organization_id": { "description": "any" },
                                  "session_id": { "type": "string" },
                                  "id": { "type": "string" } } }
                """);
        Files.writeString(
                stream.resolve("stream.yaml"),
                "name: %s\nlistener: public\nschemas: { 1: v1.schema.json }\n%s"
                        .formatted(name, fields));
    }

    private List<Optional<String>> organisations() {
        return node.frames().stream().map(frame -> frame.principal().organisation()).toList();
    }

    private Problem refusal(String stream, Credentials credentials, String body) {
        var problems = new java.util.ArrayList<Problem>();
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> node.post(stream, credentials, body))
                .satisfies(refused -> problems.add(refused.problem()));
        assertThat(node.frames()).isEmpty();
        return problems.getFirst();
    }

    @Test
    void putsTheEventsOfEachOrganisationIntoAFrameOfItsOwn() {
        IngestAnswer answer =
                node.post(
                        "by-organisation",
                        BoundNode.service("two"),
                        """
                        [{"organization_id":7,"n":1},{"organization_id":"9","n":2},
                         {"organization_id":7,"n":3}]
                        """);

        assertThat(answer.receipt().accepted()).isEqualTo(3);
        assertThat(node.frames())
                .extracting(LogFrame::principal, frame -> frame.records().size())
                .containsExactly(
                        tuple(Principal.service("two").within("7"), 2),
                        tuple(Principal.service("two").within("9"), 1));
    }

    @Test
    void rejectsEventsOfOrganisationsThatTheKeyDoesNotSpeakFor() {
        IngestAnswer answer =
                node.post(
                        "by-organisation",
                        BoundNode.service("one"),
                        """
                        [{"organization_id":7},{"organization_id":9},{},{"organization_id":"*"},
                         {"organization_id":[7]},{"organization_id":"7 "}]
                        """);

        assertThat(answer.receipt().accepted()).isEqualTo(1);
        assertThat(answer.receipt().rejected())
                .extracting(Rejection::index, Rejection::code, Rejection::pointer)
                .containsExactly(
                        tuple(1, Rejection.Code.WRONG_ORGANISATION, "/organization_id"),
                        tuple(2, Rejection.Code.WRONG_ORGANISATION, "/organization_id"),
                        tuple(3, Rejection.Code.WRONG_ORGANISATION, "/organization_id"),
                        tuple(4, Rejection.Code.WRONG_ORGANISATION, "/organization_id"),
                        tuple(5, Rejection.Code.WRONG_ORGANISATION, "/organization_id"));
        assertThat(organisations()).containsExactly(Optional.of("7"));
    }

    @Test
    void aKeyForAllOrganisationsNamesAnyButNotTheStarItself() {
        IngestAnswer answer =
                node.post(
                        "by-organisation",
                        BoundNode.service("all"),
                        "[{\"organization_id\":123},{\"organization_id\":\"*\"}]");

        assertThat(answer.receipt().accepted()).isEqualTo(1);
        assertThat(answer.receipt().rejected()).hasSize(1);
        assertThat(organisations()).containsExactly(Optional.of("123"));
    }

    @Test
    void aKeyWithoutOrganisationsMayNotPostWhereEventsNameOne() {
        assertThat(
                        refusal(
                                "by-organisation",
                                BoundNode.service("none"),
                                "[{\"organization_id\":7}]"))
                .isEqualTo(Problem.FORBIDDEN);
    }

    @Test
    void aSessionNamesNoOrganisationButItsOwn() {
        IngestAnswer answer =
                node.post(
                        "by-organisation",
                        node.session("42", "7", BoundNode.SESSION),
                        "[{\"organization_id\":7},{\"organization_id\":9}]");

        assertThat(answer.receipt().accepted()).isEqualTo(1);
        assertThat(organisations()).containsExactly(Optional.of("7"));
    }

    @Test
    void takesEventsOfTheTokensSessionWhateverTheCaseAndKeepsItsActorAsAHash() {
        IngestAnswer answer =
                node.post(
                        "by-session",
                        node.session("42", "7", BoundNode.SESSION),
                        "[{\"session_id\":\"%s\"},{\"session_id\":\"%s\"},{}]"
                                .formatted(
                                        BoundNode.SESSION,
                                        BoundNode.SESSION.toUpperCase(java.util.Locale.ROOT)));

        assertThat(answer.receipt().accepted()).isEqualTo(3);
        assertThat(node.frames())
                .extracting(LogFrame::principal)
                .containsExactly(Principal.session(new Pseudonyms(1, new byte[32]).of("42"), "7"));
    }

    @Test
    void refusesARequestWithAnEventOfAnotherSession() {
        assertThat(
                        refusal(
                                "by-session",
                                node.session("42", "7", BoundNode.SESSION),
                                "[{\"session_id\":\"%s\"},{\"session_id\":\"%s\"}]"
                                        .formatted(BoundNode.SESSION, OTHER_SESSION)))
                .isEqualTo(Problem.WRONG_SESSION);
    }

    @Test
    void aServiceMayNotPostToAStreamOfSessions() {
        assertThat(refusal("by-session", BoundNode.service("all"), "{}"))
                .isEqualTo(Problem.FORBIDDEN);
    }

    @Test
    void aKeyOfOneOrganisationSpeaksForItWhereEventsNameNone() {
        node.post("free", BoundNode.service("one"), "{}");
        node.post("free", BoundNode.service("two"), "{}");
        node.post("free", node.session("42", "9", BoundNode.SESSION), "{}");

        assertThat(organisations())
                .containsExactly(Optional.of("7"), Optional.empty(), Optional.of("9"));
    }

    @Test
    void countsTheSameContentOnceHoweverItIsWritten() {
        Credentials two = BoundNode.service("two");
        node.post(
                "by-organisation",
                two,
                "{\"organization_id\":7,\"amount\":1.50,\"name\":\"\\u00e9\",\"list\":[1,2]}");

        IngestAnswer repeat =
                node.post(
                        "by-organisation",
                        two,
                        """
                        { "list": [1, 2.0], "name": "é",
                          "amount": 15e-1, "organization_id": 7 }
                        """);

        assertThat(repeat.receipt().duplicates()).isEqualTo(1);
        assertThat(repeat.receipt().rejected()).isEmpty();
        assertThat(node.frames()).hasSize(1);
    }

    @Test
    void tellsContentsApartToTheLastDigitAndKind() {
        IngestAnswer answer =
                node.post(
                        "by-organisation",
                        BoundNode.service("two"),
                        """
                        [{"organization_id":7,"a":0.10000000000000000001},
                         {"organization_id":7,"a":0.10000000000000000002},
                         {"organization_id":7,"a":"1"},{"organization_id":7,"a":1},
                         {"organization_id":7,"a":true},{"organization_id":7,"a":"true"},
                         {"organization_id":7,"a":null},{"organization_id":7,"a":"null"},
                         {"organization_id":7,"a":[]},{"organization_id":7,"a":{}},
                         {"organization_id":7,"a":[[1],2]},{"organization_id":7,"a":[1,[2]]},
                         {"organization_id":7,"a":{"b":1},"c":2},
                         {"organization_id":7,"a":{"b":1,"c":2}},
                         {"organization_id":7,"ab":"c"},{"organization_id":7,"a":"bc"}]
                        """);

        assertThat(answer.receipt().accepted()).isEqualTo(16);
        assertThat(node.frames().getFirst().records())
                .extracting(record -> record.id())
                .allMatch(id -> id.matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab].*"))
                .doesNotHaveDuplicates();
    }

    @Test
    void countsARepeatWithinOneRequestOnce() {
        IngestAnswer answer =
                node.post(
                        "by-organisation",
                        BoundNode.service("two"),
                        """
                        [{"organization_id":7,"a":1},{"a":1,"organization_id":7},
                         {"organization_id":9,"a":1}]
                        """);

        assertThat(answer.receipt().accepted()).isEqualTo(2);
        assertThat(answer.receipt().duplicates()).isEqualTo(1);
    }

    @Test
    void comparesIdsWithinAnOrganisationWhoeverSendsThem() {
        String event = "{\"organization_id\":%d,\"id\":\"a\"}";
        node.post("by-organisation", BoundNode.service("one"), event.formatted(7));

        IngestAnswer same =
                node.post("by-organisation", BoundNode.service("two"), event.formatted(7));
        IngestAnswer other =
                node.post("by-organisation", BoundNode.service("two"), event.formatted(9));

        assertThat(same.receipt().duplicates()).isEqualTo(1);
        assertThat(other.receipt().accepted()).isEqualTo(1);
    }

    @Test
    void showsAReceiptOfSeveralOrganisationsToTheSenderAlone() {
        String receipt =
                node.post(
                                "by-organisation",
                                BoundNode.service("two"),
                                "[{\"organization_id\":7},{\"organization_id\":9}]")
                        .receipt()
                        .id();

        assertThat(find(receipt, BoundNode.service("two")).events()).hasSize(2);
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> find(receipt, BoundNode.service("all")));
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> find(receipt, BoundNode.service("one")));
    }

    private ReceiptState find(String id, Credentials credentials) {
        return node.receipts.find(
                id,
                new Receipts.Caller(
                        Contract.Listener.PUBLIC, credentials, Optional.empty(), Sender.UNKNOWN));
    }
}
