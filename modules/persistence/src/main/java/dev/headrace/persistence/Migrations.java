package dev.headrace.persistence;

import dev.headrace.insight.StoreMisconfiguredException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Brings the tables to the form that this version needs, one file after the other, all in a
 * transaction; the caller holds {@link #LOCK}. Only forward: a file that was applied never changes,
 * and a store that knows more files than this version is refused.
 */
final class Migrations {

    private static final List<String> FILES =
            List.of(
                    "V1__store.sql",
                    "V2__media.sql",
                    "V3__security.sql",
                    "V4__audit.sql",
                    "V5__privacy.sql",
                    "V6__erasure.sql");

    private static final String GRANTS = "grants.sql";

    /** "head": so that the lock meets nobody else's. */
    static final int LOCK = 0x68656164;

    private static final String BOOK =
            """
            CREATE SCHEMA IF NOT EXISTS ops;
            CREATE TABLE IF NOT EXISTS ops.migrations (
              number     int         PRIMARY KEY,
              file       text        NOT NULL,
              digest     text        NOT NULL,
              applied_at timestamptz NOT NULL DEFAULT now())
            """;

    private final String app;

    /**
     * @param app the role that works with the tables
     */
    Migrations(String app) {
        this.app = app;
    }

    /**
     * Applies what is missing.
     *
     * @param connection of the owner
     * @throws StoreMisconfiguredException when the store is newer, or holds another history
     */
    void apply(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Sql.execute(connection, BOOK);
            int known =
                    Integer.parseInt(
                            Sql.text(connection, "SELECT count(*) FROM ops.migrations")
                                    .orElseThrow());
            if (known > FILES.size()) {
                throw new StoreMisconfiguredException(
                        "The store was brought to form "
                                + known
                                + " by a newer Headrace; this one knows "
                                + FILES.size());
            }
            for (int number = 1; number <= FILES.size(); number++) {
                applyOrCompare(connection, number, FILES.get(number - 1));
            }
            Sql.execute(connection, text(GRANTS).replace("{app}", Sql.name(app)));
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void applyOrCompare(Connection connection, int number, String file)
            throws SQLException {
        String text = text(file);
        String digest = digest(text);
        Optional<String> applied =
                Sql.text(connection, "SELECT digest FROM ops.migrations WHERE number = ?", number);
        if (applied.isEmpty()) {
            Sql.execute(connection, text);
            note(connection, number, file, digest);
        } else if (!applied.get().equals(digest)) {
            throw new StoreMisconfiguredException(
                    "The store was made by another " + file + " than this Headrace has");
        }
    }

    private static void note(Connection connection, int number, String file, String digest)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO ops.migrations (number, file, digest) VALUES (?, ?, ?)")) {
            insert.setInt(1, number);
            insert.setString(2, file);
            insert.setString(3, digest);
            insert.executeUpdate();
        }
    }

    private static String text(String file) {
        try (InputStream in = Migrations.class.getResourceAsStream("migrations/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks migrations/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
