package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headrace.insight.AuditChain;
import dev.headrace.insight.AuditChain.Break;
import dev.headrace.insight.AuditChain.Fault;
import dev.headrace.insight.AuditEntry;
import dev.headrace.insight.AuditStore.Appended;
import dev.headrace.insight.AuditWitness;
import dev.headrace.insight.RetentionStore;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit trail as a chain, and what somebody who owns the tables can do to it unseen. */
@ExtendWith(StoreServer.class)
class AuditChainIT {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final Clock CLOCK = Clock.fixed(RowSecurityIT.NOW, ZoneOffset.UTC);
    private static final Optional<String> RED = Optional.of("red");
    private static final Optional<String> BLUE = Optional.of("blue");

    private final StoreServer.Database database;
    private final RelationalStore store;

    AuditChainIT(StoreServer.Database database) {
        this.database = database;
        this.store = node("one");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private RelationalStore node(String name) {
        return database.store(new StoreNode(name, AuditWitness.none()), CLOCK);
    }

    @Test
    void holdsOverBatchesAndRestarts() {
        append(store, RED, 0, 3);
        append(store, RED, 3, 4);
        try (RelationalStore again = node("one")) {
            append(again, RED, 4, 9);
        }

        AuditChain chain = only(store.insight().audit().verify(RED));

        assertThat(chain.broken()).isEmpty();
        assertThat(chain.node()).isEqualTo("one");
        assertThat(chain.organisation()).isEqualTo(RED);
        assertThat(chain.rows()).isEqualTo(9);
        assertThat(chain.dropped()).isZero();
        assertThat(chain.last()).isEqualTo(9);
        assertThat(chain.hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void keepsAnEventToTheByteAndItsNumbersInTheOrderOfDelivery() throws SQLException {
        List<AuditEntry> entries = entries(0, 5);
        Collections.shuffle(entries, new Random(1));

        store.insight().audit().append(RED, entries);

        List<String> events = asRed("SELECT event FROM audit.audit_logs ORDER BY chain_number");
        assertThat(events).isEqualTo(entries.stream().map(AuditEntry::text).toList());
    }

    @Test
    void anEntryThatComesAgainIsKnownWhoeverBringsIt() {
        append(store, RED, 0, 5);

        Appended again = store.insight().audit().append(RED, entries(3, 7));
        List<AuditEntry> twice = new ArrayList<>(entries(7, 8));
        twice.addAll(entries(7, 8));
        Appended doubled = store.insight().audit().append(RED, twice);
        Appended byAnother;
        try (RelationalStore other = node("two")) {
            byAnother = other.insight().audit().append(RED, entries(0, 9));
        }

        assertThat(again).isEqualTo(new Appended(2, 2, 0));
        assertThat(doubled).isEqualTo(new Appended(1, 1, 0));
        assertThat(byAnother).isEqualTo(new Appended(1, 8, 0));
        assertThat(store.insight().audit().verify(RED))
                .extracting(AuditChain::node, AuditChain::rows, AuditChain::broken)
                .containsExactly(
                        tuple("one", 8L, Optional.empty()), tuple("two", 1L, Optional.empty()));
    }

    @Test
    void eachNodeAndOrganisationHasAChainOfItsOwnAlsoWhenTheyWriteAtOnce() throws Exception {
        try (RelationalStore other = node("two");
                var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Object>> writers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int from = i * 20;
                writers.add(() -> store.insight().audit().append(RED, entries(from, from + 20)));
                writers.add(() -> other.insight().audit().append(RED, entries(from, from + 20)));
                writers.add(() -> other.insight().audit().append(BLUE, entries(from, from + 20)));
            }
            for (var written : threads.invokeAll(writers)) {
                written.get();
            }
        }

        List<AuditChain> chains = store.insight().audit().verify(Optional.empty());

        assertThat(chains).allMatch(chain -> chain.broken().isEmpty());
        assertThat(rows(chains, RED)).isEqualTo(200);
        assertThat(rows(chains, BLUE)).isEqualTo(200);
    }

    private static long rows(List<AuditChain> chains, Optional<String> organisation) {
        return chains.stream()
                .filter(chain -> chain.organisation().equals(organisation))
                .mapToLong(AuditChain::rows)
                .sum();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "UPDATE audit.audit_logs SET status_code = 201 WHERE chain_number = 4 | 4 | CHANGED",
                "UPDATE audit.audit_logs SET event = replace(event, ' ', '') WHERE chain_number = 1 | 1 | CHANGED",
                "UPDATE audit.audit_logs SET occurred_at = occurred_at + interval '1 microsecond' WHERE chain_number = 9 | 9 | CHANGED",
                "UPDATE audit.audit_logs SET entity_id = NULL WHERE chain_number = 5 | 5 | CHANGED",
                "UPDATE audit.audit_logs SET actor_hash = '' WHERE chain_number = 5 | 5 | CHANGED",
                "UPDATE audit.audit_logs SET chain_number = 40 WHERE chain_number = 4 | 4 | MISSING",
                "UPDATE audit.audit_logs SET node = 'two' WHERE chain_number = 4 | 4 | MISSING",
                "DELETE FROM audit.audit_logs WHERE chain_number = 4 | 4 | MISSING",
                "DELETE FROM audit.audit_logs WHERE chain_number = 1 | 1 | MISSING",
                "DELETE FROM audit.audit_logs WHERE chain_number = 9 | 9 | MISSING",
                "DELETE FROM audit.audit_logs | 1 | MISSING",
                "UPDATE audit.heads SET chain_number = 8 | 9 | BEHIND_THE_END",
                "UPDATE audit.heads SET chain_hash = sha256('') | 9 | OTHER_END",
                "DELETE FROM audit.heads | 1 | NO_END",
            })
    void findsWhatTheOwnerHasDone(String change, long number, Fault fault) throws SQLException {
        append(store, RED, 0, 9);
        append(store, BLUE, 0, 3);

        asOwner(change);

        assertThat(first(store, RED)).contains(new Break(number, fault));
        assertThat(first(store, BLUE)).isEmpty();
    }

    @Test
    void findsARowThatWasPutInBetweenOrBehind() throws SQLException {
        append(store, RED, 0, 9);

        asOwner(copyOfRow(5, "chain_number"));
        assertThat(first(store, RED)).map(Break::number).contains(5L);

        asOwner("DELETE FROM audit.audit_logs WHERE event_id = 'forged'");
        assertThat(first(store, RED)).isEmpty();
        asOwner(copyOfRow(9, "10"));
        assertThat(first(store, RED)).map(Break::number).contains(10L);
    }

    /** With the hash made anew, but not those of the rows behind. */
    @Test
    void findsARowThatWasReplacedByOneThatIsRightInItself() throws SQLException {
        append(store, RED, 0, 9);
        try (RelationalStore forger = node("one")) {
            asOwner("DELETE FROM audit.audit_logs WHERE chain_number = 4");
            String before =
                    asRed(
                                    "SELECT encode(chain_hash, 'hex') FROM audit.audit_logs"
                                            + " WHERE chain_number = 3")
                            .getFirst();
            var bound = new Organisation("red");
            forger.inTransaction(
                    bound,
                    connection ->
                            new ChainRows(connection, bound)
                                    .append(
                                            "one",
                                            new AuditWitness.End(3, before),
                                            List.of(
                                                    AuditEntries.update(
                                                            "forged", START.plusSeconds(3)))));
        }
        asOwner(
                "UPDATE audit.heads h SET chain_number = 9, chain_hash = l.chain_hash"
                        + " FROM audit.audit_logs l WHERE l.chain_number = 9");

        assertThat(first(store, RED)).contains(new Break(5, Fault.DISCONNECTED));
    }

    @Test
    void aChainThatWasWrittenAnewFromEndToEndIsNotTheOneThatTheNodeRemembers() throws SQLException {
        try (RelationalStore remembering =
                database.store(new StoreNode("three", new RememberedEnds()), CLOCK)) {
            append(remembering, RED, 0, 6);
            assertThat(first(remembering, RED)).isEmpty();

            asOwner("DELETE FROM audit.audit_logs");
            asOwner("DELETE FROM audit.heads");
            try (RelationalStore forger = node("three")) {
                append(forger, RED, 10, 16);
            }

            assertThat(first(store, RED)).as("nobody else can tell").isEmpty();
            assertThat(first(remembering, RED)).contains(new Break(6, Fault.REMEMBERED_OTHERWISE));
        }
    }

    @Test
    void theNodeRemembersRowsThatAreGoneWithoutATrace() throws SQLException {
        try (RelationalStore remembering =
                database.store(new StoreNode("three", new RememberedEnds()), CLOCK)) {
            append(remembering, RED, 0, 6);
            asOwner("DELETE FROM audit.audit_logs");
            asOwner("DELETE FROM audit.heads");
            try (Connection owner = database.asOwner()) {
                StoreServer.execute(owner, "DELETE FROM ops.organisations");
            }

            List<AuditChain> chains = remembering.insight().audit().verify(Optional.empty());

            assertThat(only(chains).broken()).contains(new Break(1, Fault.NO_END));
        }
    }

    @Test
    void whatStandsBehindADroppedMonthIsStillChecked() throws SQLException {
        Instant october = Instant.parse("2019-10-31T23:59:50Z");
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 0; i < 20; i++) { // the month ends at 10; some come late
            entries.add(AuditEntries.update("e" + i, october.plusSeconds(i)));
        }
        Collections.swap(entries, 8, 12);
        store.insight().audit().append(RED, entries.subList(0, 12));
        store.insight().audit().append(RED, entries.subList(12, 20));
        append(store, BLUE, 0, 2);

        assertThat(store.insight().retention().keep())
                .extracting(RetentionStore.Dropped::table)
                .containsOnlyOnce("audit.audit_logs");

        AuditChain chain = only(store.insight().audit().verify(RED));
        assertThat(chain.broken()).isEmpty();
        assertThat(chain.rows()).isEqualTo(10);
        assertThat(chain.dropped()).isEqualTo(10);
        assertThat(chain.last()).isEqualTo(20);
        assertThat(
                        asRed(
                                "SELECT first_number || '-' || last_number FROM audit.anchors"
                                        + " ORDER BY first_number"))
                .containsExactly("1-8", "10-10", "13-13");
        append(store, RED, 50, 53);
        assertThat(first(store, RED)).isEmpty();
        asOwner("UPDATE audit.audit_logs SET action = 'READ' WHERE chain_number = 20");
        assertThat(first(store, RED)).contains(new Break(20, Fault.CHANGED));
    }

