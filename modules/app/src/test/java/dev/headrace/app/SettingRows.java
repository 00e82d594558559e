package dev.headrace.app;

import dev.headrace.app.HeadraceSettings.Listener;
import dev.headrace.app.HeadraceSettings.Store;
import dev.headrace.auth.PandaSettings;
import dev.headrace.event.ByteSize;
import dev.headrace.event.Contract.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** For each setting what it does: the rows of {@link EverySettingTest}. */
final class SettingRows {

    private static final Map<String, String> PANDA =
            Map.of(
                    "headrace.auth.panda.settings-file", "/etc/panda.settings.public",
                    "headrace.auth.panda.allowed-email-domains", "example.org");
    private static final Map<String, String> DATABASE =
            Map.of(
                    "headrace.store.url", "jdbc:postgresql://db:5432/events",
                    "headrace.store.user", "writer");

    private SettingRows() {}

    static SettingRow row(
            Setting<?> setting,
            Function<HeadraceSettings, Object> seen,
            Object whenAbsent,
            String text,
            Object whenGiven) {
        return new SettingRow(setting, Map.of(), seen, whenAbsent, text, whenGiven);
    }

    private static SettingRow panda(
            Setting<?> setting,
            Function<PandaSettings, Object> seen,
            Object whenAbsent,
            String text,
            Object whenGiven) {
        return new SettingRow(
                setting,
                PANDA,
                settings -> seen.apply(settings.panda().orElseThrow()),
                whenAbsent,
                text,
                whenGiven);
    }

    static Path data(String below) {
        return Path.of("data").toAbsolutePath().resolve(below);
    }

    static Stream<SettingRow> rows() {
        return Stream.of(
                        start(),
                        listeners(),
                        eventLog(),
                        callers(),
                        folders(),
                        store(),
                        doors(),
                        WebSettingRows.rows(),
                        AddressSettingRows.rows(),
                        PrivacySettingRows.rows(),
                        waits())
                .flatMap(rows -> rows);
    }

    private static Stream<SettingRow> start() {
        return Stream.of(
                row(
                        KnownSettings.DATA_DIR,
                        HeadraceSettings::dataDir,
                        Path.of("data").toAbsolutePath(),
                        "/var/lib/headrace",
                        Path.of("/var/lib/headrace")),
                row(
                        KnownSettings.LOG_FORMAT,
                        HeadraceSettings::logFormat,
                        LogFormat.AUTO,
                        "json",
                        LogFormat.JSON),
                row(
                        KnownSettings.LOG_LEVEL,
                        HeadraceSettings::logLevel,
                        LogLevel.INFO,
                        "debug",
                        LogLevel.DEBUG));
    }

    private static Stream<SettingRow> listeners() {
        return Stream.of(
                row(
                        KnownSettings.PUBLIC_HOST,
                        HeadraceSettings::publicListener,
                        new Listener("0.0.0.0", 8080),
                        "127.0.0.1",
                        new Listener("127.0.0.1", 8080)),
                row(
                        KnownSettings.PUBLIC_PORT,
                        HeadraceSettings::publicListener,
                        new Listener("0.0.0.0", 8080),
                        "0",
                        new Listener("0.0.0.0", 0)),
                row(
                        KnownSettings.INTERNAL_HOST,
                        HeadraceSettings::internalListener,
                        new Listener("127.0.0.1", 8081),
                        "10.0.0.7",
                        new Listener("10.0.0.7", 8081)),
                row(
                        KnownSettings.INTERNAL_PORT,
                        HeadraceSettings::internalListener,
                        new Listener("127.0.0.1", 8081),
                        "9091",
                        new Listener("127.0.0.1", 9091)));
    }

