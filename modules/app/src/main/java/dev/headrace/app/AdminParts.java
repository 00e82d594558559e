package dev.headrace.app;

import dev.headrace.auth.AdminTokenFile;
import dev.headrace.auth.AdminTokens;
import dev.headrace.auth.KeyEvidence;
import dev.headrace.event.StreamCatalog;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.Journal;
import dev.headrace.eventlog.RejectLog;
import dev.headrace.operations.AdminAccess;
import dev.headrace.operations.AdminJournal;
import dev.headrace.operations.Administered;
import dev.headrace.operations.AllowedHosts;
import dev.headrace.operations.LogForecast;
import dev.headrace.privacy.PersonalChoices;
import dev.headrace.privacy.PseudonymKeys;
import dev.headrace.publishing.Publishing;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** What the admin resources are made of. Open it after publishing and close it before. */
record AdminParts(
        AdminTokens tokens,
        AdminAccess access,
        AdminJournal journal,
        LogForecast forecast,
        Administered administered,
        OpenParts open)
        implements AutoCloseable {

    /** What is there already. */
    record Around(
            EventLog log,
            DeadLetters deadLetters,
            RejectLog rejects,
            KeyEvidence keys,
            StreamCatalog streams,
            Publishing publishing,
            PersonalChoices choices,
            PseudonymKeys pseudonyms) {}

    /**
     * Reads the tokens, which are made at the first start, and the journal.
     *
     * @throws dev.headrace.auth.AuthSettingsException when the tokens cannot be used
     * @throws dev.headrace.eventlog.EventLogFailedException when the journal cannot be opened
     */
    static AdminParts open(
            HeadraceSettings settings,
            DataFolder folder,
            Around around,
            Clock clock,
            RandomGenerator random) {
        AdminTokenFile.createIfMissing(settings.admin().tokensFile(), random);
        AdminTokens tokens = AdminTokens.open(settings.admin().tokensFile(), clock);
        var hosts =
                new AllowedHosts(
                        settings.internalListener().host(), settings.admin().allowedHosts());
        var forecast = new LogForecast(around.log(), around.publishing()::status, clock);
        var open = new OpenParts();
        Journal journal = open.opened("admin journal", folder.openJournal("admin"));
        open.opened("admin tokens", new Periodic("admin-tokens", Periodic.SOON, tokens::refresh));
        open.opened(
                "log forecast", new Periodic("log-forecast", LogForecast.PERIOD, forecast::sample));
        return new AdminParts(
                tokens,
                new AdminAccess(tokens, hosts, clock),
                AdminJournal.open(journal, clock),
                forecast,
                administered(around),
                open);
    }

    private static Administered administered(Around around) {
        return new Administered(
                around.publishing(),
                around.publishing()::accounts,
                around.publishing().replays(),
                around.deadLetters(),
                around.rejects(),
                around.keys(),
                around.streams(),
                around.log(),
                around.choices(),
                around.pseudonyms());
    }

    @Override
    public void close() {
        open.close();
    }
}