    @Test
    void aMonthThatWasDroppedWithoutAnAnchorOrTooEarlyIsMissed() throws SQLException {
        append(store, RED, 0, 4);
        try (Connection owner = database.asOwner()) {
            StoreServer.execute(owner, "DROP TABLE audit.audit_logs_y2026m11");
        }
        assertThat(first(store, RED)).contains(new Break(1, Fault.MISSING));

        asOwner(
                """
                INSERT INTO audit.anchors SELECT organisation, node, 1, 4,
                  decode(repeat('00', 32), 'hex'), chain_hash, '2026-11-01T00:00:00Z',
                  '2026-12-01T00:00:00Z', now() FROM audit.heads
                """);

        assertThat(first(store, RED)).contains(new Break(1, Fault.EARLY_ANCHOR));
    }

    /** Whatever is done to one row of many, the check names that row. */
    @Test
    void findsARandomChangeOfARandomRow() throws SQLException {
        append(store, RED, 0, 40);
        List<String> changes =
                List.of(
                        "UPDATE audit.audit_logs SET event = event || ' ' WHERE chain_number = %d",
                        "UPDATE audit.audit_logs SET event_id = event_id || 'x' WHERE chain_number = %d",
                        "UPDATE audit.audit_logs SET user_id = user_id + 1 WHERE chain_number = %d",
                        "UPDATE audit.audit_logs SET received_at = received_at - interval '1 day' WHERE chain_number = %d",
                        "UPDATE audit.audit_logs SET request_path = request_path || '/' WHERE chain_number = %d",
                        "UPDATE audit.audit_logs SET log_position = 'x' WHERE chain_number = %d",
                        "UPDATE audit.audit_logs SET chain_previous = sha256(chain_previous) WHERE chain_number = %d",
                        "UPDATE audit.audit_logs SET chain_hash = sha256(chain_hash) WHERE chain_number = %d",
                        "DELETE FROM audit.audit_logs WHERE chain_number = %d");
        var random = new Random(11);
        for (int i = 0; i < 60; i++) {
            int row = 1 + random.nextInt(40);
            String change = changes.get(random.nextInt(changes.size())).formatted(row);
            asOwner(
                    "CREATE TABLE audit.saved AS SELECT * FROM audit.audit_logs"
                            + " WHERE chain_number = "
                            + row);

            asOwner(change);

            assertThat(first(store, RED)).as(change).map(Break::number).contains((long) row);
            asOwner("DELETE FROM audit.audit_logs WHERE chain_number = " + row);
            asOwner("INSERT INTO audit.audit_logs SELECT * FROM audit.saved");
            asOwner("DROP TABLE audit.saved");
            assertThat(first(store, RED)).as("as it was").isEmpty();
        }
    }

