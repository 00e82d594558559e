package dev.headrace.persistence;

import dev.headrace.insight.Observation;
import dev.headrace.insight.SecurityAlert;
import dev.headrace.insight.SecurityStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Observations, hits and acknowledgements in PostgreSQL. A subject that gets an observation is
 * looked at anew around that time; a hit that was found before is known by its key.
 */
final class PostgresSecurity implements SecurityStore {

    /** Two nodes that looked at one subject at once would each see a half of it. */
    private static final String LOCK =
            """
            SELECT pg_advisory_xact_lock(
              hashtextextended('security/' || current_setting('headrace.organisation'), 0))
            """;

    private static final String ACKNOWLEDGE =
            """
            INSERT INTO security.acknowledgements
              (organisation, rule, subject, until, acknowledged_by, acknowledged_at)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    /** More open alerts of one organisation are nobody's to acknowledge one by one. */
    private static final int MOST_OPEN = 10_000;

    private final RelationalStore store;
    private final OpenMonths months;

    PostgresSecurity(RelationalStore store) {
        this.store = store;
        this.months =
                new OpenMonths(
                        store,
                        EnumSet.of(
                                MonthlyTable.SECURITY_OBSERVATIONS,
                                MonthlyTable.SECURITY_HITS,
                                MonthlyTable.SECURITY_WAITS));
    }

    @Override
    public int add(Optional<String> organisation, List<Observation> observations) {
        return months.add(organisation, observations, Observation::at, PostgresSecurity::add)
                .sealed();
    }

    private static int add(
            Connection connection, Organisation organisation, List<Observation> observations)
            throws SQLException {
        Sql.texts(connection, LOCK);
        Map<Boolean, List<Observation>> waiting =
                observations.stream().collect(Collectors.partitioningBy(one -> one.rule().waits()));
        WaitRows.insert(connection, organisation, waiting.getOrDefault(true, List.of()));
        List<Observation> others = waiting.getOrDefault(false, List.of());
        var rows = new ObservationRows(connection, organisation);
        rows.insert(others);
        return rows.insertHits(rows.around(others));
    }

    private AlertRows alerts(Organisation organisation) {
        return new AlertRows(organisation, store.clock().instant());
    }

    @Override
    public List<SecurityAlert> find(Optional<String> organisation, Standing standing, int limit) {
        try {
            List<SecurityAlert> found = new ArrayList<>();
            for (Organisation one : store.organisations(organisation)) {
                found.addAll(
                        store.inTransaction(
                                one, connection -> alerts(one).find(connection, standing, limit)));
            }
            return found.stream()
                    .sorted(
                            Comparator.comparing(SecurityAlert::last)
                                    .reversed()
                                    .thenComparing(SecurityAlert::id))
                    .limit(limit)
                    .toList();
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    @Override
    public Optional<SecurityAlert> acknowledge(String id, String who) {
        try {
            for (Organisation one : store.organisations(Optional.empty())) {
                Optional<SecurityAlert> done =
                        store.inTransaction(
                                one, connection -> acknowledge(connection, one, id, who));
                if (done.isPresent()) {
                    return done;
                }
            }
            return Optional.empty();
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    private Optional<SecurityAlert> acknowledge(
            Connection connection, Organisation organisation, String id, String who)
            throws SQLException {
        Sql.texts(connection, LOCK);
        var alerts = alerts(organisation);
        Optional<SecurityAlert> open =
                alerts.find(connection, Standing.OPEN, MOST_OPEN).stream()
                        .filter(alert -> alert.id().equals(id))
                        .findFirst();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        SecurityAlert alert = open.get();
        try (PreparedStatement insert = connection.prepareStatement(ACKNOWLEDGE)) {
            insert.setString(1, organisation.name());
            insert.setString(2, alert.rule().word());
            insert.setString(3, alert.subject());
            insert.setObject(4, alert.last().atOffset(ZoneOffset.UTC));
            insert.setString(5, who);
            insert.setObject(6, store.clock().instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
        return alerts.find(connection, Standing.ACKNOWLEDGED, MOST_OPEN).stream()
                .filter(seen -> seen.id().equals(id))
                .findFirst();
    }
}
