package dev.headrace.persistence;

import dev.headrace.insight.MediaEvent;
import dev.headrace.insight.MediaEvent.Sender;
import dev.headrace.privacy.Pseudonyms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose events of media one organisation has had erased, so that a replay does not bring them back.
 * Hashes alone: a name that a contract keeps in clear is not kept here too.
 */
final class MediaErasures {

    /** An event of a month may be up to 30 days older than its receipt, and a month has an end. */
    private static final Duration SLACK = Duration.ofDays(62);

    /** Whoever adds events shares it; so an erasure begins when no addition is half done. */
    private static final String LOCK =
            """
            SELECT pg_advisory_xact_lock%s(
              hashtextextended('media erasures of ' || current_setting('headrace.organisation'), 0))
            """;

    private static final String FIND =
            "SELECT sender, until FROM media.erasures WHERE sender = ANY (?)";

    private static final String NOTE =
            """
            INSERT INTO media.erasures AS known (organisation, sender, until) VALUES (?, ?, ?)
            ON CONFLICT (organisation, sender) DO UPDATE SET until = excluded.until
              WHERE known.until < excluded.until
            """;

    private final Map<String, Instant> until;

    private MediaErasures(Map<String, Instant> until) {
        this.until = until;
    }

    /** What was erased of those who have sent events; it stays so until the transaction ends. */
    static MediaErasures of(Connection connection, List<MediaEvent> events) throws SQLException {
        Sql.texts(connection, LOCK.formatted("_shared"));
        Object[] senders =
                events.stream()
                        .flatMap(event -> event.sender().stream())
                        .map(Sender::name)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toArray();
        var until = new HashMap<String, Instant>();
        if (senders.length > 0) {
            try (PreparedStatement select = connection.prepareStatement(FIND)) {
                select.setArray(1, connection.createArrayOf("text", senders));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        until.put(
                                row.getString(1),
                                row.getObject(2, OffsetDateTime.class).toInstant());
                    }
                }
            }
        }
        return new MediaErasures(until);
    }

    /** Whether it was taken before its sender's events were erased. */
    boolean cover(MediaEvent event) {
        return event.sender().filter(this::cover).isPresent();
    }

    private boolean cover(Sender sender) {
        return Optional.ofNullable(until.get(sender.name()))
                .filter(end -> !sender.receivedAt().isAfter(end))
                .isPresent();
    }

    /** Writes down that events of these senders are erased; as the owner. How many are new. */
    static int note(
            Connection owner, Organisation organisation, Collection<String> senders, Instant now)
            throws SQLException {
        Sql.texts(owner, LOCK.formatted(""));
        organisation.register(owner);
        int noted = 0;
        try (PreparedStatement insert = owner.prepareStatement(NOTE)) {
            for (String sender : senders.stream().filter(Pseudonyms::isOne).sorted().toList()) {
                insert.setString(1, organisation.name());
                insert.setString(2, sender);
                insert.setObject(3, now.atOffset(ZoneOffset.UTC));
                noted += insert.executeUpdate();
            }
        }
        return noted;
    }

    /** Forgets what no open month can hold an event of; as the owner. */
    static void forget(Connection owner, Instant now) throws SQLException {
        OffsetDateTime before =
                now.atOffset(ZoneOffset.UTC).minus(MonthlyTable.MEDIA_EVENTS.kept()).minus(SLACK);
        try (PreparedStatement delete =
                owner.prepareStatement("DELETE FROM media.erasures WHERE until < ?")) {
            delete.setObject(1, before);
            delete.executeUpdate();
        }
    }
}