    private static String copyOfRow(int number, String newNumber) {
        return """
        INSERT INTO audit.audit_logs (occurred_at, event_id, received_at, organisation,
          actor_type, user_id, action, entity_type, entity_id, request_path, status_code,
          action_context, event, log_position, node, chain_number, chain_previous, chain_hash)
        SELECT occurred_at, 'forged', received_at, organisation, actor_type, user_id, action,
          entity_type, entity_id, request_path, status_code, action_context, event, log_position,
          node, %s, chain_previous, chain_hash FROM audit.audit_logs WHERE chain_number = %d
        """
                .formatted(newNumber, number);
    }

    private static void append(
            RelationalStore node, Optional<String> organisation, int from, int until) {
        assertThat(node.insight().audit().append(organisation, entries(from, until)))
                .isEqualTo(new Appended(until - from, 0, 0));
    }

    /** One a second. */
    private static List<AuditEntry> entries(int from, int until) {
        return new ArrayList<>(
                IntStream.range(from, until)
                        .mapToObj(i -> AuditEntries.update("e" + i, START.plusSeconds(i)))
                        .toList());
    }

    private static Optional<Break> first(RelationalStore node, Optional<String> organisation) {
        return node.insight().audit().verify(organisation).stream()
                .filter(chain -> !chain.node().equals("two"))
                .flatMap(chain -> chain.broken().stream())
                .findFirst();
    }

    private static AuditChain only(List<AuditChain> chains) {
        assertThat(chains).hasSize(1);
        return chains.getFirst();
    }

    private List<String> asRed(String query) throws SQLException {
        return store.inTransaction(
                new Organisation("red"), connection -> Sql.texts(connection, query));
    }

    /** As the owner of the tables, who can give a right away, and so to itself. */
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
