package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.insight.MediaEvent;
import dev.headrace.insight.MediaEvent.Sender;
import dev.headrace.insight.MediaStore;
import dev.headrace.insight.PersonStore;
import dev.headrace.insight.PersonStore.Found;
import dev.headrace.insight.PersonStore.Place;
import dev.headrace.insight.StoreUnavailableException;
import dev.headrace.privacy.Pseudonyms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** What the store keeps of a person, until the person is to be forgotten. */
@ExtendWith(StoreServer.class)
class PostgresPersonsIT {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final Optional<String> RED = Optional.of("red");
    private static final Optional<String> BLUE = Optional.of("blue");
    private static final Pseudonyms OLD = new Pseudonyms(1, new byte[32]);
    private static final Pseudonyms NEW = new Pseudonyms(2, new byte[33]);
    private static final Set<String> HERS = Set.of(OLD.of("her"), NEW.of("her"));

    private final StoreServer.Database database;
    private final RelationalStore store;
    private final MediaStore media;
    private final PersonStore persons;

    PostgresPersonsIT(StoreServer.Database database) {
        this.database = database;
        this.store = database.store(Clock.fixed(NOW, ZoneOffset.UTC));
        this.media = store.insight().media();
        this.persons = store.insight().persons();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void erasesThePersonsSessionsOfOneOrganisationByEveryHashAndNobodyElses() throws SQLException {
        media.add(RED, List.of(of("a", 1, OLD.of("her")), of("a", 2, OLD.of("her"))));
        media.add(RED, List.of(of("b", 1, NEW.of("her")), of("c", 1, NEW.of("him"))));
        media.add(BLUE, List.of(of("a", 1, OLD.of("her"))));
        media.add(Optional.empty(), List.of(of("d", 1, OLD.of("her"))));

        assertThat(persons.count(RED, HERS)).isEqualTo(found(3, 2, 0));
        assertThat(sessions("red")).as("counting changes nothing").containsExactly("a", "b", "c");

        assertThat(persons.erase(RED, HERS)).isEqualTo(found(3, 2, 0));

        assertThat(sessions("red")).containsExactly("c");
        assertThat(texts("red", "SELECT session_id FROM media.events")).containsExactly("c");
        assertThat(sessions("blue")).containsExactly("a");
        assertThat(sessions("-")).containsExactly("d");
        assertThat(persons.erase(RED, HERS)).as("again").isEqualTo(found(0, 0, 0));
        assertThat(persons.erase(Optional.empty(), HERS)).isEqualTo(found(1, 1, 0));
    }

    @Test
    void aReplayDoesNotBringBackWhatWasErasedAndWhatComesAfterwardsIsKept() throws SQLException {
        List<MediaEvent> log = List.of(of("a", 1, OLD.of("her")), of("c", 1, OLD.of("him")));
        media.add(RED, log);
        persons.erase(RED, HERS);

        media.add(RED, log);
        assertThat(sessions("red")).containsExactly("c");

        media.add(RED, List.of(received(of("a", 3, OLD.of("her")), NOW)));
        assertThat(sessions("red")).as("taken at the time of the erasure").containsExactly("c");
        media.add(RED, List.of(received(of("a", 4, OLD.of("her")), NOW.plusMillis(1))));
        assertThat(sessions("red")).containsExactly("a", "c");
    }

    @Test
    void aPersonWhoHadNothingHereIsKeptOutOfAFirstFillingToo() throws SQLException {
        persons.erase(RED, HERS);

        media.add(RED, List.of(of("a", 1, NEW.of("her")), of("c", 1, NEW.of("him"))));

        assertThat(sessions("red")).containsExactly("c");
    }

    @Test
    void aSessionThatAnotherHasSentEventsOfIsMadeAnewOfThese() throws SQLException {
        media.add(RED, List.of(of("a", 1, OLD.of("her")), of("a", 5, OLD.of("him"))));

        persons.erase(RED, HERS);

        assertThat(texts("red", "SELECT started_at = last_at FROM media.sessions"))
                .containsExactly("t");
        assertThat(texts("red", "SELECT event_id FROM media.events")).containsExactly("a-5");
    }

    @Test
    void goesThroughMoreSessionsThanOneTransactionTakes() throws SQLException {
        var events = new ArrayList<MediaEvent>();
        for (int i = 0; i < 250; i++) {
            events.add(of("s" + i, 1, OLD.of("her")));
        }
        media.add(RED, events);

        assertThat(persons.erase(RED, HERS)).isEqualTo(found(250, 250, 0));
        assertThat(sessions("red")).isEmpty();
    }

    @Test
    void rowsThatDoNotTellTheSenderAreToldOfUntilAReplayNamesThem() throws SQLException {
        MediaEvent hers = of("a", 1, OLD.of("her"));
        MediaEvent machines = of("m", 1, "");
        media.add(RED, List.of(withoutSender(hers), machines));

        assertThat(persons.count(RED, HERS)).isEqualTo(found(0, 0, 1));
        assertThat(persons.erase(RED, HERS)).isEqualTo(found(0, 0, 1));
        assertThat(sessions("red")).containsExactly("a", "m");

        media.add(RED, List.of(hers, machines));
        media.add(RED, List.of(withoutSender(hers)));

        assertThat(persons.erase(RED, HERS)).isEqualTo(found(1, 1, 0));
        assertThat(sessions("red")).containsExactly("m");
    }

    @Test
    void ofANameThatAContractKeepsInClearNothingIsWrittenDown() throws SQLException {
        media.add(RED, List.of(of("a", 1, "her")));

        assertThat(persons.erase(RED, Set.of("her"))).isEqualTo(found(1, 1, 0));

        assertThat(texts("red", "SELECT sender FROM media.erasures")).isEmpty();
    }

    @Test
    void whatCannotComeBackAnyMoreIsForgottenByTheRetentionJob() throws SQLException {
        persons.erase(RED, HERS);
        Duration years = Duration.ofDays(2 * 366 + 62);
        try (RelationalStore later = database.store(Clock.fixed(NOW, ZoneOffset.UTC))) {
            later.insight().retention().keep();
            assertThat(texts("red", "SELECT sender FROM media.erasures")).hasSize(2);
        }
        try (RelationalStore later = database.store(Clock.fixed(NOW.plus(years), ZoneOffset.UTC))) {
            later.insight().retention().keep();
        }

        assertThat(texts("red", "SELECT sender FROM media.erasures")).isEmpty();
    }

    /** Whoever has taken over a node's login cannot make events disappear. */
    @Test
    void theRoleThatWorksWithTheTablesMayNotEraseItself() throws SQLException {
        media.add(RED, List.of(of("a", 1, OLD.of("her"))));

        for (String refused :
                List.of(
                        "DELETE FROM media.events",
                        "UPDATE media.events SET data = '{}'",
                        "INSERT INTO media.erasures VALUES ('red', 'x', now())",
                        "DELETE FROM media.erasures")) {
            try (Connection app = database.asApp()) {
                assertThatExceptionOfType(SQLException.class)
                        .as(refused)
                        .isThrownBy(() -> StoreServer.execute(app, refused))
                        .returns("42501", SQLException::getSQLState);
            }
        }
    }

    @Test
    void theOwnerErasesWithinRowSecurity() throws SQLException {
        media.add(RED, List.of(of("a", 1, OLD.of("her"))));
        persons.erase(RED, HERS);

        try (Connection owner = database.asOwner()) {
            assertThat(Sql.text(owner, "SELECT count(*) FROM media.erasures")).contains("0");
            assertThat(
                            Sql.texts(
                                    owner,
                                    "SELECT relname FROM pg_class WHERE relnamespace ="
                                            + " 'media'::regnamespace AND relkind IN ('r', 'p')"
                                            + " AND NOT (relrowsecurity AND relforcerowsecurity)"))
                    .isEmpty();
        }
    }

    @Test
    void anInterruptedSearchGivesUp() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> persons.erase(RED, HERS))
                    .isInstanceOf(StoreUnavailableException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static Found found(long events, long sessions, long unknown) {
        return new Found(
                List.of(new Place("media.events", events), new Place("media.sessions", sessions)),
                unknown);
    }

    private static MediaEvent of(String session, int second, String sender) {
        Instant at = NOW.minusSeconds(60 - second);
        return new MediaEvent(
                session,
                session + "-" + second,
                "m-1",
                "play",
                at,
                new TreeMap<>(),
                JsonMapper.shared().readTree("{}"),
                Optional.of(new Sender(sender, at)));
    }

    private static MediaEvent received(MediaEvent event, Instant at) {
        return with(event, event.sender().map(sender -> new Sender(sender.name(), at)));
    }

    private static MediaEvent withoutSender(MediaEvent event) {
        return with(event, Optional.empty());
    }

    private static MediaEvent with(MediaEvent event, Optional<Sender> sender) {
        return new MediaEvent(
                event.session(),
                event.id(),
                event.media(),
                event.kind(),
                event.at(),
                event.groups(),
                event.data(),
                sender);
    }

    private List<String> sessions(String organisation) throws SQLException {
        return texts(organisation, "SELECT session_id FROM media.sessions ORDER BY session_id");
    }

    private List<String> texts(String organisation, String query) throws SQLException {
        return store.inTransaction(
                new Organisation(organisation), connection -> Sql.texts(connection, query));
    }
}
