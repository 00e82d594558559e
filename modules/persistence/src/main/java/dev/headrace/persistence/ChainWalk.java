package dev.headrace.persistence;

import dev.headrace.insight.AuditChain;
import dev.headrace.insight.AuditWalk;
import dev.headrace.insight.AuditWitness.End;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Checks all chains, some rows at a time, each time in one state of the store. It keeps its place
 * in memory; a piece that fails is begun anew with its chain.
 */
final class ChainWalk implements AuditWalk {

    /** A chain or an organisation costs some statements, also where it has no row. */
    private static final int LEAST = 100;

    /** Rows on their way at once; an event may have 64 KiB. */
    private static final int FETCH = 200;

    private static final String ROWS =
            """
            SELECT * FROM audit.audit_logs
            WHERE organisation = ? AND node = ? AND chain_number >= ?
            ORDER BY chain_number LIMIT ?
            """;

    /** From one node to the next by the index, without a look at the rows between them. */
    private static final String NODES =
            """
            WITH RECURSIVE writers AS (
              (SELECT min(node) AS node FROM audit.audit_logs WHERE organisation = ?)
              UNION ALL
              SELECT (SELECT min(l.node) FROM audit.audit_logs l
                WHERE l.organisation = ? AND l.node > w.node)
              FROM writers w WHERE w.node IS NOT NULL
            )
            SELECT node FROM writers WHERE node IS NOT NULL
            UNION SELECT node FROM audit.heads UNION SELECT node FROM audit.anchors
            """;

    private final RelationalStore store;
    private final Organisations source;
    private final Deque<Organisation> organisations = new ArrayDeque<>();
    private final Deque<Chain> chains = new ArrayDeque<>();
    private Optional<ChainCheck> underWay = Optional.empty();

    /** Whose chains there are. */
    @FunctionalInterface
    interface Organisations {
        Iterable<Organisation> all() throws SQLException;
    }

    private record Chain(Organisation organisation, String node) {}

    /**
     * What came of one chain.
     *
     * @param end how it stands; empty when there is more of it
     */
    private record Step(int rows, Optional<AuditChain> end) {}

    ChainWalk(RelationalStore store, Organisations source) {
        this.store = store;
        this.source = source;
    }

    @Override
    public Piece next(int rows) {
        try {
            if (chains.isEmpty() && organisations.isEmpty()) {
                source.all().forEach(organisations::add);
            }
            return piece(rows);
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    private Piece piece(int most) throws SQLException {
        var ended = new ArrayList<AuditChain>();
        long rows = 0;
        int left = most;
        while (left > 0 && !(chains.isEmpty() && organisations.isEmpty())) {
            if (chains.isEmpty()) {
                chains.addAll(chains(organisations.getFirst()));
                organisations.removeFirst();
                left -= LEAST;
            } else {
                Step step = step(chains.getFirst(), left);
                step.end().ifPresent(ended::add);
                rows += step.rows();
                left -= Math.max(LEAST, step.rows());
            }
        }
        return new Piece(
                rows,
                ended,
                chains.isEmpty() && organisations.isEmpty() ? Round.DONE : Round.UNDER_WAY);
    }

    private List<Chain> chains(Organisation organisation) throws SQLException {
        String name = organisation.name();
        List<String> found =
                store.inSnapshot(
                        organisation, connection -> Sql.texts(connection, NODES, name, name));
        var nodes = new TreeSet<String>(found);
        if (store.node().witness().end(organisation.named()).isPresent()) {
            nodes.add(store.node().id());
        }
        return nodes.stream().map(node -> new Chain(organisation, node)).toList();
    }

    private Step step(Chain chain, int most) throws SQLException {
        ChainCheck check = underWay.orElseGet(() -> new ChainCheck(chain.node()));
        underWay = Optional.empty(); // until this has gone well
        Optional<End> remembered =
                chain.node().equals(store.node().id())
                        ? store.node().witness().end(chain.organisation().named())
                        : Optional.empty();
        Step step =
                store.inSnapshot(
                        chain.organisation(),
                        connection -> step(connection, chain, check, remembered, most));
        if (step.end().isPresent()) {
            chains.removeFirst();
        } else {
            underWay = Optional.of(check);
        }
        return step;
    }

    private Step step(
            Connection connection,
            Chain chain,
            ChainCheck check,
            Optional<End> remembered,
            int most)
            throws SQLException {
        check.goOn(
                ChainReading.anchors(connection).getOrDefault(chain.node(), List.of()),
                remembered,
                store.clock().instant());
        var rows = new ChainRows(connection, chain.organisation());
        int read = take(connection, chain, check, most);
        return new Step(
                read,
                read < most
                        ? Optional.of(check.end(chain.organisation(), rows.end(chain.node())))
                        : Optional.empty());
    }

    /**
     * Gives the next rows to the check; how many. The row that it has seen last is read again,
     * since another one with the same number may stand behind it.
     */
    private static int take(Connection connection, Chain chain, ChainCheck check, int most)
            throws SQLException {
        var rows = new ChainRows(connection, chain.organisation());
        try (PreparedStatement select = connection.prepareStatement(ROWS)) {
            select.setString(1, chain.organisation().name());
            select.setString(2, chain.node());
            select.setLong(3, Math.max(1, check.last()));
            select.setInt(4, most + 1);
            select.setFetchSize(FETCH);
            try (ResultSet at = select.executeQuery()) {
                return take(rows, at, check, most);
            }
        }
    }

    private static int take(ChainRows rows, ResultSet at, ChainCheck check, int most)
            throws SQLException {
        int taken = 0;
        boolean mayBeKnown = check.last() > 0;
        while (taken < most && at.next()) {
            ChainedRow row = rows.row(at);
            String stored = HexFormat.of().formatHex(at.getBytes("chain_hash"));
            if (!mayBeKnown || !check.isLast(row.number(), stored)) {
                check.take(row, stored);
                taken++;
            }
            mayBeKnown = false;
        }
        return taken;
    }
}
