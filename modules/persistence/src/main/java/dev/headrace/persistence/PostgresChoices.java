package dev.headrace.persistence;

import dev.headrace.event.Purpose;
import dev.headrace.insight.StoreMisconfiguredException;
import dev.headrace.insight.StoreUnavailableException;
import dev.headrace.privacy.Choice;
import dev.headrace.privacy.ChoiceStore;
import dev.headrace.privacy.Choices;
import dev.headrace.privacy.ChoicesUnavailableException;
import dev.headrace.privacy.PersonMark;
import dev.headrace.privacy.Standing;
import dev.headrace.privacy.Standing.Agreement;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Choices in PostgreSQL. Changes are made one after the other, since each locks the book; what is
 * read is never older than the generation that it is said to be of.
 */
final class PostgresChoices implements ChoiceStore {

    private static final String BOOK = "SELECT generation, key_check FROM privacy.book";

    private static final String EXCLUDED =
            "SELECT mark, kind FROM privacy.exclusions WHERE revoked_at IS NULL";

    private static final String SAID =
            """
            SELECT DISTINCT ON (mark, purpose) mark, purpose, given
            FROM privacy.consents ORDER BY mark, purpose, generation DESC
            """;

    private static final String ORGANISATIONS =
            "SELECT organisation FROM ops.organisations ORDER BY organisation";

    private static final String IN_FORCE =
            "SELECT e FROM ExclusionRow e WHERE e.organisation = :organisation AND e.mark = :mark"
                    + " AND e.revokedAt IS NULL";

    /** Rows that are in memory at once while a store is read. */
    private static final int FETCHED = 5_000;

    private final RelationalStore store;
    private final byte[] check;

    PostgresChoices(RelationalStore store, byte[] check) {
        this.store = store;
        this.check = check.clone();
    }

    /** Something that is asked of the store. */
    private interface Question<T> {
        T ask() throws SQLException;
    }

    @Override
    public long generation() {
        return asked(() -> {
            try (Connection connection = store.ready().app().getConnection()) {
                return generation(connection);
            }
        });
    }

    private long generation(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(BOOK);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new ChoicesUnavailableException("privacy.book has no row");
            }
            byte[] theirs = row.getBytes(2);
            if (theirs != null && !MessageDigest.isEqual(theirs, check)) {
                throw foreign();
            }
            return row.getLong(1);
        }
    }

    private static ChoicesUnavailableException foreign() {
        return new ChoicesUnavailableException(
                "the choices in the store were made with another headrace.privacy.choices-key-file:"
                        + " give every node the same one");
    }

    @Override
    public Choices read() {
        return asked(() -> {
            long generation;
            List<String> organisations;
            try (Connection connection = store.ready().app().getConnection()) {
                generation = generation(connection);
                organisations = Sql.texts(connection, ORGANISATIONS);
            }
            var people = new HashMap<PersonMark, Standing>();
            for (String name : organisations) {
                store.inTransaction(
                        new Organisation(name),
                        connection -> {
                            exclusions(connection, people);
                            consents(connection, people);
                            return name;
                        });
            }
            return new Choices(generation, people);
        });
    }

    private static void exclusions(Connection connection, Map<PersonMark, Standing> people)
            throws SQLException {
        try (Statement query = connection.createStatement()) {
            query.setFetchSize(FETCHED);
            try (ResultSet rows = query.executeQuery(EXCLUDED)) {
                while (rows.next()) {
                    Choice.Kind kind =
                            Choice.Kind.valueOf(rows.getString(2).toUpperCase(Locale.ROOT));
                    PersonMark mark = PersonMark.of(rows.getBytes(1));
                    people.put(mark, known(people, mark).excluded(kind));
                }
            }
        }
    }

    private static void consents(Connection connection, Map<PersonMark, Standing> people)
            throws SQLException {
        try (Statement query = connection.createStatement()) {
            query.setFetchSize(FETCHED);
            try (ResultSet rows = query.executeQuery(SAID)) {
                while (rows.next()) {
                    PersonMark mark = PersonMark.of(rows.getBytes(1));
                    Purpose purpose = Purpose.valueOf(rows.getString(2).toUpperCase(Locale.ROOT));
                    Agreement said = rows.getBoolean(3) ? Agreement.GIVEN : Agreement.WITHDRAWN;
                    people.put(mark, known(people, mark).with(purpose, said));
                }
            }
        }
    }

    private static Standing known(Map<PersonMark, Standing> people, PersonMark mark) {
        return people.getOrDefault(mark, Standing.NOTHING);
    }

    @Override
    public void add(Choice choice) {
        Organisation organisation = Organisation.of(choice.organisation());
        Instant now = store.clock().instant();
        asked(() ->
                store.ready()
                        .entities()
                        .inTransaction(
                                organisation,
                                entities -> {
                                    add(entities, organisation, choice, now);
                                    return choice;
                                }));
    }

    private void add(
            EntityManager entities, Organisation organisation, Choice choice, Instant now) {
        register(entities, organisation);
        ChoiceBookRow book =
                entities.find(
                        ChoiceBookRow.class, ChoiceBookRow.ID, LockModeType.PESSIMISTIC_WRITE);
        if (book == null || !book.isOf(check)) {
            throw foreign();
        }
        List<ExclusionRow> inForce = inForce(entities, organisation, choice);
        switch (choice) {
            case Choice.Exclusion made -> {
                if (inForce.isEmpty()) {
                    entities.persist(new ExclusionRow(book.next(), organisation, made, now));
                }
            }
            case Choice.Readmission ended -> {
                if (!inForce.isEmpty()) {
                    book.next();
                    inForce.forEach(row -> row.revoke(now));
                }
            }
            case Choice.Consent said ->
                    entities.persist(new ConsentRow(book.next(), organisation, said, now));
        }
    }

    private static List<ExclusionRow> inForce(
            EntityManager entities, Organisation organisation, Choice choice) {
        return entities.createQuery(IN_FORCE, ExclusionRow.class)
                .setParameter("organisation", organisation.name())
                .setParameter("mark", choice.mark().bytes())
                .getResultList();
    }

    private static void register(EntityManager entities, Organisation organisation) {
        try {
            organisation.register(entities.unwrap(Connection.class));
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    private static <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw away(SqlFailure.of(e));
        } catch (StoreUnavailableException | StoreMisconfiguredException e) {
            throw away(e);
        } catch (PersistenceException e) {
            throw new ChoicesUnavailableException("the store did not take or give choices", e);
        }
    }

    private static ChoicesUnavailableException away(RuntimeException e) {
        return new ChoicesUnavailableException(String.valueOf(e.getMessage()), e);
    }
}
