package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.Credentials;
import dev.headrace.event.Contract;
import dev.headrace.privacy.ClientAddress;
import dev.headrace.privacy.Families;
import dev.headrace.privacy.PersonalChoices;
import dev.headrace.privacy.Place;
import dev.headrace.privacy.Places;
import dev.headrace.privacy.Pseudonyms;
import dev.headrace.privacy.TrustedProxies;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the streams that ship have added of clients and addresses. */
class EnrichedEventsTest {

    private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64)";
    private static final String MEDIA =
            """
            {"event":"play","session_id":"%s","media_id":"m","media_type":"video",\
            "timestamp":"2026-11-22T09:59:00Z"%s}\
            """;
    private static final String AUDIT =
            """
            {"action":"UPDATE","entity_type":"form","user_id":42,"organization_id":7,\
            "ip_address":"%s","user_agent":"x","request_path":"/v1/forms/1","status_code":200,\
            "timestamp":"2026-11-22T09:59:00Z"}\
            """;

    private static final Place LONDON =
            new Place(
                    Optional.of("GB"),
                    Optional.of("GB-ENG"),
                    Optional.of("Europe/London"),
                    Optional.of("London"),
                    Optional.of("51.5,-0.1"));

    @TempDir private Path folder;
    private BoundNode node;

    @BeforeEach
    void open() {
        Set<String> known = Set.of("127.0.0.1", "192.0.2.7");
        Places places = address -> known.contains(address.text()) ? LONDON : Place.UNKNOWN;
        node = node(new Enrichment(places, header -> families(header)));
    }

    private BoundNode node(Enrichment enrichment) {
        return new BoundNode(
                folder,
                Path.of("../../contracts/streams"),
                new DialectParts(
                        Optional.empty(),
                        new ClientAddresses(TrustedProxies.NONE),
                        WebSites.NONE,
                        enrichment,
                        PersonalChoices.none()));
    }

    private static Optional<Families> families(String header) {
        return header.equals(AGENT)
                ? Optional.of(new Families("Firefox", "Linux", "desktop"))
                : Optional.empty();
    }

    @AfterEach
    void close() {
        node.close();
    }

    private JsonNode stored(
            String stream,
            Contract.Listener listener,
            Credentials credentials,
            Map<String, String> headers,
            String event) {
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        IngestAnswer answer =
                node.pipeline.ingest(
                        new IngestRequest(
                                stream,
                                listener,
                                Optional.empty(),
                                credentials,
                                Optional.empty(),
                                Optional.of("application/json"),
                                Optional.empty(),
                                bytes.length,
                                Optional.empty(),
                                Optional.empty(),
                                Set::of,
                                new FakeSender(headers),
                                new ByteArrayInputStream(bytes)));
        assertThat(answer.receipt().accepted()).as("%s", answer.receipt()).isOne();
        return JsonMapper.shared()
                .readTree(
                        StandardCharsets.UTF_8
                                .decode(
                                        node.frames()
                                                .getLast()
                                                .records()
                                                .getLast()
                                                .json()
                                                .duplicate())
                                .toString());
    }

    private JsonNode media(Map<String, String> headers) {
        return stored(
                "media",
                Contract.Listener.PUBLIC,
                node.session("actor", "7", BoundNode.SESSION),
                headers,
                MEDIA.formatted(BoundNode.SESSION, ""));
    }

    private JsonNode audit(String address) {
        return stored(
                "audit",
                Contract.Listener.INTERNAL,
                BoundNode.service("one"),
                Map.of(),
                AUDIT.formatted(address));
    }

    @Test
    void familiesAndTheCountryOfTheClientAreAddedAndNothingThatTellsMore() {
        JsonNode event = media(Map.of("User-Agent", AGENT));

        assertThat(event.path("browser").asString()).isEqualTo("Firefox");
        assertThat(event.path("os").asString()).isEqualTo("Linux");
        assertThat(event.path("device_type").asString()).isEqualTo("desktop");
        assertThat(event.path("country").asString()).isEqualTo("GB");
        assertThat(event.path("region").asString()).isEqualTo("GB-ENG");
        assertThat(event.path("timezone").asString()).isEqualTo("Europe/London");
        assertThat(event.toString()).doesNotContain("Mozilla", "127.0.0.1", "\"London\"", "51.5");
    }

    @Test
    void clientHintsComeBeforeTheHeader() {
        JsonNode event =
                media(
                        Map.of(
                                "User-Agent", AGENT,
                                "Sec-CH-UA", "\"Chromium\";v=\"124\", \"Microsoft Edge\";v=\"124\"",
                                "Sec-CH-UA-Platform", "\"Windows\"",
                                "Sec-CH-UA-Mobile", "?0"));

        assertThat(event.path("browser").asString()).isEqualTo("Edge");
        assertThat(event.path("os").asString()).isEqualTo("Windows");
    }

    @Test
    void whatIsNotKnownIsNotAdded() {
        node.close();
        node = node(Enrichment.NONE);

        JsonNode event = media(Map.of("User-Agent", AGENT));

        assertThat(event.propertyNames())
                .containsExactlyInAnyOrder(
                        "event", "session_id", "media_id", "media_type", "timestamp");
    }

    @Test
    void ofAuditTheBodysAddressCountsWithCityAndRoundedPosition() {
        JsonNode event = audit("192.0.2.7");

        assertThat(event.path("country").asString()).isEqualTo("GB");
        assertThat(event.path("city").asString()).isEqualTo("London");
        assertThat(event.path("position").asString()).isEqualTo("51.5,-0.1");
        assertThat(event.path("address_hash").asString())
                .isEqualTo(new Pseudonyms(1, new byte[32]).of("192.0.2.7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "not an address", "2001:db8::1"})
    void anAddressThatNobodyKnowsHasAHashAlone(String address) {
        JsonNode event = audit(address);

        assertThat(event.path("address_hash").asString()).startsWith("h1:");
        assertThat(event.propertyNames()).doesNotContain("country", "city", "position");
    }

    @Test
    void oneMachineHasOneHashHoweverItsAddressIsWritten() {
        assertThat(audit("2001:DB8:0:0::1").path("address_hash"))
                .isEqualTo(audit("2001:db8::1").path("address_hash"));
        assertThat(ClientAddress.parse("::ffff:192.0.2.7").orElseThrow().text())
                .isEqualTo("192.0.2.7");
        assertThat(audit("::ffff:192.0.2.7").path("address_hash"))
                .isEqualTo(audit("192.0.2.7").path("address_hash"));
    }

    /** The id is made of what was sent: where it was sent from makes no other event. */
    @Test
    void aRepeatFromElsewhereIsTheSameEvent() {
        media(Map.of("User-Agent", AGENT));

        IngestAnswer again =
                node.post(
                        "media",
                        node.session("actor", "7", BoundNode.SESSION),
                        MEDIA.formatted(BoundNode.SESSION, ""));

        assertThat(again.receipt().duplicates()).isOne();
        assertThat(node.frames()).hasSize(1);
    }
}