    private static Stream<SettingRow> eventLog() {
        return Stream.of(
                row(
                        KnownSettings.LOG_QUOTA,
                        settings -> settings.log().quota(),
                        ByteSize.ofMebibytes(10 * 1024),
                        "1GiB",
                        ByteSize.ofMebibytes(1024)),
                row(
                        KnownSettings.LOG_KEEP,
                        settings -> settings.log().keep(),
                        Duration.ofHours(24),
                        "90m",
                        Duration.ofMinutes(90)),
                row(
                        KnownSettings.LOG_SEGMENT_SIZE,
                        settings -> settings.log().segment(),
                        ByteSize.ofMebibytes(64),
                        "32MiB",
                        ByteSize.ofMebibytes(32)),
                row(
                        KnownSettings.ACCOUNTS_EVERY,
                        HeadraceSettings::accountsEvery,
                        Duration.ofSeconds(60),
                        "10s",
                        Duration.ofSeconds(10)),
                row(
                        KnownSettings.AUDIT_CHECK_EVERY,
                        HeadraceSettings::auditCheckEvery,
                        Duration.ofSeconds(60),
                        "0s",
                        Duration.ZERO),
                row(
                        KnownSettings.REJECTS_QUOTA,
                        HeadraceSettings::rejectsQuota,
                        ByteSize.ofMebibytes(256),
                        "16MiB",
                        ByteSize.ofMebibytes(16)),
                row(
                        KnownSettings.DEDUPE_WINDOW,
                        settings -> settings.dedupe().window(),
                        Duration.ofHours(24),
                        "0s",
                        Duration.ZERO),
                row(
                        KnownSettings.DEDUPE_DISK_BUDGET,
                        settings -> settings.dedupe().diskBudget(),
                        ByteSize.ofMebibytes(1024),
                        "64MiB",
                        ByteSize.ofMebibytes(64)));
    }

    private static Stream<SettingRow> callers() {
        return Stream.of(
                row(
                        KnownSettings.SESSION_KEYS_FILE,
                        settings -> settings.sessions().keysFile(),
                        data("keys/session.json"),
                        "/run/secrets/session.json",
                        Path.of("/run/secrets/session.json")),
                row(
                        KnownSettings.SESSION_REVOKED_FILE,
                        settings -> settings.sessions().revokedFile(),
                        data("keys/revoked.json"),
                        "/etc/headrace/revoked.json",
                        Path.of("/etc/headrace/revoked.json")),
                row(
                        KnownSettings.HMAC_KEYS_FILE,
                        settings -> settings.hmac().keysFile(),
                        data("keys/hmac.json"),
                        "/etc/keys.json",
                        Path.of("/etc/keys.json")),
                row(
                        KnownSettings.HMAC_OVERLAP,
                        settings -> settings.hmac().overlap(),
                        Duration.ofDays(5),
                        "PT36H",
                        Duration.ofHours(36)),
                new SettingRow(
                        KnownSettings.PANDA_SETTINGS_FILE,
                        Map.of("headrace.auth.panda.allowed-email-domains", "example.org"),
                        settings -> settings.panda().map(PandaSettings::settingsFile),
                        Optional.empty(),
                        "/etc/p.settings",
                        Optional.of(Path.of("/etc/p.settings"))),
                panda(
                        KnownSettings.PANDA_COOKIE_NAME,
                        PandaSettings::cookieName,
                        "gutoolsAuth-assym",
                        "session",
                        "session"),
                new SettingRow(
                        KnownSettings.PANDA_ALLOWED_EMAIL_DOMAINS,
                        Map.of("headrace.auth.panda.settings-file", "/etc/p.settings"),
                        settings -> settings.panda().map(PandaSettings::allowedEmailDomains),
                        Optional.empty(),
                        "Example.org, news.example.net",
                        Optional.of(Set.of("example.org", "news.example.net"))),
                panda(
                        KnownSettings.PANDA_REQUIRE_MULTIFACTOR,
                        PandaSettings::requireMultifactor,
                        true,
                        "false",
                        false),
                row(
                        KnownSettings.CORS_ALLOWED_ORIGINS,
                        HeadraceSettings::allowedOrigins,
                        List.of(),
                        "https://tool.example.org, http://localhost:3000",
                        List.of("https://tool.example.org", "http://localhost:3000")));
    }

    private static Stream<SettingRow> folders() {
        return Stream.of(
                row(
                        KnownSettings.ADMIN_TOKENS_FILE,
                        settings -> settings.admin().tokensFile(),
                        data("keys/admin.json"),
                        "/etc/admin.json",
                        Path.of("/etc/admin.json")),
                row(
                        KnownSettings.ADMIN_ALLOWED_HOSTS,
                        settings -> settings.admin().allowedHosts(),
                        List.of(),
                        "ops.example.org, ops.example.org:8443",
                        List.of("ops.example.org", "ops.example.org:8443")),
                row(
                        KnownSettings.STREAMS_FOLDERS,
                        HeadraceSettings::streamFolders,
                        List.of(Path.of("/opt/headrace/streams")),
                        "/a, /b",
                        List.of(Path.of("/a"), Path.of("/b"))),
                row(
                        KnownSettings.PLUGINS_FOLDER,
                        HeadraceSettings::pluginsFolder,
                        Path.of("/opt/headrace/plugins"),
                        "/usr/share/plugins",
                        Path.of("/usr/share/plugins")),
                row(
                        KnownSettings.DEPLOYMENT_KEYS_FILE,
                        settings -> settings.deploymentKeysFile(),
                        data("keys/deployments.json"),
                        "/etc/headrace/deployments.json",
                        Path.of("/etc/headrace/deployments.json")));
    }

