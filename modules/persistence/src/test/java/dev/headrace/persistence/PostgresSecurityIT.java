package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.insight.Observation;
import dev.headrace.insight.Observation.Bearing;
import dev.headrace.insight.SecurityAlert;
import dev.headrace.insight.SecurityRule;
import dev.headrace.insight.SecurityStore;
import dev.headrace.insight.SecurityStore.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Alerts of security: each follows from hits and acknowledgements, whatever came when. */
@ExtendWith(StoreServer.class)
class PostgresSecurityIT {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Optional<String> RED = Optional.of("red");
    private static final Optional<String> BLUE = Optional.of("blue");

    private final StoreServer.Database database;
    private final RelationalStore store;
    private final SecurityStore security;

    PostgresSecurityIT(StoreServer.Database database) {
        this.database = database;
        this.store = database.store(Clock.fixed(START.plusSeconds(3600), ZoneOffset.UTC));
        this.security = store.insight().security();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void thereIsOneOpenAlertForARuleAndASubjectHoweverTheEventsCome() {
        List<Observation> attempts = attempts("s", 14, START);
        Collections.shuffle(attempts, new Random(1));

        for (Observation one : attempts) {
            assertThat(security.add(RED, List.of(one))).isZero();
        }
        security.add(RED, attempts);

        SecurityAlert alert = only(security.find(RED, Standing.OPEN, 10));
        assertThat(alert.hits()).isEqualTo(5);
        assertThat(alert.rule()).isEqualTo(SecurityRule.BRUTE_FORCE_USER);
        assertThat(alert.first()).isEqualTo(START.plusSeconds(9));
        assertThat(alert.last()).isEqualTo(START.plusSeconds(13));
        assertThat(alert.firstEvent()).isEqualTo("s-9");
        assertThat(alert.lastEvent()).isEqualTo("s-13");
        assertThat(alert.organisation()).isEqualTo(RED);
        assertThat(alert.acknowledged()).isEmpty();
    }

    @Test
    void anEventThatComesLateCountsAtItsOwnTime() {
        List<Observation> attempts = attempts("s", 10, START);
        security.add(RED, attempts.subList(1, 10));
        assertThat(security.find(RED, Standing.OPEN, 10)).isEmpty();

        security.add(RED, attempts.subList(0, 1));

        assertThat(only(security.find(RED, Standing.OPEN, 10)).last())
                .isEqualTo(START.plusSeconds(9));
    }

    @Test
    void whatHappensAfterAnAcknowledgementOpensAnotherAndAReplayDoesNot() {
        List<Observation> attempts = attempts("s", 12, START);
        security.add(RED, attempts);
        SecurityAlert open = only(security.find(RED, Standing.OPEN, 10));

        SecurityAlert seen = security.acknowledge(open.id(), "operator-1").orElseThrow();
        security.add(RED, attempts);

        assertThat(seen.id()).isEqualTo(open.id());
        assertThat(seen.acknowledged().map(SecurityAlert.Acknowledged::by)).contains("operator-1");
        assertThat(security.find(RED, Standing.OPEN, 10)).isEmpty();
        assertThat(security.acknowledge(open.id(), "operator-2")).isEmpty();

        security.add(RED, attempts("s", 1, START.plusSeconds(60)));

        SecurityAlert next = only(security.find(RED, Standing.OPEN, 10));
        assertThat(next.hits()).isOne();
        assertThat(next.id()).isNotEqualTo(open.id());
        assertThat(only(security.find(RED, Standing.ACKNOWLEDGED, 10)).hits()).isEqualTo(3);
        assertThat(security.find(RED, Standing.ALL, 10))
                .containsExactly(next, only(security.find(RED, Standing.ACKNOWLEDGED, 10)));
    }

    @Test
    void anOrganisationsAlertsAreItsOwnAndAllAreFoundTogether() {
        security.add(RED, attempts("s", 10, START));
        security.add(BLUE, attempts("s", 11, START));
        security.add(Optional.empty(), attempts("s", 9, START));

        assertThat(only(security.find(BLUE, Standing.OPEN, 10)).hits()).isEqualTo(2);
        assertThat(security.find(Optional.empty(), Standing.OPEN, 10))
                .extracting(SecurityAlert::organisation)
                .containsExactly(BLUE, RED);
        assertThat(security.find(Optional.empty(), Standing.OPEN, 1)).hasSize(1);
    }

    /** START is an hour ago. */
    @Test
    void aGrantIsAHitADayAfterAUseThatNobodyHasReviewed() {
        security.add(RED, List.of(grant("used", Bearing.PLAIN, -25 * 3600)));
        security.add(RED, List.of(grant("just-used", Bearing.PLAIN, 0)));
        security.add(
                RED,
                List.of(
                        grant("reviewed", Bearing.PLAIN, -30 * 3600),
                        grant("reviewed", Bearing.SUCCESS, -7 * 3600),
                        grant("reviewed-late", Bearing.PLAIN, -30 * 3600),
                        grant("reviewed-late", Bearing.SUCCESS, -6 * 3600 + 1),
                        grant("used-on", Bearing.PLAIN, -30 * 3600),
                        grant("used-on", Bearing.PLAIN, -7 * 3600)));

        List<SecurityAlert> open = security.find(RED, Standing.OPEN, 10);

        assertThat(open)
                .extracting(SecurityAlert::subject)
                .containsExactlyInAnyOrder("used", "reviewed-late");
        SecurityAlert used =
                open.stream().filter(one -> one.subject().equals("used")).findFirst().orElseThrow();
        assertThat(used.rule()).isEqualTo(SecurityRule.UNREVIEWED_BREAK_GLASS);
        assertThat(used.hits()).isOne();
        assertThat(used.last()).isEqualTo(START.minusSeconds(3600));
        assertThat(used.lastEvent()).isEqualTo("used--90000-PLAIN");
    }

    @Test
    void aReviewOfTheSameInstantCountsAndAUseAfterItWantsAnother() {
        security.add(
                RED,
                List.of(
                        grant("s", Bearing.PLAIN, -90 * 3600),
                        grant("s", Bearing.SUCCESS, -90 * 3600)));
        assertThat(security.find(RED, Standing.OPEN, 10)).isEmpty();

        security.add(RED, List.of(grant("s", Bearing.PLAIN, -50 * 3600)));

        assertThat(only(security.find(RED, Standing.OPEN, 10)).last())
                .isEqualTo(START.minusSeconds(26 * 3600));
    }

    @Test
    void aReviewThatIsToldLateHealsAndOneThatCameTooLateDoesNot() {
        security.add(RED, List.of(grant("s", Bearing.PLAIN, -90 * 3600)));
        SecurityAlert open = only(security.find(RED, Standing.OPEN, 10));

        security.add(RED, List.of(grant("s", Bearing.SUCCESS, -65 * 3600)));
        assertThat(security.find(RED, Standing.OPEN, 10)).containsExactly(open);
        security.add(RED, List.of(grant("s", Bearing.SUCCESS, -67 * 3600)));
        assertThat(security.find(RED, Standing.OPEN, 10)).isEmpty();
    }

    @Test
    void anUnreviewedGrantCanBeAcknowledgedAndComesBackWithItsNextUse() {
        security.add(RED, List.of(grant("s", Bearing.PLAIN, -90 * 3600)));
        SecurityAlert open = only(security.find(RED, Standing.OPEN, 10));

        assertThat(security.acknowledge(open.id(), "operator-1")).isPresent();
        security.add(RED, List.of(grant("s", Bearing.PLAIN, -90 * 3600)));
        assertThat(security.find(RED, Standing.OPEN, 10)).isEmpty();
        security.add(RED, List.of(grant("s", Bearing.PLAIN, -40 * 3600)));

        assertThat(only(security.find(RED, Standing.OPEN, 10)).id()).isNotEqualTo(open.id());
        assertThat(security.find(RED, Standing.ALL, 10)).hasSize(2);
    }

    private static Observation grant(String grant, Bearing bearing, int seconds) {
        return new Observation(
                SecurityRule.UNREVIEWED_BREAK_GLASS,
                grant,
                "",
                bearing,
                grant + "-" + seconds + "-" + bearing,
                START.plusSeconds(seconds));
    }

    @Test
    void nobodyChangesWhatWasFound() throws SQLException {
        security.add(RED, attempts("s", 10, START));
        try (Connection app = database.asApp()) {
            for (String table : List.of("observations", "hits", "waits", "acknowledgements")) {
                for (String change : List.of("DELETE FROM security.", "TRUNCATE security.")) {
                    Assertions.assertThatExceptionOfType(SQLException.class)
                            .isThrownBy(() -> StoreServer.execute(app, change + table))
                            .returns("42501", SQLException::getSQLState);
                }
            }
        }
    }

    private static SecurityAlert only(List<SecurityAlert> alerts) {
        assertThat(alerts).hasSize(1);
        return alerts.getFirst();
    }

    /** One a second. */
    private static List<Observation> attempts(String subject, int count, Instant from) {
        var attempts = new ArrayList<Observation>();
        for (int i = 0; i < count; i++) {
            Instant at = from.plusSeconds(i);
            attempts.add(
                    new Observation(
                            SecurityRule.BRUTE_FORCE_USER,
                            subject,
                            "",
                            Bearing.PLAIN,
                            subject + "-" + (at.getEpochSecond() - START.getEpochSecond()),
                            at));
        }
        return attempts;
    }
}
