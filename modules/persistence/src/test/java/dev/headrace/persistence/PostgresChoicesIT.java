package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.event.Purpose;
import dev.headrace.privacy.Choice;
import dev.headrace.privacy.ChoiceStore;
import dev.headrace.privacy.ChoicesUnavailableException;
import dev.headrace.privacy.ClientAddress;
import dev.headrace.privacy.MarkKey;
import dev.headrace.privacy.PersonMark;
import dev.headrace.privacy.Standing;
import dev.headrace.privacy.Standing.Agreement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Exclusions and consents in a real PostgreSQL. */
@ExtendWith(StoreServer.class)
class PostgresChoicesIT {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final Optional<String> RED = Optional.of("red");
    private static final Optional<String> BLUE = Optional.of("blue");
    private static final MarkKey KEY = new MarkKey(new byte[32]);

    private final StoreServer.Database database;
    private final RelationalStore store;
    private final ChoiceStore choices;

    PostgresChoicesIT(StoreServer.Database database) {
        this.database = database;
        this.store = database.store(CLOCK);
        this.choices = store.choices(KEY);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static PersonMark mark(Optional<String> organisation, String actor) {
        return KEY.ofActor(organisation, actor);
    }

    private static Choice exclusion(Optional<String> organisation, String actor) {
        return new Choice.Exclusion(
                organisation,
                Choice.Kind.ACTOR,
                mark(organisation, actor),
                Choice.Source.GDPR_OBJECTION);
    }

    private static Choice readmission(Optional<String> organisation, String actor) {
        return new Choice.Readmission(organisation, mark(organisation, actor));
    }

    private static Choice said(String actor, Purpose purpose, Agreement agreement) {
        return new Choice.Consent(RED, mark(RED, actor), purpose, agreement, "2026-05");
    }

    private Standing standing(Optional<String> organisation, String actor) {
        return choices.read().of(mark(organisation, actor));
    }

    @Test
    void anEmptyStoreKnowsThatNobodyHasChosen() {
        assertThat(choices.generation()).isZero();
        assertThat(choices.read().people()).isEmpty();
    }

    @Test
    void keepsExclusionsOfEveryOrganisationAndOfAddresses() {
        PersonMark address = KEY.ofAddress(ClientAddress.parse("192.0.2.7").orElseThrow());
        choices.add(exclusion(RED, "ada"));
        choices.add(exclusion(BLUE, "bob"));
        choices.add(exclusion(Optional.empty(), "eve"));
        choices.add(
                new Choice.Exclusion(
                        Optional.empty(), Choice.Kind.ADDRESS, address, Choice.Source.CCPA_FORM));

        assertThat(standing(RED, "ada").isExcluded()).isTrue();
        assertThat(standing(BLUE, "bob").isExcluded()).isTrue();
        assertThat(standing(Optional.empty(), "eve").isExcluded()).isTrue();
        assertThat(choices.read().of(address).isExcluded()).isTrue();
        assertThat(standing(BLUE, "ada").isExcluded()).isFalse();
        assertThat(choices.read().generation()).isEqualTo(4).isEqualTo(choices.generation());
    }

    @Test
    void anExclusionIsMadeOnceAndEndsAndCanBeMadeAgain() throws SQLException {
        choices.add(exclusion(RED, "ada"));
        choices.add(exclusion(RED, "ada"));
        assertThat(choices.generation()).isEqualTo(1);

        choices.add(readmission(RED, "ada"));
        choices.add(readmission(RED, "ada"));
        assertThat(standing(RED, "ada")).isEqualTo(Standing.NOTHING);
        assertThat(choices.generation()).isEqualTo(2);

        choices.add(exclusion(RED, "ada"));
        assertThat(standing(RED, "ada").isExcluded()).isTrue();
        try (Connection superuser = database.asSuperuser()) {
            assertThat(
                            Sql.texts(
                                    superuser,
                                    "SELECT revoked_at IS NULL FROM privacy.exclusions"
                                            + " ORDER BY generation"))
                    .as("what ended is kept as evidence")
                    .containsExactly("f", "t");
        }
    }

    @Test
    void theLastWordOnAPurposeHoldsAndEveryWordIsKept() throws SQLException {
        choices.add(said("ada", Purpose.ANALYTICS, Agreement.GIVEN));
        choices.add(said("ada", Purpose.POSE, Agreement.GIVEN));
        choices.add(said("ada", Purpose.ANALYTICS, Agreement.WITHDRAWN));
        choices.add(exclusion(RED, "ada"));

        Standing ada = standing(RED, "ada");

        assertThat(ada.agreement(Purpose.ANALYTICS)).isEqualTo(Agreement.WITHDRAWN);
        assertThat(ada.agreement(Purpose.POSE)).isEqualTo(Agreement.GIVEN);
        assertThat(ada.agreement(Purpose.ERRORS)).isEqualTo(Agreement.UNKNOWN);
        assertThat(ada.isExcluded()).isTrue();
        try (Connection superuser = database.asSuperuser()) {
            assertThat(
                            Sql.texts(
                                    superuser,
                                    "SELECT policy || ' ' || given FROM privacy.consents"
                                            + " ORDER BY generation"))
                    .containsExactly("2026-05 true", "2026-05 true", "2026-05 false");
        }
    }

    @Test
    void changesOfManyAtOnceAreNumberedOneByOne() throws Exception {
        var work = new ArrayList<Callable<String>>();
        for (int i = 0; i < 24; i++) {
            String actor = "actor-" + i;
            Optional<String> organisation = i % 2 == 0 ? RED : BLUE;
            work.add(() -> {
                choices.add(exclusion(organisation, actor));
                return actor;
            });
        }

        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<String>> done = threads.invokeAll(work);
            for (Future<String> one : done) {
                assertThat(one.get()).startsWith("actor-");
            }
        }

        assertThat(choices.generation()).isEqualTo(24);
        assertThat(choices.read().people()).hasSize(24);
    }

