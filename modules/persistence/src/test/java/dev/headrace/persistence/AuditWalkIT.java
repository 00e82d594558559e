package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.insight.AuditChain;
import dev.headrace.insight.AuditChain.Break;
import dev.headrace.insight.AuditChain.Fault;
import dev.headrace.insight.AuditEntry;
import dev.headrace.insight.AuditWalk;
import dev.headrace.insight.AuditWalk.Piece;
import dev.headrace.insight.AuditWalk.Round;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The audit trail checked in pieces, while it goes on. */
@ExtendWith(StoreServer.class)
class AuditWalkIT {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(RowSecurityIT.NOW, ZoneOffset.UTC);
    private static final Optional<String> RED = Optional.of("red");
    private static final Optional<String> BLUE = Optional.of("blue");

    /** More than an organisation costs, so that a chain is reached in the same piece. */
    private static final int ROWS = 107;

    private final StoreServer.Database database;
    private final RelationalStore store;
    private final AuditWalk walk;

    AuditWalkIT(StoreServer.Database database) {
        this.database = database;
        this.store = database.store(new StoreNode("one", new RememberedEnds()), CLOCK);
        this.walk = store.insight().audit().walk();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void comesToWhatTheWholeCheckComesToRoundByRound() {
        append(store, RED, 0, 500);
        append(store, BLUE, 0, 3);
        try (RelationalStore other =
                database.store(new StoreNode("two", new RememberedEnds()), CLOCK)) {
            append(other, RED, 500, 530);
            append(other, Optional.empty(), 0, 100);
        }
        List<AuditChain> whole = store.insight().audit().verify(Optional.empty());
        assertThat(whole).hasSize(4);

        for (int round = 0; round < 2; round++) {
            List<Piece> pieces = round();
            assertThat(chains(pieces)).containsExactlyInAnyOrderElementsOf(whole);
            assertThat(pieces).allMatch(piece -> piece.rows() <= ROWS);
            assertThat(pieces.stream().mapToLong(Piece::rows).sum()).isEqualTo(633);
        }
    }

    @Test
    void findsAChangeAheadInThisRoundAndABehindOneInTheNext() throws SQLException {
        append(store, RED, 0, 400);
        Piece first = walk.next(2 * ROWS);
        assertThat(first.chains()).isEmpty();

        asOwner("UPDATE audit.audit_logs SET status_code = 201 WHERE chain_number = 399");
        assertThat(broken(round())).contains(new Break(399, Fault.CHANGED));
        asOwner("UPDATE audit.audit_logs SET status_code = 200 WHERE chain_number = 399");
        assertThat(broken(round())).isEmpty();

        walk.next(2 * ROWS);
        asOwner("DELETE FROM audit.audit_logs WHERE chain_number = 2");
        assertThat(broken(round())).as("it was there").isEmpty();
        assertThat(broken(round())).contains(new Break(2, Fault.MISSING));
    }

    @Test
    void aSecondRowOfTheNumberWhereAPieceHasEndedIsFound() throws SQLException {
        append(store, RED, 0, 400);
        int taken = (int) walk.next(2 * ROWS).rows();
        assertThat(taken).isPositive();

        asOwner(
                """
                INSERT INTO audit.audit_logs (occurred_at, event_id, received_at, organisation,
                  actor_type, user_id, action, entity_type, entity_id, request_path, status_code,
                  event, log_position, node, chain_number, chain_previous, chain_hash)
                SELECT occurred_at, 'forged', received_at, organisation, actor_type, user_id,
                  action, entity_type, entity_id, request_path, status_code, event, log_position,
                  node, chain_number, chain_previous, chain_hash
                FROM audit.audit_logs WHERE chain_number = %d
                """
                        .formatted(taken));

        assertThat(broken(round())).contains(new Break(taken, Fault.DOUBLED));
    }

    @Test
    void rowsThatComeAndMonthsThatAreDroppedMeanwhileAreNoBreak() {
        Instant october = Instant.parse("2019-10-31T23:58:00Z"); // 120 of them are of that month
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            entries.add(AuditEntries.update("e" + i, october.plusSeconds(i)));
        }
        Collections.swap(entries, 10, 390);
        store.insight().audit().append(RED, entries);
        walk.next(ROWS + 60);

        assertThat(store.insight().retention().keep()).isNotEmpty();
        append(store, RED, 1_000, 1_050);
        List<AuditChain> chains = chains(round());

        assertThat(chains).hasSize(1).allMatch(chain -> chain.broken().isEmpty());
        assertThat(chains.getFirst().last()).isEqualTo(450);
        assertThat(broken(round())).isEmpty();
    }

    @Test
    void aChainOfWhichNothingIsLeftButWhatTheNodeRemembersIsMissed() throws SQLException {
        append(store, RED, 0, 6);
        asOwner("DELETE FROM audit.audit_logs");
        asOwner("DELETE FROM audit.heads");

        assertThat(broken(round())).contains(new Break(1, Fault.NO_END));
    }

    @Test
    void anEmptyTrailIsDoneAtOnce() {
        assertThat(walk.next(ROWS)).isEqualTo(new Piece(0, List.of(), Round.DONE));
    }

    /** The pieces until the round is done. */
    private List<Piece> round() {
        var pieces = new ArrayList<Piece>();
        do {
            pieces.add(walk.next(ROWS));
        } while (pieces.getLast().round() == Round.UNDER_WAY);
        return pieces;
    }

    private static List<AuditChain> chains(List<Piece> pieces) {
        return pieces.stream().flatMap(piece -> piece.chains().stream()).toList();
    }

    private static List<Break> broken(List<Piece> pieces) {
        return chains(pieces).stream().flatMap(chain -> chain.broken().stream()).toList();
    }

    private static void append(
            RelationalStore to, Optional<String> organisation, int from, int until) {
        var entries = new ArrayList<AuditEntry>();
        for (int i = from; i < until; i++) {
            entries.add(AuditEntries.update("e" + i, START.plusSeconds(i)));
        }
        to.insight().audit().append(organisation, entries);
    }

    private void asOwner(String change) throws SQLException {
        try (Connection owner = database.asOwner()) {
            owner.setAutoCommit(false);
            new Organisation("red").bind(owner);
            StoreServer.execute(
                    owner,
                    "CREATE POLICY forger ON audit.audit_logs USING (organisation = 'red')"
                            + " WITH CHECK (organisation = 'red')");
            StoreServer.execute(owner, change);
            StoreServer.execute(owner, "DROP POLICY forger ON audit.audit_logs");
            owner.commit();
        }
    }
}
