package dev.headrace.persistence;

import dev.headrace.insight.AuditChain;
import dev.headrace.insight.AuditEntry;
import dev.headrace.insight.AuditStore;
import dev.headrace.insight.AuditWalk;
import dev.headrace.insight.AuditWitness.End;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The audit trail in PostgreSQL. Writers of one organisation wait for each other, so that a row is
 * known before another node could append it too, and a chain has no gaps.
 */
final class PostgresAudit implements AuditStore {

    private static final String LOCK =
            """
            SELECT pg_advisory_xact_lock(
              hashtextextended('audit/' || current_setting('headrace.organisation'), 0))
            """;

    private final RelationalStore store;
    private final OpenMonths months;
    private final OpenMonths staffMonths;

    /** An end before an addition, and the one after. */
    private record Moved(End before, End now) {}

    PostgresAudit(RelationalStore store) {
        this.store = store;
        this.months = new OpenMonths(store, EnumSet.of(MonthlyTable.AUDIT_LOGS));
        this.staffMonths = new OpenMonths(store, EnumSet.of(MonthlyTable.STAFF_ACTIVITY));
    }

    @Override
    public Appended append(Optional<String> organisation, List<AuditEntry> entries) {
        SortedSet<StaffDays.Day> days = days(entries);
        var moved = new AtomicReference<Optional<Moved>>(Optional.empty());
        OpenMonths.Added added =
                months.add(
                        organisation,
                        entries,
                        AuditEntry::at,
                        (connection, bound, open) -> {
                            Sql.texts(connection, LOCK);
                            List<AuditEntry> fresh =
                                    fresh(open, new ChainRows(connection, bound).known(open));
                            if (!fresh.isEmpty()) {
                                moved.set(Optional.of(append(connection, bound, fresh)));
                            }
                            StaffDays.refresh(connection, bound, days);
                            return fresh.size();
                        });
        moved.get()
                .ifPresent(move ->
                        store.node().witness().remember(organisation, move.before(), move.now()));
        return new Appended(
                added.done(), entries.size() - added.sealed() - added.done(), added.sealed());
    }

    private SortedSet<StaffDays.Day> days(List<AuditEntry> entries) {
        try {
            return StaffDays.of(entries, staffMonths);
        } catch (SQLException e) {
            store.forgetPartitions();
            throw SqlFailure.of(e);
        }
    }

    private Moved append(Connection connection, Organisation bound, List<AuditEntry> fresh)
            throws SQLException {
        String node = store.node().id();
        var rows = new ChainRows(connection, bound);
        End before = rows.end(node);
        return new Moved(before, rows.append(node, before, fresh));
    }

    /** Those that are not there, each once. */
    private static List<AuditEntry> fresh(List<AuditEntry> entries, Set<Integer> known) {
        var seen = new HashSet<List<Object>>();
        var fresh = new ArrayList<AuditEntry>();
        for (int i = 0; i < entries.size(); i++) {
            AuditEntry entry = entries.get(i);
            if (!known.contains(i) && seen.add(List.of(entry.at(), entry.id()))) {
                fresh.add(entry);
            }
        }
        return fresh;
    }

    /** Also those whose rows are all gone. */
    private Set<Organisation> organisations(Optional<String> named) throws SQLException {
        var organisations = new LinkedHashSet<>(store.organisations(named));
        if (named.isEmpty()) {
            store.node().witness().organisations().stream()
                    .map(Organisation::of)
                    .forEach(organisations::add);
        }
        return organisations;
    }

    @Override
    public List<AuditChain> verify(Optional<String> organisation) {
        try {
            var chains = new ArrayList<AuditChain>();
            for (Organisation one : organisations(organisation)) {
                var reading = new ChainReading(one, store.node(), store.clock().instant());
                chains.addAll(store.inSnapshot(one, reading::read));
            }
            return chains;
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    @Override
    public AuditWalk walk() {
        return new ChainWalk(store, () -> organisations(Optional.empty()));
    }
}
