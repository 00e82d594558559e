package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.Credentials;
import dev.headrace.event.Contract;
import dev.headrace.event.Purpose;
import dev.headrace.event.Receipt;
import dev.headrace.event.Signal;
import dev.headrace.privacy.Choice;
import dev.headrace.privacy.ChoiceStore;
import dev.headrace.privacy.Choices;
import dev.headrace.privacy.ChoicesUnavailableException;
import dev.headrace.privacy.ClientAddress;
import dev.headrace.privacy.LocalChoices;
import dev.headrace.privacy.MarkKey;
import dev.headrace.privacy.PersonalChoices;
import dev.headrace.privacy.Standing.Agreement;
import dev.headrace.privacy.TrustedProxies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ladder: whose events each of the streams that ship keeps, and what callers are told. */
class ChoicesAtTheDoorTest {

    private static final Path STREAMS = Path.of("../../contracts/streams");
    private static final MarkKey KEY = new MarkKey(new byte[32]);
    private static final String ACTOR = "42";
    private static final Optional<String> CLINIC = Optional.of("7");
    private static final String ADDRESS = "192.0.2.7";

    @TempDir Path folder;
    private PersonalChoices choices = PersonalChoices.none();
    private Optional<BoundNode> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(BoundNode::close);
    }

    /**
     * The columns: the stream; what was chosen (excluded, address, the consent given or withdrawn);
     * what the browser says; and the reason why nothing is kept.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    analytics      | -                   | -   | kept
                    analytics      | excluded            | -   | excluded
                    analytics      | address             | -   | excluded
                    analytics      | excluded            | gpc | excluded
                    analytics      | -                   | gpc | gpc
                    analytics      | withdrawn analytics | gpc | gpc
                    analytics      | withdrawn analytics | -   | consent
                    analytics      | withdrawn pose      | -   | kept
                    analytics      | given analytics     | -   | kept
                    analytics      | unknown             | -   | choices-unknown
                    media          | -                   | -   | kept
                    media          | excluded            | -   | excluded
                    media          | address             | -   | excluded
                    media          | withdrawn analytics | -   | consent
                    media          | withdrawn pose      | -   | kept
                    media          | unknown             | -   | choices-unknown
                    pose           | excluded            | -   | excluded
                    pose           | withdrawn pose      | -   | consent
                    pose           | withdrawn analytics | -   | kept
                    pose           | unknown             | -   | choices-unknown
                    errors         | excluded            | -   | kept
                    errors         | address             | gpc | kept
                    errors         | withdrawn errors    | -   | consent
                    errors         | withdrawn analytics | -   | kept
                    errors         | unknown             | -   | choices-unknown
                    web-events     | address             | -   | excluded
                    web-events     | excluded            | -   | kept
                    web-events     | unknown             | -   | choices-unknown
                    audit          | excluded            | gpc | kept
                    audit          | address             | gpc | kept
                    audit          | withdrawn errors    | -   | kept
                    audit          | unknown             | gpc | kept
                    user-telemetry | address             | gpc | kept
                    user-telemetry | unknown             | -   | kept
                    """)
    void everyStreamKeepsWhatTheLadderSays(
            String stream, String chosen, String signal, String outcome) throws IOException {
        choose(chosen);

        IngestAnswer answer = node().pipeline.ingest(request(stream, example(stream), signal));

        Receipt receipt = answer.receipt();
        if (outcome.equals("kept")) {
            assertThat(receipt.accepted()).as(receipt.toString()).isEqualTo(1);
        } else {
            assertThat(receipt.suppressed())
                    .as(receipt.toString())
                    .containsExactly(new Receipt.Suppression(0, outcome));
            assertThat(node().frames()).isEmpty();
        }
    }

    private void choose(String chosen) {
        String[] words = chosen.split(" ");
        switch (words[0]) {
            case "-" -> choices = local();
            case "unknown" -> choices = away();
            case "excluded" ->
                    chose(
                            new Choice.Exclusion(
                                    CLINIC,
                                    Choice.Kind.ACTOR,
                                    KEY.ofActor(CLINIC, ACTOR),
                                    Choice.Source.GDPR_OBJECTION));
            case "address" ->
                    chose(
                            new Choice.Exclusion(
                                    Optional.empty(),
                                    Choice.Kind.ADDRESS,
                                    KEY.ofAddress(ClientAddress.parse(ADDRESS).orElseThrow()),
                                    Choice.Source.CCPA_FORM));
            default ->
                    chose(
                            new Choice.Consent(
                                    CLINIC,
                                    KEY.ofActor(CLINIC, ACTOR),
                                    Purpose.valueOf(words[1].toUpperCase(Locale.ROOT)),
                                    Agreement.valueOf(words[0].toUpperCase(Locale.ROOT)),
                                    "2026-05"));
        }
    }

    private void chose(Choice choice) {
        choices = local();
        choices.add(choice);
    }

    private PersonalChoices local() {
        Clock clock = Clock.systemUTC();
        return PersonalChoices.of(
                LocalChoices.in(folder.resolve("choices"), KEY, clock), KEY, clock);
    }

    /** Neither a store nor a snapshot. */
    private PersonalChoices away() {
        var store =
                new ChoiceStore() {
                    @Override
                    public long generation() {
                        throw new ChoicesUnavailableException("for the test");
                    }

                    @Override
                    public Choices read() {
                        throw new ChoicesUnavailableException("for the test");
                    }

                    @Override
                    public void add(Choice choice) {
                        throw new ChoicesUnavailableException("for the test");
                    }
                };
        var away = PersonalChoices.of(store, KEY, folder.resolve("snapshot"), Clock.systemUTC());
        away.refresh();
        return away;
    }

    @Test
    void theChoiceOfOneOrganisationIsNotAnothers() throws IOException {
        choose("excluded");
        Credentials elsewhere = node().session(ACTOR, "9", BoundNode.SESSION);

        IngestAnswer answer =
                node().pipeline.ingest(request("analytics", elsewhere, example("analytics"), "-"));

        assertThat(answer.receipt().accepted()).isEqualTo(1);
    }

    @Test
    void whatIsChosenWhileTheNodeRunsHoldsForTheNextRequest() throws IOException {
        choices = local();
        node().pipeline.ingest(request("analytics", example("analytics"), "-"));
        choices.add(
                new Choice.Exclusion(
                        CLINIC,
                        Choice.Kind.ACTOR,
                        KEY.ofActor(CLINIC, ACTOR),
                        Choice.Source.ADMIN));

        IngestAnswer answer =
                node().pipeline.ingest(request("analytics", example("analytics"), "-"));

        assertThat(answer.receipt().suppressed()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "excluded,            202",
        "unknown,             202",
        "withdrawn analytics, 403",
    })
    void doorsSayThatNothingIsRecordedOrThatConsentIsMissing(String chosen, int status)
            throws IOException {
        choose(chosen);
        var analytics = new AnalyticsDoor(() -> node().pipeline, node().streams);
        var media = new MediaDoor(() -> node().pipeline, node().streams);

        Answer tracked =
                analytics.take(
                        request("analytics", "{\"events\":[" + example("analytics") + "]}", "-"));
        Answer played = media.take(request("media", example("media"), "-"));

        for (Answer answer : new Answer[] {tracked, played}) {
            JsonNode said = JsonMapper.shared().readTree(answer.body());
            assertThat(answer.status()).as(said.toString()).isEqualTo(status);
            if (status == 202) {
                assertThat(said.path("recorded").asBoolean(true)).isFalse();
            } else {
                assertThat(said.path("code").asString()).isEqualTo("consent-required");
            }
        }
    }

    @Test
    void thePoseDoorAsksForConsentToo() {
        choose("withdrawn pose");
        var door = new PoseDoor(() -> node().pipeline, node().streams);
        String batch = Poses.readable(BoundNode.SESSION, 1, 1);

        Answer answer = door.take(request("pose", batch, "-"), Optional.empty());

        assertThat(answer.status()).isEqualTo(403);
    }

    private BoundNode node() {
        if (opened.isEmpty()) {
            opened =
                    Optional.of(
                            new BoundNode(
                                    folder,
                                    STREAMS,
                                    new DialectParts(
                                            Optional.empty(),
                                            new ClientAddresses(TrustedProxies.NONE),
                                            WebSites.NONE,
                                            Enrichment.NONE,
                                            choices)));
        }
        return opened.get();
    }

    private static String example(String stream) throws IOException {
        Path pass = STREAMS.resolve(stream).resolve("examples/pass");
        String name = stream.equals("analytics") ? "every-purpose.json" : "smallest.json";
        return Files.readString(pass.resolve(name));
    }

    private IngestRequest request(String stream, String body, String signal) {
        Credentials who =
                switch (stream) {
                    case "web-events" -> PipelineFixture.nobody();
                    case "audit", "user-telemetry" -> BoundNode.service("two");
                    default -> node().session(ACTOR, "7", BoundNode.SESSION);
                };
        return request(stream, who, body, signal);
    }

    private IngestRequest request(String stream, Credentials who, String body, String signal) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new IngestRequest(
                stream,
                stream.equals("audit") ? Contract.Listener.INTERNAL : Contract.Listener.PUBLIC,
                Optional.empty(),
                who,
                Optional.empty(),
                Optional.of("application/json"),
                Optional.empty(),
                bytes.length,
                Optional.empty(),
                Optional.empty(),
                () -> signal.equals("gpc") ? Set.of(Signal.GPC) : Set.of(),
                new FromAddress(),
                new ByteArrayInputStream(bytes));
    }

    /** Everybody comes from one address. */
    private static final class FromAddress implements Sender {

        @Override
        public Optional<ClientAddress> address(ClientAddresses clients) {
            return ClientAddress.parse(ADDRESS);
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }
    }
}
