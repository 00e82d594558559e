package dev.headrace.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import dev.headrace.insight.Readers.Reader;
import io.helidon.common.uri.UriQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:07:00Z");
    private static final Reader RED = new Reader(Optional.of("red"));
    private static final Map<String, Object> COUNTS =
            Map.of("counts", Map.of("event", "/type", "by", Map.of("app", "/app", "page", "/p")));

    private final FakeInsightStore store = new FakeInsightStore();
    private final Questions questions = questions(Optional.of(store));

    @Test
    void asksForTheLastDayOfQuartersWhereNothingElseIsSaid() {
        ask("stream=pages");

        assertThat(store.asked())
                .isEqualTo(
                        new CountQuery(
                                "pages",
                                Optional.empty(),
                                List.of(),
                                Duration.ofMinutes(15),
                                Instant.parse("2026-11-21T10:15:00Z"),
                                Instant.parse("2026-11-22T10:15:00Z")));
    }

    @Test
    void asksForWhatIsSaid() {
        ask(
                "stream=pages&event=click&by=page,app&every=6h"
                        + "&from=2026-11-20T00:15:00Z&to=2026-11-21T00:15:00Z");

        assertThat(store.asked())
                .isEqualTo(
                        new CountQuery(
                                "pages",
                                Optional.of("click"),
                                List.of("page", "app"),
                                Duration.ofHours(6),
                                Instant.parse("2026-11-20T00:15:00Z"),
                                Instant.parse("2026-11-21T00:15:00Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "by=app | the query parameter stream is missing",
                "stream=pages&evry=1d | did you mean every?",
                "stream=pages&stream=pages | stands twice",
                "stream=pages&every=10m | every must be a multiple of 15m",
                "stream=pages&every=0m | every must be a multiple of 15m",
                "stream=pages&every=day | every must be a span such as 15m, 6h or 1d",
                "stream=pages&by=app,app | by names a dimension twice",
                "stream=pages&by=colour | it has app, page",
                "stream=pages&by=app, | it has app, page",
                "stream=pages&from=yesterday | from must be an instant such as",
                "stream=pages&from=2026-11-20T00:01:00Z | from must be the begin of a quarter of an hour",
                "stream=pages&every=1d&to=2026-11-20T00:15:00Z | to must be the begin of a UTC day",
                "stream=pages&from=2026-11-20T00:00:00Z&to=2026-11-20T00:00:00Z | from must be before to",
                "stream=pages&from=2025-11-20T00:00:00Z | more than 3000 times every apart",
                "stream=plain&event=a | names no such field"
            })
    void refusesABadQuestionAndSaysWhatWouldBeRight(String query, String detail) {
        assertThatExceptionOfType(ReadRefusedException.class)
                .isThrownBy(() -> ask(query))
                .returns(ReadProblem.BAD_REQUEST, ReadRefusedException::problem)
                .withMessageContaining(detail);
    }

    @ParameterizedTest
    @CsvSource({"hidden,PUBLIC", "hidden,INTERNAL", "inside,PUBLIC", "none,PUBLIC", "'A B',PUBLIC"})
    void aStreamThatMayNotBeSeenAnswersAsOneThatIsNotThere(
            String stream, Contract.Listener listener) {
        assertThatExceptionOfType(ReadRefusedException.class)
                .isThrownBy(() -> ask("stream=" + stream, listener))
                .returns(ReadProblem.UNKNOWN_STREAM, ReadRefusedException::problem)
                .withMessage("no stream of that name can be asked for here");
    }

    @Test
    void theInternalListenerAnswersForItsOwnStreamsToo() {
        ask("stream=inside", Contract.Listener.INTERNAL);

        assertThat(store.asked().stream()).isEqualTo("inside");
    }

    @Test
    void saysThatNothingIsKeptWhereTheContractOrTheNodeKeepsNothing() {
        assertThatExceptionOfType(ReadRefusedException.class)
                .isThrownBy(() -> ask("stream=uncounted"))
                .returns(ReadProblem.NOT_KEPT, ReadRefusedException::problem);
        assertThatExceptionOfType(ReadRefusedException.class)
                .isThrownBy(() ->
                        questions(Optional.empty())
                                .counts(RED, Contract.Listener.PUBLIC, query("stream=pages")))
                .returns(ReadProblem.NOT_KEPT, ReadRefusedException::problem)
                .withMessageContaining("headrace.store is none");
    }

    @Test
    void refusesAnAnswerThatWouldBeTooLarge() {
        Count one = new Count(NOW, List.of(), 1);
        store.answer(IntStream.range(0, 10_001).mapToObj(n -> one).toArray(Count[]::new));

        assertThatExceptionOfType(ReadRefusedException.class)
                .isThrownBy(() -> ask("stream=pages"))
                .returns(ReadProblem.TOO_MANY_ROWS, ReadRefusedException::problem);
    }

    private void ask(String query) {
        ask(query, Contract.Listener.PUBLIC);
    }

    private void ask(String query, Contract.Listener listener) {
        questions.counts(RED, listener, query(query));
    }

    private static ReadQuery query(String text) {
        return ReadQuery.of(UriQuery.create(text), CountQueryReader.PARAMETERS);
    }

    private static Questions questions(Optional<InsightStore> store) {
        return new Questions(
                new Catalog(
                        List.of(
                                contract("pages", Contract.Listener.PUBLIC, true, COUNTS),
                                contract(
                                        "plain",
                                        Contract.Listener.PUBLIC,
                                        true,
                                        Map.of("counts", Map.of())),
                                contract("uncounted", Contract.Listener.PUBLIC, true, Map.of()),
                                contract("inside", Contract.Listener.INTERNAL, true, COUNTS),
                                contract("hidden", Contract.Listener.INTERNAL, false, COUNTS))),
                store,
                http -> RED,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private record Catalog(List<Contract> contracts) implements StreamCatalog {

        @Override
        public Optional<Contract> find(StreamName name) {
            return contracts.stream().filter(one -> one.name().equals(name)).findFirst();
        }

        @Override
        public Collection<Contract> all() {
            return contracts;
        }
    }

    private static Contract contract(
            String name, Contract.Listener listener, boolean readable, Map<String, Object> hints) {
        var schemas = new TreeMap<Integer, Contract.SchemaVersion>();
        schemas.put(1, new Contract.SchemaVersion(1, "0".repeat(64), "{}"));
        return new Contract(
                new StreamName(name),
                name,
                listener,
                readable,
                schemas,
                Optional.empty(),
                Contract.MissingId.NEW,
                Optional.empty(),
                Set.of(AuthMethod.HMAC),
                Contract.Bound.NONE,
                List.of(),
                List.of(),
                Contract.Limits.DEFAULT,
                PrivacyRules.DEFAULT,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Map.of(InsightHints.INSIGHT, hints),
                Optional.empty(),
                new LinkedHashMap<>());
    }
}