    @Test
    void aNodeWithAnotherKeyCanNeitherReadNorAdd() {
        choices.add(exclusion(RED, "ada"));
        byte[] secret = new byte[32];
        secret[0] = 1;
        ChoiceStore stranger = store.choices(new MarkKey(secret));

        assertThatExceptionOfType(ChoicesUnavailableException.class)
                .isThrownBy(stranger::read)
                .withMessageContaining("headrace.privacy.choices-key-file");
        assertThatExceptionOfType(ChoicesUnavailableException.class)
                .isThrownBy(() -> stranger.add(exclusion(RED, "bob")));
        assertThat(choices.generation()).isEqualTo(1);
    }

    @Test
    void aStoreThatIsAwaySaysSo() {
        var nowhere =
                RelationalStore.of(
                        new StoreSettings(
                                "jdbc:postgresql://127.0.0.1:1/nothing",
                                new StoreSettings.Login("nobody", "none"),
                                Optional.empty(),
                                2),
                        CLOCK);

        assertThatExceptionOfType(ChoicesUnavailableException.class)
                .isThrownBy(nowhere.choices(KEY)::generation);
        assertThatExceptionOfType(ChoicesUnavailableException.class)
                .isThrownBy(() -> nowhere.choices(KEY).add(exclusion(RED, "ada")));
    }

    @Test
    void theAppRoleChangesNothingThatWasSaidAndSeesItsOrganisationAlone() throws SQLException {
        choices.add(exclusion(RED, "ada"));
        choices.add(said("ada", Purpose.POSE, Agreement.GIVEN));
        try (Connection app = database.asApp()) {
            assertThat(Sql.text(app, "SELECT count(*) FROM privacy.exclusions")).contains("0");
            for (String change :
                    List.of(
                            "DELETE FROM privacy.exclusions",
                            "UPDATE privacy.exclusions SET mark = mark",
                            "DELETE FROM privacy.consents",
                            "UPDATE privacy.consents SET given = true",
                            "TRUNCATE privacy.consents",
                            "DELETE FROM privacy.book")) {
                assertThatExceptionOfType(SQLException.class)
                        .as(change)
                        .isThrownBy(() -> StoreServer.execute(app, change))
                        .returns("42501", SQLException::getSQLState);
            }
            app.setAutoCommit(false);
            new Organisation("blue").bind(app);
            assertThat(Sql.text(app, "SELECT count(*) FROM privacy.consents")).contains("0");
            app.rollback();
            new Organisation("red").bind(app);
            assertThat(Sql.text(app, "SELECT count(*) FROM privacy.consents")).contains("1");
        }
    }
}
