package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.insight.AuditEntry;
import dev.headrace.insight.AuditStore;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What staff did per day follows from the audit trail alone. */
@ExtendWith(StoreServer.class)
class StaffDaysIT {

    private static final Instant DAY = Instant.parse("2026-11-21T00:00:00Z");
    private static final Optional<String> RED = Optional.of("red");

    /** Everything of a day, in the order of the keys. */
    private static final String DAYS =
            """
            SELECT to_char(begins_at, 'YYYY-MM-DD') || ' ' || user_id || ' ' || creates || ' '
              || updates || ' ' || deletes || ' ' || failures || ' ' || entities || ' '
              || to_char(first_at, 'HH24:MI:SS') || ' ' || to_char(last_at, 'HH24:MI:SS')
            FROM staff.activity_daily ORDER BY begins_at, user_id
            """;

    private static final String FIRST_DAY =
            "2026-11-21 42 1 2 1 1 {\"form\": 3, \"patient\": 1} 00:00:00 23:59:59";

    private final StoreServer.Database database;
    private final RelationalStore store;
    private final AuditStore audit;

    StaffDaysIT(StoreServer.Database database) {
        this.database = database;
        this.store = database.store(Clock.fixed(RowSecurityIT.NOW, ZoneOffset.UTC));
        this.audit = store.insight().audit();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static List<AuditEntry> day() {
        return new ArrayList<>(
                List.of(
                        AuditEntries.of("1", DAY, "CREATE", "form", 201),
                        AuditEntries.of("2", DAY.plusSeconds(60), "UPDATE", "form", 200),
                        AuditEntries.of("3", DAY.plusSeconds(61), "UPDATE", "form", 200),
                        AuditEntries.of("4", DAY.plusSeconds(62), "UPDATE", "report", 403),
                        AuditEntries.of("5", DAY.plusSeconds(86_399), "DELETE", "patient", 204)));
    }

    @Test
    void countsWhatWasDoneAndWhatFailed() throws SQLException {
        audit.append(RED, day());

        assertThat(days("red")).containsExactly(FIRST_DAY);
    }

    @Test
    void anotherDayAnotherPersonAndAnotherOrganisationCountForThemselves() throws SQLException {
        audit.append(RED, day());
        audit.append(
                RED,
                List.of(
                        AuditEntries.of("6", DAY.plusSeconds(86_400), "READ", "form", 200),
                        AuditEntries.of("7", DAY, "staff", Optional.of(7L), "CREATE", "form", 201),
                        AuditEntries.of(
                                "8", DAY, "admin", Optional.of(8L), "CREATE", "form", 201)));
        audit.append(Optional.of("blue"), day().subList(0, 1));

        assertThat(days("red"))
                .containsExactly(
                        "2026-11-21 7 1 0 0 0 {\"form\": 1} 00:00:00 00:00:00",
                        "2026-11-21 8 1 0 0 0 {\"form\": 1} 00:00:00 00:00:00",
                        FIRST_DAY,
                        "2026-11-22 42 0 0 0 0 {\"form\": 1} 00:00:00 00:00:00");
        assertThat(days("blue"))
                .containsExactly("2026-11-21 42 1 0 0 0 {\"form\": 1} 00:00:00 00:00:00");
    }

    @Test
    void patientsAndMachinesAreNoStaff() throws SQLException {
        audit.append(
                RED,
                List.of(
                        AuditEntries.of(
                                "1", DAY, "patient", Optional.empty(), "CREATE", "form", 201),
                        AuditEntries.of(
                                "2", DAY, "system", Optional.of(42L), "CREATE", "form", 201)));

        assertThat(days("red")).isEmpty();
    }

    @Test
    void orderRepeatsAndPartsDoNotMatter() throws SQLException {
        List<AuditEntry> entries = day();
        Collections.shuffle(entries, new Random(4));

        for (AuditEntry entry : entries) {
            audit.append(RED, List.of(entry));
        }
        audit.append(RED, entries);

        assertThat(days("red")).containsExactly(FIRST_DAY);
    }

    @Test
    void aReplayMakesATableAnewThatWasEmptied() throws SQLException {
        audit.append(RED, day());
        try (Connection owner = database.asOwner()) {
            StoreServer.execute(owner, "TRUNCATE staff.activity_daily");
        }
        assertThat(days("red")).isEmpty();

        audit.append(RED, day());

        assertThat(days("red")).containsExactly(FIRST_DAY);
        assertThat(audit.verify(RED)).allMatch(chain -> chain.broken().isEmpty());
    }

    private List<String> days(String organisation) throws SQLException {
        return store.inTransaction(
                new Organisation(organisation), connection -> Sql.texts(connection, DAYS));
    }
}
