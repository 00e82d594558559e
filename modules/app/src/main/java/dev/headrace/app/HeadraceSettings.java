package dev.headrace.app;

import dev.headrace.auth.HmacSettings;
import dev.headrace.auth.PandaSettings;
import dev.headrace.auth.SessionSettings;
import dev.headrace.event.ByteSize;
import dev.headrace.event.Contract.Rate;
import dev.headrace.eventlog.DedupeSettings;
import dev.headrace.eventlog.LogSettings;
import dev.headrace.ingest.WebSites;
import dev.headrace.publishing.SinkSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a start needs to know, complete and checked; only the sinks' own keys are still
 * to be checked by their plugins. Paths are absolute.
 *
 * @param home the distribution's folder
 * @param rejectsQuota about the most bytes of the reject log
 * @param deploymentKeysFile what deployments' keys are made of
 * @param allowedOrigins origins whose pages may post with a cookie
 * @param streamFolders folders of stream contracts, in order
 * @param pluginsFolder folder of plugin folders
 * @param sinks in the order of their names, as they were written down
 * @param accountsEvery how often the accounts are taken
 * @param auditCheckEvery how often a part of the audit trail is checked; zero is never
 * @param web which web sites may send what
 */
record HeadraceSettings(
        Path home,
        Path dataDir,
        LogFormat logFormat,
        LogLevel logLevel,
        Listener publicListener,
        Listener internalListener,
        LogSettings log,
        ByteSize rejectsQuota,
        DedupeSettings dedupe,
        HmacSettings hmac,
        Path deploymentKeysFile,
        SessionSettings sessions,
        Optional<PandaSettings> panda,
        List<String> allowedOrigins,
        List<Path> streamFolders,
        Path pluginsFolder,
        List<SinkSettings> sinks,
        Store store,
        Guardian guardian,
        Admin admin,
        Limits limits,
        Privacy privacy,
        Duration accountsEvery,
        Duration auditCheckEvery,
        WebSites web) {

    /** Where a listener listens; port 0 takes a free one. */
    record Listener(String host, int port) {}

    /** The relational store. */
    sealed interface Store {

        /** None: accepting and delivering do without. */
        record None() implements Store {}

        /** A PostgreSQL that Headrace starts itself, below the data folder. */
        record Embedded() implements Store {}

        /**
         * A PostgreSQL that is there.
         *
         * @param app the role that works with the tables; empty: the user makes one
         */
        record Database(String url, String user, String password, Optional<Login> app)
                implements Store {

            /** A role that is there. */
            record Login(String user, String password) {

                /** Leaves out the password. */
                @Override
                public String toString() {
                    return "Login[" + user + "]";
                }
            }

            /** A database where the user makes the role that works with the tables. */
            Database(String url, String user, String password) {
                this(url, user, password, Optional.empty());
            }

            Database with(Optional<Login> role) {
                return new Database(url, user, password, role);
            }

            /** Leaves out the password, and the address, which may hold one. */
            @Override
            public String toString() {
                return "Database[" + user + "]";
            }
        }
    }

    /** The admin resources: the tokens, and further names that they may be called by. */
    record Admin(Path tokensFile, List<String> allowedHosts) {}

    /** The service's own app and stage, for the events that it makes itself. */
    record Guardian(String app, String stage) {}

    /**
     * What concerns the privacy of people.
     *
     * @param keysFile the key that hashes e-mail addresses
     * @param choicesKeyFile the key that makes marks of persons who have chosen something
     * @param trustedProxies addresses and ranges of the proxies that are believed
     * @param placesFile tells where addresses are; empty: nobody does
     */
    record Privacy(
            Path keysFile,
            Path choicesKeyFile,
            List<String> trustedProxies,
            Optional<Path> placesFile) {}

    /**
     * Bounds of the doors.
     *
     * @param rate of callers to streams that name none; empty: any
     * @param invalidCredentials of one address
     * @param questions of one caller for numbers
     */
    record Limits(
            int concurrentRequests,
            Optional<Rate> rate,
            Rate invalidCredentials,
            Rate questions,
            Duration bodyTimeout,
            Duration idleTimeout,
            Duration drainDelay,
            Duration acknowledgeWait,
            Duration shutdownGrace) {}
}
