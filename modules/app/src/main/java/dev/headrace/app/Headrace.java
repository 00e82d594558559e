package dev.headrace.app;

import dev.headrace.app.HeadraceSettings.Store;
import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Deployments;
import dev.headrace.auth.HmacKeyFile;
import dev.headrace.auth.SessionTokens;
import dev.headrace.event.ByteSize;
import dev.headrace.event.Meters;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.Dedupe;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.RejectLog;
import dev.headrace.ingest.AllowedOrigins;
import dev.headrace.ingest.ClientAddresses;
import dev.headrace.ingest.DialectParts;
import dev.headrace.ingest.DrainGuard;
import dev.headrace.ingest.Enrichment;
import dev.headrace.ingest.GuardianDialect;
import dev.headrace.ingest.IngestParts;
import dev.headrace.ingest.OverloadGuard;
import dev.headrace.ingest.QuestionGate;
import dev.headrace.ingest.RateLimits;
import dev.headrace.ingest.SlowBodyWatch;
import dev.headrace.ingest.WebSites;
import dev.headrace.insight.AuditWatch;
import dev.headrace.insight.InsightStore;
import dev.headrace.persistence.EmbeddedPostgres;
import dev.headrace.persistence.StoreNode;
import dev.headrace.privacy.GeoFile;
import dev.headrace.privacy.MarkKey;
import dev.headrace.privacy.Places;
import dev.headrace.privacy.PrivacyKeys;
import dev.headrace.privacy.Refinery;
import dev.headrace.privacy.TrustedProxies;
import dev.headrace.privacy.UapUserAgents;
import dev.headrace.publishing.DeliveryProgress;
import dev.headrace.publishing.Publishing;
import dev.headrace.publishing.PublishingSettings;
import dev.headrace.publishing.SinkPlugins;
import dev.headrace.publishing.SinkSettings;
import dev.headrace.publishing.Surroundings;
import dev.headrace.validation.LiveStreams;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * All components, opened in the order of this file and closed in the reverse: what the doors need
 * is there before they open, and outlives them. Knows the order and nothing else.
 */
final class Headrace implements AutoCloseable {

    /** A quarter of the heap that bin/headrace gives. */
    private static final ByteSize BODIES_IN_FLIGHT = ByteSize.ofMebibytes(128);

    /** Ids must differ, not be secret; a SecureRandom makes every request wait for the others. */
    private static final RandomGenerator EVENT_IDS = () -> ThreadLocalRandom.current().nextLong();

    private final OpenParts open = new OpenParts();
    private final HeadraceSettings settings;
    private final Clock clock;
    private final SecureRandom random;

    private final DataFolder folder;
    private final LiveStreams streams;
    private final Authenticator authenticator;
    private final Insight insight;
    private final AuditWatch auditWatch;
    private final Deployments deployments;
    private final PrivacyKeys pseudonyms;
    private final Refinery refinery;
    private final Enrichment enrichment;
    private final ChoiceKeeping choices;
    private final byte[] receiptKey;
    private final List<SinkSettings> sinks;
    private final EventLog log;
    private final Dedupe dedupe;
    private final DeadLetters deadLetters;
    private final RejectLog rejects;
    private final RateLimits rates;
    private final Publishing publishing;
    private final AdminParts admin;
    private final SlowBodyWatch slowBodies;
    private final AllowedOrigins origins;
    private final DrainGuard drainGuard = new DrainGuard();

