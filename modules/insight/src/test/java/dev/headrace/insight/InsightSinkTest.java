package dev.headrace.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.ErasureReport;
import dev.headrace.sink.ErasureRequest;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Principal;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsightSinkTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final FakeInsightStore store = new FakeInsightStore();
    private final InsightSink sink = new InsightSink(() -> store, new FakeDigests());

    @Test
    void countsWhatTheContractNames() throws Exception {
        sink.open(context());

        WriteResult result =
                sink.write(
                        batch(
                                event("1", "{\"type\":\"click\",\"page\":\"help\",\"more\":1}"),
                                event("2", "{\"type\":\"click\",\"page\":null}"),
                                event("3", "{\"page\":{\"a\":1},\"type\":7}")));

        assertThat(store.counted())
                .containsExactly(
                        "-/pages/1 click {page=help}", "-/pages/2 click {}", "-/pages/3 7 {}");
        assertThat(outcomes(result)).allMatch(Outcome.Delivered.class::isInstance).hasSize(3);
    }

    @Test
    void aBatchThatComesAgainChangesNothing() throws Exception {
        SampleContext context = context();
        sink.open(context);
        SampleBatch batch = batch(event("1", "{\"type\":\"click\"}"));

        sink.write(batch);
        sink.write(batch.again());

        assertThat(store.counted()).hasSize(1);
        assertThat(context.counter("events_counted")).isOne();
        assertThat(context.counter("events_known")).isOne();
    }

    @Test
    void countsForTheOrganisationOfTheCredential() throws Exception {
        sink.open(context());
        SampleRecord red = event("1", "{\"type\":\"click\",\"organisation\":\"blue\"}");

        sink.write(batch(red.withCaller(Optional.of("red"), red.principal())));

        assertThat(store.counted()).containsExactly("red/pages/1 click {}");
    }

    @Test
    void aValueThatIsTooLongCountsAsOther() throws Exception {
        sink.open(context());

        sink.write(
                batch(
                        event("1", "{\"page\":\"%s\"}".formatted("x".repeat(201))),
                        event("2", "{\"page\":\"%s\"}".formatted("x".repeat(200))),
                        event("3", "{\"page\":\"a\\u0000b\"}")));

        assertThat(store.counted())
                .containsExactly(
                        "-/pages/1  {page=(other)}",
                        "-/pages/2  {page=" + "x".repeat(200) + "}",
                        "-/pages/3  {page=(other)}");
    }

    @Test
    void believesAClientsClockWithinBoundsThatTheEventItselfSets() {
        CountRule rule = new CountRule(Optional.empty(), new TreeMap<>());
        SampleRecord late = event("1", "{}").withTimes(NOW, NOW.minus(Duration.ofDays(29)));
        SampleRecord older = event("2", "{}").withTimes(NOW, NOW.minus(Duration.ofDays(31)));
        SampleRecord ahead = event("3", "{}").withTimes(NOW, NOW.plus(Duration.ofDays(2)));

        assertThat(List.of(late, older, ahead))
                .map(event -> rule.count(event, tools.jackson.databind.node.NullNode.getInstance()))
                .map(CountedEvent::at)
                .containsExactly(NOW.minus(Duration.ofDays(29)), NOW, NOW);
    }

    @Test
    void aStoreThatIsAwayIsTheTargetsFaultAndNoEventsOwn() throws Exception {
        store.goAway();
        assertThatThrownBy(() -> sink.open(context()))
                .isInstanceOf(SinkException.Unavailable.class);
        store.comeBack();
        sink.open(context());
        store.goAway();

        assertThatThrownBy(() -> sink.write(batch(event("1", "{}"))))
                .isInstanceOf(SinkException.Unavailable.class);

        store.comeBack();
        sink.write(batch(event("1", "{}")));
        assertThat(store.counted()).hasSize(1);
    }

    @Test
    void aStreamWhoseHintsWentAwayIsLetPass() throws Exception {
        sink.open(SampleContext.of(Path.of("target", "scratch")));

        WriteResult result = sink.write(batch(event("1", "{}")));

        assertThat(outcomes(result)).allMatch(Outcome.Delivered.class::isInstance).hasSize(1);
        assertThat(store.counted()).isEmpty();
    }

    @Test
    void keepsAuditEventsAndRefusesWhatIsNone() throws Exception {
        sink.open(context("audit", Map.of("audit", Map.of(), "security", Map.of())));
        SampleRecord whole = audit("1", "\"status_code\":403,\"user_id\":42");
        SampleRecord none = audit("2", "\"status_code\":99");

        WriteResult result = sink.write(batch(of("red", whole), none));

        assertThat(store.audited()).containsExactly("red/1");
        assertThat(store.observed())
                .as("what is about all organisations belongs to none")
                .containsExactlyInAnyOrder("red/privilege-probing", "-/cross-tenant");
        assertThat(outcomes(result).getFirst()).isInstanceOf(Outcome.Delivered.class);
        assertThat(outcomes(result).getLast()).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void aKeyThatCannotBeReadIsNoEventsOwnFault() throws Exception {
        var keyless =
                new InsightSink(
                        () -> store,
                        (organisation, text) -> {
                            throw new StoreUnavailableException("no key");
                        });
        keyless.open(context("audit", Map.of("security", Map.of())));

        assertThatThrownBy(() -> keyless.write(batch(audit("1", "\"status_code\":404"))))
                .isInstanceOf(SinkException.Unavailable.class);
        assertThat(store.observed()).isEmpty();
    }

    @Test
    void looksForAPersonByTheNamesOfSendersAloneAndNeedNotBeOpen() throws Exception {
        var request =
                new ErasureRequest(
                        ErasureRequest.Mode.COUNT,
                        Optional.of("red"),
                        List.of(
                                trace(ErasureRequest.PRINCIPAL_NAME, "h1:a", "h2:a"),
                                trace(ErasureRequest.PRINCIPAL_NAME, "h2:a"),
                                trace(ErasureRequest.PRINCIPAL_EMAIL, "a@example.org"),
                                trace("/by", "h1:other")));

        ErasureReport counted = sink.erase(request);
        sink.erase(
                new ErasureRequest(ErasureRequest.Mode.ERASE, Optional.empty(), request.traces()));

        assertThat(store.searched())
                .containsExactly("count red [h1:a, h2:a]", "erase - [h1:a, h2:a]");
        assertThat(counted.places()).containsExactly(new ErasureReport.Place("media.events", 4));
        assertThat(counted.unreached()).isEmpty();
    }

    @Test
    void tellsOfEventsInWhichNobodyCanBeFoundAndOfAStoreThatIsAway() throws Exception {
        var request = new ErasureRequest(ErasureRequest.Mode.ERASE, Optional.of("red"), List.of());
        store.forgetSenders(7);

        assertThat(sink.erase(request).unreached())
                .singleElement()
                .asString()
                .startsWith("7 events of media that do not tell who has sent them");

        store.goAway();
        assertThatThrownBy(() -> sink.erase(request)).isInstanceOf(SinkException.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "nobody knows",
            value = {
                "session, h1:a, h1:a",
                "person, h1:b, h1:b",
                "service, core-api, ''",
                "anonymous, anonymous, ''",
                "session, session, nobody knows",
                "session, '', nobody knows",
            })
    void aSenderIsAPersonNobodyOrNotTold(String kind, String name, @Nullable String expected) {
        SampleRecord event =
                event("1", "{}")
                        .withCaller(
                                Optional.of("red"), new Principal(kind, name, Optional.empty()));

        assertThat(MediaEvent.Sender.of(event))
                .isEqualTo(
                        Optional.ofNullable(expected)
                                .map(sender -> new MediaEvent.Sender(sender, NOW)));
    }

    private static ErasureRequest.Trace trace(String place, String... texts) {
        return new ErasureRequest.Trace("media", place, Set.of(texts));
    }

    private static SampleRecord audit(String id, String fields) {
        String json =
                "{\"action\":\"UPDATE\",\"entity_type\":\"form\",\"ip_address\":\"192.0.2.7\","
                        + fields
                        + "}";
        return SampleRecord.of("audit", id, json).withTimes(NOW, NOW);
    }

    private static SampleRecord of(String organisation, SampleRecord event) {
        return event.withCaller(Optional.of(organisation), event.principal());
    }

    private static List<Outcome> outcomes(WriteResult result) {
        return java.util.stream.IntStream.range(0, result.size())
                .mapToObj(result::outcome)
                .toList();
    }

    private static SampleRecord event(String id, String json) {
        return SampleRecord.of("pages", id, json).withTimes(NOW, NOW);
    }

    private static SampleBatch batch(SampleRecord... records) {
        return SampleBatch.of("batch", List.of(records));
    }

    private static SampleContext context() {
        return context(
                "pages", Map.of("counts", Map.of("event", "/type", "by", Map.of("page", "/page"))));
    }

    private static SampleContext context(String stream, Map<String, Object> hints) {
        return SampleContext.at(
                Clock.fixed(NOW, ZoneOffset.UTC),
                Path.of("target", "scratch"),
                new StreamContract(
                        stream,
                        "Events",
                        new TreeMap<>(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        hints));
    }
}