    private static Stream<SettingRow> store() {
        return Stream.of(
                row(
                        KnownSettings.STORE,
                        HeadraceSettings::store,
                        new Store.None(),
                        "embedded",
                        new Store.Embedded()),
                new SettingRow(
                        KnownSettings.STORE_URL,
                        Map.of("headrace.store.user", "writer"),
                        SettingRows::database,
                        new Store.Database("", "", ""),
                        "jdbc:postgresql://db/x",
                        new Store.Database("jdbc:postgresql://db/x", "writer", "")),
                new SettingRow(
                        KnownSettings.STORE_USER,
                        DATABASE,
                        settings -> database(settings).user(),
                        "writer",
                        "other",
                        "other"),
                new SettingRow(
                        KnownSettings.STORE_PASSWORD,
                        DATABASE,
                        settings -> database(settings).password(),
                        "",
                        "0123",
                        "0123"),
                new SettingRow(
                        KnownSettings.STORE_APP_USER,
                        DATABASE,
                        settings -> database(settings).app(),
                        Optional.empty(),
                        "worker",
                        Optional.of(new Store.Database.Login("worker", ""))),
                new SettingRow(
                        KnownSettings.STORE_APP_PASSWORD,
                        Map.of(
                                "headrace.store.url", "jdbc:postgresql://db:5432/events",
                                "headrace.store.user", "writer",
                                "headrace.store.app-user", "worker"),
                        settings -> database(settings).app(),
                        Optional.of(new Store.Database.Login("worker", "")),
                        "0123",
                        Optional.of(new Store.Database.Login("worker", "0123"))));
    }

    private static Store.Database database(HeadraceSettings settings) {
        return settings.store() instanceof Store.Database database
                ? database
                : new Store.Database("", "", "");
    }

    private static Stream<SettingRow> doors() {
        return Stream.of(
                row(
                        KnownSettings.GUARDIAN_APP,
                        settings -> settings.guardian().app(),
                        "user-telemetry",
                        "telemetry",
                        "telemetry"),
                row(
                        KnownSettings.GUARDIAN_STAGE,
                        settings -> settings.guardian().stage(),
                        "DEV",
                        "PROD",
                        "PROD"),
                row(
                        KnownSettings.CONCURRENT_REQUESTS,
                        settings -> settings.limits().concurrentRequests(),
                        200,
                        "64",
                        64),
                row(
                        KnownSettings.EVENTS_PER_SECOND,
                        settings -> settings.limits().rate(),
                        Optional.empty(),
                        "100",
                        Optional.of(new Rate(100, 1_000))),
                new SettingRow(
                        KnownSettings.EVENT_BURST,
                        Map.of("headrace.limits.events-per-second", "100"),
                        settings -> settings.limits().rate(),
                        Optional.of(new Rate(100, 1_000)),
                        "500",
                        Optional.of(new Rate(100, 500))),
                row(
                        KnownSettings.BODY_TIMEOUT,
                        settings -> settings.limits().bodyTimeout(),
                        Duration.ofSeconds(10),
                        "2500ms",
                        Duration.ofMillis(2500)),
                row(
                        KnownSettings.IDLE_TIMEOUT,
                        settings -> settings.limits().idleTimeout(),
                        Duration.ofSeconds(75),
                        "2m",
                        Duration.ofMinutes(2)));
    }

    private static Stream<SettingRow> waits() {
        return Stream.of(
                row(
                        KnownSettings.DRAIN_DELAY,
                        settings -> settings.limits().drainDelay(),
                        Duration.ofSeconds(1),
                        "5s",
                        Duration.ofSeconds(5)),
                row(
                        KnownSettings.ACKNOWLEDGE_WAIT,
                        settings -> settings.limits().acknowledgeWait(),
                        Duration.ofSeconds(10),
                        "1500ms",
                        Duration.ofMillis(1500)),
                row(
                        KnownSettings.SHUTDOWN_GRACE,
                        settings -> settings.limits().shutdownGrace(),
                        Duration.ofSeconds(10),
                        "3s",
                        Duration.ofSeconds(3)));
    }
}
