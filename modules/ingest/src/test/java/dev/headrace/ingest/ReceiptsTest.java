package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.auth.Credentials;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.Deliveries.Fate;
import dev.headrace.eventlog.Deliveries.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class ReceiptsTest {

    private static final Set<AuthMethod> HMAC = Set.of(AuthMethod.HMAC);
    private static final Set<AuthMethod> HMAC_OR_NONE = Set.of(AuthMethod.HMAC, AuthMethod.NONE);

    @TempDir Path folder;

    private final FakeDeliveries deliveries = new FakeDeliveries();

    @Test
    void tellsOfEachAcceptedEventHowItStandsAtEachSink() {
        try (Node node = node().stream(true, HMAC)) {
            node.post("{\"id\":\"earlier\"}");
            String id = node.post("[{\"id\":\"a\"},{\"id\":\"b\",\"v2\":1},7]").receipt().id();
            node.post("{\"id\":\"later\"}");

            ReceiptState state = node.find(id, poster(node, id));

            assertThat(state.id()).isEqualTo(id);
            assertThat(state.source().orElseThrow().stream().value()).isEqualTo(Node.STREAM);
            assertThat(state.events().stream().map(event -> event.id().orElse("")))
                    .containsExactly("a", "b");
            assertThat(state.events())
                    .allSatisfy(event ->
                            assertThat(event.sinks())
                                    .isEqualTo(Map.of("lake", new Fate.Pending())));
            assertThat(state.unreadable()).isZero();
        }
    }

    /** A receipt of repeats may begin inside a frame and hold several. */
    @Test
    void showsNoEventButThoseOfTheReceipt() {
        try (Node node = node().stream(true, HMAC)) {
            node.post("[{\"id\":\"a\"},{\"id\":\"b\"}]");
            node.post("[{\"id\":\"c\"},{\"id\":\"d\"}]");
            String id = node.ids.of(new Appended(node.log.start().plus(1), 2));

            ReceiptState state = node.find(id, poster(node, id));

            assertThat(state.events().stream().map(event -> event.id().orElse("")))
                    .containsExactly("b", "c");
            assertThat(state.unreadable()).isZero();
        }
    }

    @Test
    void showsNothingWhereOneOfTheFramesIsAnothers() {
        try (Node node = node().stream(true, HMAC_OR_NONE)) {
            node.post("{}");
            node.pipeline.ingest(node.request("{}", node.signedBy("service-b", "/v1/receipts/x")));
            String id = node.ids.of(new Appended(node.log.start(), 2));

            refused(Problem.UNKNOWN_RECEIPT, () -> node.find(id, poster(node, id)));
        }
    }

    @Test
    void isNotThereForAnotherPrincipal() {
        try (Node node = node().stream(true, HMAC_OR_NONE)) {
            String id = node.post("{}").receipt().id();

            refused(
                    Problem.UNKNOWN_RECEIPT,
                    () -> node.find(id, node.signedBy("service-b", "/v1/receipts/" + id)));
            refused(Problem.UNKNOWN_RECEIPT, () -> node.find(id, Node.nobody()));
        }
    }

    @Test
    void asksForCredentialsWhereTheStreamDoes() {
        try (Node node = node().stream(true, HMAC)) {
            String id = node.post("{}").receipt().id();

            refused(Problem.UNAUTHENTICATED, () -> node.find(id, Node.nobody()));
        }
    }

    @Test
    void credentialsThatDoNotVerifyCountForTheirAddressAndValidOnesPass() {
        try (Node node = node().stream(true, HMAC)) {
            String id = node.post("{}").receipt().id();
            Credentials right = poster(node, id);
            var wrong =
                    new Credentials(
                            Optional.of("HMAC " + "A".repeat(43) + "="),
                            right.hmacDate(),
                            right.serviceName(),
                            List.of(),
                            right.rawPath());
            for (int i = 0; i < 30; i++) {
                refused(Problem.UNAUTHENTICATED, () -> node.find(id, wrong));
            }

            refused(Problem.RATE_LIMITED, () -> node.find(id, wrong));
            assertThat(node.find(id, right).events()).hasSize(1);
            refused(Problem.UNAUTHENTICATED, () -> node.find(id, Node.nobody()));
        }
    }

    @Test
    void whatNobodyPostedIsShownToWhoeverHasTheId() {
        try (Node node = node().stream(true, HMAC_OR_NONE)) {
            String id = node.pipeline.ingest(node.request("{}", Node.nobody())).receipt().id();

            assertThat(node.find(id, Node.nobody()).events()).hasSize(1);
            assertThat(node.find(id, poster(node, id)).events()).hasSize(1);
        }
    }

    @Test
    void isNotThereOnTheOtherListener() {
        try (Node node = node().stream(true, HMAC)) {
            String id = node.post("{}").receipt().id();
            var internal =
                    new Receipts.Caller(
                            Contract.Listener.INTERNAL,
                            poster(node, id),
                            Optional.empty(),
                            Sender.UNKNOWN);

            refused(Problem.UNKNOWN_RECEIPT, () -> node.receipts.find(id, internal));
        }
    }

    @Test
    void whatThisNodeHasNotMadeIsNotThere() {
        try (Node node = node().stream(true, HMAC)) {
            String id = node.post("{}").receipt().id();
            String tampered = (id.startsWith("A") ? "B" : "A") + id.substring(1);

            refused(Problem.UNKNOWN_RECEIPT, () -> node.find(tampered, poster(node, tampered)));
            refused(Problem.UNKNOWN_RECEIPT, () -> node.find("../../x", Node.nobody()));
        }
    }

    @Test
    void aStreamThatIsNotThereAnyMoreHasNoReceipts() {
        try (Node node = node().stream(true, HMAC)) {
            String id = node.post("{}").receipt().id();
            node.contracts.clear();

            refused(Problem.UNKNOWN_RECEIPT, () -> node.find(id, poster(node, id)));
        }
    }

    @Test
    void isGoneWhenItsEventsHaveLeftTheLog() {
        try (Node node = node().stream(true, HMAC)) {
            String id = node.post("{}").receipt().id();
            String filler = "{\"text\":\"" + "x".repeat(8_000) + "\"}";
            for (int i = 0; i < 8; i++) {
                node.post(filler);
            }
            node.needed.set(node.log.end().sequence());
            node.log.prune();

            refused(Problem.RECEIPT_GONE, () -> node.find(id, poster(node, id)));
        }
    }

    @Test
    void aReceiptWithoutAcceptedEventsIsEmpty() {
        try (Node node = node().stream(true, HMAC)) {
            String id = node.post("[]").receipt().id();

            assertThat(json(node.find(id, Node.nobody())).toString())
                    .isEqualTo("{\"receipt\":\"" + id + "\",\"events\":[]}");
        }
    }

    @Test
    void ofAStreamThatIsNotReadableOnlyTheStatesAreShown() {
        deliveries.fate =
                new Fate.Delivered(
                        Optional.of(new Place(Instant.parse("2026-03-01T10:15:00Z"), "key/a")));
        try (Node node = node().stream(false, HMAC)) {
            String id = node.post("{\"id\":\"a\"}").receipt().id();

            assertThat(json(node.find(id, poster(node, id))).path("events").toString())
                    .isEqualTo(
                            "[{\"sinks\":{\"lake\":{\"state\":\"delivered\","
                                    + "\"at\":\"2026-03-01T10:15:00Z\"}}}]");
        }
    }

    @Test
    void writesEveryFateAsOneWordAndWhatIsKnownOfIt() {
        assertThat(written(new Fate.Pending())).isEqualTo("{\"state\":\"pending\"}");
        assertThat(written(new Fate.Retrying())).isEqualTo("{\"state\":\"retrying\"}");
        assertThat(written(new Fate.Delivered(Optional.empty())))
                .isEqualTo("{\"state\":\"delivered\"}");
        assertThat(
                        written(
                                new Fate.Delivered(
                                        Optional.of(
                                                new Place(
                                                        Instant.parse("2026-03-01T10:15:00Z"),
                                                        "key/a")))))
                .isEqualTo(
                        "{\"state\":\"delivered\",\"at\":\"2026-03-01T10:15:00Z\",\"ref\":\"key/a\"}");
        assertThat(written(new Fate.DeadLettered("odd")))
                .isEqualTo("{\"state\":\"dead-lettered\",\"code\":\"odd\"}");
        assertThat(written(new Fate.Expired())).isEqualTo("{\"state\":\"expired\"}");
        assertThat(written(new Fate.Unknown())).isEqualTo("{\"state\":\"unknown\"}");
    }

    private String written(Fate fate) {
        var sinks = new java.util.TreeMap<String, Fate>(Map.of("lake", fate));
        var event = new ReceiptState.EventState(Optional.of("a"), sinks);
        var state = new ReceiptState("r", Optional.empty(), java.util.List.of(event), 0);
        return json(state).at("/events/0/sinks/lake").toString();
    }

    private static JsonNode json(ReceiptState state) {
        return JsonMapper.shared()
                .readTree(new String(ReceiptJson.of(state), StandardCharsets.UTF_8));
    }

    private static Credentials poster(Node node, String id) {
        return node.signedBy("service-a", "/v1/receipts/" + id);
    }

    private static void refused(Problem problem, ThrowingCallable look) {
        assertThatThrownBy(look)
                .isInstanceOfSatisfying(
                        RequestRefusedException.class,
                        e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private Node node() {
        return new Node(folder, deliveries, 100, 1 << 20);
    }
}