    private Headrace(HeadraceSettings settings, Clock clock, SecureRandom random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        try {
            origins = new AllowedOrigins(settings.allowedOrigins());
            insight = new Insight(settings.store());
            SinkPlugins plugins =
                    open.opened(
                            "plugins",
                            SinkPlugins.load(settings.pluginsFolder(), insight.builtIn()));
            SinkDefaults.refuseBad(settings, plugins);
            folder = open.opened("data folder", DataFolder.open(settings.dataDir(), random));
            streams = LiveStreams.open(settings.streamFolders(), contractDigests());
            SinkDefaults.refuseVain(settings, plugins, streams);
            authenticator = openAuthenticator();
            deployments = Deployments.open(settings.deploymentKeysFile(), random, clock);
            open.opened(
                    "key refresh",
                    new Periodic("key-refresh", Periodic.SOON, authenticator::refresh));
            keepKeyUse();
            pseudonyms = openPrivacyKeys();
            refinery = new Refinery(pseudonyms);
            enrichment = new Enrichment(openPlaces(), UapUserAgents.load(System::nanoTime));
            receiptKey = ReceiptKey.open(settings.dataDir(), random);
            Optional<Store.Database> store = openStore();
            insight.open(store, openStoreNode(), pseudonyms, clock);
            open.opened("store", insight);
            auditWatch = new AuditWatch(() -> insight.store().map(InsightStore::audit), clock);
            choices = open.opened("choices of persons", openChoices());
            sinks = insight.with(SinkDefaults.complete(settings, store));
            DeliveryProgress progress =
                    open.opened("progress", DeliveryProgress.open(folder, delivery()));
            log = open.opened("event log", folder.openLog(settings.log(), progress, clock));
            dedupe =
                    open.opened("dedupe", folder.openDedupe(settings.dedupe(), log, clock, random));
            deadLetters = open.opened("dead letters", folder.openDeadLetters());
            rejects =
                    open.opened("reject log", folder.openRejectLog(settings.rejectsQuota(), clock));
            rates =
                    new RateLimits(
                            settings.limits().rate(),
                            settings.limits().invalidCredentials(),
                            System::nanoTime);
            publishing = open.opened("publishing", startPublishing(plugins, progress));
            publishing.keepAccounts(settings.accountsEvery());
            keepStreams(plugins);
            StoreRounds.start(open, insight, auditWatch, settings.auditCheckEvery());
            admin = open.opened("admin", openAdmin());
            slowBodies =
                    open.opened(
                            "slow body watch", new SlowBodyWatch(settings.limits().bodyTimeout()));
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /**
     * Opens everything; when this returns, events can be taken.
     *
     * @throws RuntimeException named for the cause; nothing is left open then
     */
    static Headrace open(HeadraceSettings settings, Clock clock, SecureRandom random) {
        return new Headrace(settings, clock, random);
    }

    private PrivacyKeys openPrivacyKeys() {
        PrivacyKeys keys = PrivacyKeys.open(settings.privacy().keysFile(), random, clock);
        open.opened(
                "privacy key refresh",
                new Periodic("privacy-key-refresh", Periodic.SOON, keys::refresh));
        return keys;
    }

    private Places openPlaces() {
        Optional<Path> file = settings.privacy().placesFile();
        if (file.isEmpty()) {
            return Places.NONE;
        }
        GeoFile places = GeoFile.open(file.get());
        open.opened(
                "places refresh", new Periodic("places-refresh", Periodic.SOON, places::refresh));
        return places;
    }

    private ChoiceKeeping openChoices() {
        MarkKey key = MarkKey.open(settings.privacy().choicesKeyFile(), random, clock);
        return ChoiceKeeping.open(folder.path().resolve("state"), key, insight::choices, clock);
    }

    private Authenticator openAuthenticator() {
        HmacKeyFile.createIfMissing(settings.hmac().keysFile(), random, clock);
        HmacKeyFile.createIfMissing(settings.sessions().keysFile(), random, clock);
        SessionTokens.createRevokedIfMissing(settings.sessions().revokedFile());
        return Authenticator.open(
                Optional.of(settings.hmac()),
                settings.panda(),
                Optional.of(settings.sessions()),
                clock);
    }

    private void keepKeyUse() {
        KeyUseJournal journal =
                open.opened(
                        "key use", new KeyUseJournal(folder.openJournal("key-use"), authenticator));
        authenticator.restoreUses(journal.before());
        open.opened("key use rounds", new Periodic("key-use", Periodic.SOON, journal::record));
    }

    private void keepStreams(SinkPlugins plugins) {
        var adoption = new StreamAdoption(publishing, sinks, plugins, settings.limits());
        open.opened(
                "stream refresh",
                new Periodic("stream-refresh", Periodic.SOON, () -> streams.refresh(adoption)));
    }

    private AdminParts openAdmin() {
        return AdminParts.open(
                settings,
                folder,
                new AdminParts.Around(
                        log,
                        deadLetters,
                        rejects,
                        authenticator,
                        streams,
                        publishing,
                        choices.choices(),
                        pseudonyms),
                clock,
                random);
    }

    private StoreNode openStoreNode() {
        return insight.isWanted()
                ? new StoreNode(
                        folder.node(),
                        open.opened("audit ends", new AuditEnds(folder.openJournal("audit-ends"))))
                : StoreNode.NONE;
    }

    private Path contractDigests() {
        return folder.path().resolve("state").resolve("contract-digests");
    }

    private Optional<Store.Database> openStore() {
        return switch (settings.store()) {
            case Store.None none -> Optional.empty();
            case Store.Database database -> Optional.of(database);
            case Store.Embedded embedded -> {
                EmbeddedPostgres postgres =
                        open.opened(
                                "embedded PostgreSQL",
                                EmbeddedPostgres.start(
                                        settings.dataDir().resolve("postgresql"), clock, random));
                yield Optional.of(
                        new Store.Database(
                                postgres.jdbcUrl(), postgres.user(), postgres.password()));
            }
        };
    }

    private PublishingSettings delivery() {
        return PublishingSettings.DEFAULT.withGrace(settings.limits().shutdownGrace());
    }

    private Publishing startPublishing(SinkPlugins plugins, DeliveryProgress progress) {
        return Publishing.start(
                delivery(),
                sinks,
                plugins,
                progress,
                new Surroundings(log, deadLetters, streams, clock, random));
    }

    /** What the pipeline is made of. */
    IngestParts ingest(Meters meters) {
        return new IngestParts(
                streams,
                authenticator,
                origins,
                streams.validator(),
                refinery,
                log,
                rejects,
                rates,
                dedupe,
                publishing.deliveries(),
                settings.limits().acknowledgeWait(),
                settings.limits().concurrentRequests() / 2,
                slowBodies,
                BODIES_IN_FLIGHT.bytes(),
                receiptKey,
                folder.node(),
                meters,
                clock,
                EVENT_IDS,
                new DialectParts(
                        Optional.of(deployments),
                        clients(),
                        settings.web(),
                        enrichment,
                        choices.choices()));
    }

    Deployments deployments() {
        return deployments;
    }

    ClientAddresses clients() {
        return new ClientAddresses(new TrustedProxies(settings.privacy().trustedProxies()));
    }

    /** Who may ask for numbers. */
    QuestionGate questionGate() {
        return new QuestionGate(
                authenticator, rates, clients(), settings.limits().questions(), System::nanoTime);
    }

    GuardianDialect guardian() {
        return new GuardianDialect(settings.guardian().app(), settings.guardian().stage());
    }

    WebSites sites() {
        return settings.web();
    }

    OverloadGuard overloadGuard(Meters meters) {
        return new OverloadGuard(settings.limits().concurrentRequests(), meters);
    }

    DrainGuard drainGuard() {
        return drainGuard;
    }

    AllowedOrigins origins() {
        return origins;
    }

    LiveStreams streams() {
        return streams;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    EventLog log() {
        return log;
    }

    Dedupe dedupe() {
        return dedupe;
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    RejectLog rejects() {
        return rejects;
    }

    AdminParts admin() {
        return admin;
    }

    Publishing publishing() {
        return publishing;
    }

    Insight insight() {
        return insight;
    }

    AuditWatch auditWatch() {
        return auditWatch;
    }

    /** The sinks with the keys that the application fills in. */
    List<SinkSettings> sinks() {
        return sinks;
    }

    Clock clock() {
        return clock;
    }

    /** Closes what is open, last opened first; a second call does nothing. */
    @Override
    public void close() {
        open.close();
    }
}
