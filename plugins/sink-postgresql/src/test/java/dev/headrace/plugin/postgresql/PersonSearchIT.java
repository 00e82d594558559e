package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.sink.ErasureReport.Place;
import dev.headrace.sink.ErasureRequest;
import dev.headrace.sink.ErasureRequest.Mode;
import dev.headrace.sink.ErasureRequest.Trace;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Principal;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.tck.SampleRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rows are a person's, and what is left of them. */
@ExtendWith(SharedServer.class)
final class PersonSearchIT {

    private static final String OLD = "h1:aaaaaaaaaaaaaaaaaaaaaa";
    private static final String NEW = "h2:bbbbbbbbbbbbbbbbbbbbbb";
    private static final List<Trace> TRACES =
            List.of(
                    new Trace("orders", ErasureRequest.PRINCIPAL_NAME, Set.of(OLD, NEW)),
                    new Trace("orders", ErasureRequest.PRINCIPAL_EMAIL, Set.of("ada@example.org")),
                    new Trace("orders", "/by/actor~1hash", Set.of(OLD, NEW)),
                    new Trace("not-there", ErasureRequest.PRINCIPAL_NAME, Set.of(OLD)));

    private static TestServer server;

    private TestRoles roles;
    private String table;
    private Sink sink;

    @BeforeAll
    static void startServer(TestServer shared) {
        server = shared;
    }

    @BeforeEach
    void makeRoles(TestInfo test) throws Exception {
        roles = TestRoles.make(server, TestRoles.schemaOf(test.getDisplayName() + "person" + test));
        table = roles.schema() + ".orders";
        sink = roles.sink();
    }

    @AfterEach
    void closeSink() {
        sink.close();
    }

    private static SampleRecord from(
            int number, String organisation, String name, Optional<String> email, String json) {
        SampleRecord event = Events.event("orders", number, json);
        return event.withCaller(
                Optional.of(organisation).filter(text -> !text.isEmpty()),
                new Principal("session", name, email));
    }

    private void write(String rowSecurity) throws Exception {
        Map<String, String> config = roles.config();
        config.put("row-level-security", rowSecurity);
        sink.close();
        sink = TestServer.sink(config);
        sink.open(Events.context("orders"));
        SampleRecord yesterdays =
                Events.receivedAt(
                        from(2, "acme", NEW, Optional.empty(), "{}"), "2026-11-20T12:00:00Z");
        assertThat(
                        Events.outcomes(
                                sink.write(
                                        Events.batch(
                                                from(1, "acme", OLD, Optional.empty(), "{}"),
                                                yesterdays,
                                                from(
                                                        3,
                                                        "acme",
                                                        "other",
                                                        Optional.empty(),
                                                        "{\"by\":{\"actor/hash\":\"%s\"}}"
                                                                .formatted(OLD)),
                                                from(
                                                        4,
                                                        "acme",
                                                        "ada",
                                                        Optional.of("ada@example.org"),
                                                        "{}"),
                                                from(5, "acme", "other", Optional.empty(), "{}"),
                                                from(6, "globex", OLD, Optional.empty(), "{}"),
                                                from(7, "", OLD, Optional.empty(), "{}")))))
                .allMatch(Outcome.Delivered.class::isInstance);
    }

    private static ErasureRequest request(Mode mode, String organisation) {
        return new ErasureRequest(
                mode, Optional.of(organisation).filter(text -> !text.isEmpty()), TRACES);
    }

    private List<Place> erase(Mode mode, String organisation) throws Exception {
        try (Sink beside = roles.sink()) {
            return beside.erase(request(mode, organisation)).places();
        }
    }

    private List<String> left() throws Exception {
        return server.texts("SELECT id FROM " + table + " ORDER BY id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "organisation"})
    void countsAndErasesThePersonsRowsOfTheOrganisationAndNoOthers(String rowSecurity)
            throws Exception {
        write(rowSecurity);

        assertThat(erase(Mode.COUNT, "acme")).containsExactly(new Place(table, 4));
        assertThat(left()).hasSize(7);
        assertThat(erase(Mode.ERASE, "acme")).containsExactly(new Place(table, 4));
        assertThat(left()).containsExactly("id-5", "id-6", "id-7");
        assertThat(erase(Mode.ERASE, "acme")).as("again").containsExactly(new Place(table, 0));

        assertThat(erase(Mode.ERASE, "")).containsExactly(new Place(table, 1));
        assertThat(left()).containsExactly("id-5", "id-6");
        assertThat(
                        server.texts(
                                "SELECT DISTINCT relforcerowsecurity FROM pg_partition_tree('%s') t"
                                                .formatted(table)
                                        + " JOIN pg_class c ON c.oid = t.relid"))
                .as("closed as before")
                .containsExactly(rowSecurity.equals("organisation") ? "t" : "f");
        assertThat(Events.outcomes(sink.write(Events.batch("orders", 20, 1))))
                .as("it goes on writing")
                .allMatch(Outcome.Delivered.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "organisation"})
    void aRoleThatMayNotDeleteSaysSoAndLosesNothing(String rowSecurity) throws Exception {
        write(rowSecurity);
        Map<String, String> config = roles.config();
        config.remove("owner-user");
        config.remove("owner-password");

        try (Sink beside = TestServer.sink(config)) {
            assertThatExceptionOfType(SinkException.Unauthorised.class)
                    .isThrownBy(() -> beside.erase(request(Mode.ERASE, "acme")));
        }
        assertThat(left()).hasSize(7);
    }
}
