package dev.headrace.app;

import static dev.headrace.app.Setting.optional;
import static dev.headrace.app.Setting.secret;
import static dev.headrace.app.Setting.with;

import dev.headrace.event.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Every setting but the sinks' own. The one list: what stands here is read, documented in {@code
 * conf/headrace.yaml} and tested; a key that is not here is refused.
 */
final class KnownSettings {

    /** Where a sink's settings begin; the sink's name and then its own keys follow. */
    static final String SINKS = "headrace.sinks.";

    static final Setting<Path> DATA_DIR =
            with(
                    "headrace.data-dir",
                    "data",
                    SettingText::path,
                    "Folder of all state: event log, progress, dead letters, keys. One process at a time.");
    static final Setting<LogFormat> LOG_FORMAT =
            with(
                    "headrace.log-format",
                    "auto",
                    SettingText.word(LogFormat.class),
                    "Form of the log on standard error: json, plain, or auto (plain on a terminal).");
    static final Setting<LogLevel> LOG_LEVEL =
            with(
                    "headrace.log-level",
                    "info",
                    SettingText.word(LogLevel.class),
                    "How much the log says: error, warning, info or debug.");

    static final Setting<String> PUBLIC_HOST =
            with(
                    "headrace.public.host",
                    "0.0.0.0",
                    SettingText::host,
                    "Address of the public listener; 0.0.0.0 is every address of the machine.");
    static final Setting<Integer> PUBLIC_PORT =
            with(
                    "headrace.public.port",
                    "8080",
                    SettingText::port,
                    "Port of the public listener; 0 takes a free one.");
    static final Setting<String> INTERNAL_HOST =
            with(
                    "headrace.internal.host",
                    "127.0.0.1",
                    SettingText::host,
                    "Address of the internal listener (health, metrics, openapi): loopback or a private one.");
    static final Setting<Integer> INTERNAL_PORT =
            with(
                    "headrace.internal.port",
                    "8081",
                    SettingText::port,
                    "Port of the internal listener; 0 takes a free one.");

    static final Setting<ByteSize> LOG_QUOTA =
            with(
                    "headrace.log.quota",
                    "10GiB",
                    SettingText::size,
                    "Most bytes of the event log; at least four segments.");
    static final Setting<Duration> LOG_KEEP =
            with(
                    "headrace.log.keep",
                    "24h",
                    SettingText::duration,
                    "How long delivered events stay readable in the event log, quota permitting.");
    static final Setting<ByteSize> LOG_SEGMENT_SIZE =
            with(
                    "headrace.log.segment-size",
                    "64MiB",
                    SettingText::size,
                    "Size of one file of the event log; at least 16MiB, so that the largest request fits.");

    static final Setting<ByteSize> REJECTS_QUOTA =
            with(
                    "headrace.rejects.quota",
                    "256MiB",
                    SettingText::size,
                    "Most bytes of the reject log, which keeps 7 days; at least 1MiB, the oldest go first.");
    static final Setting<Duration> DEDUPE_WINDOW =
            with(
                    "headrace.dedupe.window",
                    "24h",
                    SettingText::durationFromZero,
                    "How long a repeat of an event's id is recognised, up to 7d; 0s switches it off.");
    static final Setting<ByteSize> DEDUPE_DISK_BUDGET =
            with(
                    "headrace.dedupe.disk-budget",
                    "1GiB",
                    SettingText::size,
                    "Most bytes of remembered ids, 53 each for UUIDs: 64MiB to 4GiB; bounds the window.");

    static final Setting<Path> HMAC_KEYS_FILE =
            with(
                    "headrace.auth.hmac.keys-file",
                    "${headrace.data-dir}/keys/hmac.json",
                    SettingText::path,
                    "JSON file of the HMAC keys; made with one key at the first start when it is missing.");
    static final Setting<Duration> HMAC_OVERLAP =
            with(
                    "headrace.auth.hmac.overlap",
                    "5d",
                    SettingText::duration,
                    "How long a demoted HMAC key is still accepted, counted from its demotion.");
    static final Setting<Path> DEPLOYMENT_KEYS_FILE =
            with(
                    "headrace.auth.deployments.keys-file",
                    "${headrace.data-dir}/keys/deployments.json",
                    SettingText::path,
                    "JSON file that deployments' keys are made of, the same on every node; made at the first start when missing.");
    static final Setting<Path> SESSION_KEYS_FILE =
            with(
                    "headrace.auth.session.keys-file",
                    "${headrace.data-dir}/keys/session.json",
                    SettingText::path,
                    "JSON file of the keys that sign session tokens; made with one key at the first start when it is missing.");
    static final Setting<Path> SESSION_REVOKED_FILE =
            with(
                    "headrace.auth.session.revoked-file",
                    "${headrace.data-dir}/keys/revoked.json",
                    SettingText::path,
                    "JSON file of the sessions and actors whose tokens are refused; made empty at the first start when it is missing.");
    static final Setting<Path> ADMIN_TOKENS_FILE =
            with(
                    "headrace.admin.tokens-file",
                    "${headrace.data-dir}/keys/admin.json",
                    SettingText::path,
                    "JSON file of the admin tokens; made with an operator and a viewer at the first start when missing.");
    static final Setting<List<String>> ADMIN_ALLOWED_HOSTS =
            optional(
                    "headrace.admin.allowed-hosts",
                    SettingText::hosts,
                    "List of further host names, with ports where a browser shows one, under which /admin may be called.");
    static final Setting<Path> PANDA_SETTINGS_FILE =
            optional(
                    "headrace.auth.panda.settings-file",
                    SettingText::path,
                    "Public pan-domain settings; without it no cookie is accepted. Read again every 60 s.");
    static final Setting<String> PANDA_COOKIE_NAME =
            with(
                    "headrace.auth.panda.cookie-name",
                    "gutoolsAuth-assym",
                    SettingText::cookieName,
                    "Name of the pan-domain cookie.");
    static final Setting<Set<String>> PANDA_ALLOWED_EMAIL_DOMAINS =
            optional(
                    "headrace.auth.panda.allowed-email-domains",
                    SettingText::domains,
                    "List of the domains whose people may post; needed when settings-file is given.");
    static final Setting<Boolean> PANDA_REQUIRE_MULTIFACTOR =
            with(
                    "headrace.auth.panda.require-multifactor",
                    "true",
                    SettingText::flag,
                    "Whether a cookie must say that the person used a second factor.");
    static final Setting<List<String>> CORS_ALLOWED_ORIGINS =
            optional(
                    "headrace.cors.allowed-origins",
                    SettingText::origins,
                    "List of the origins, with their ports, whose pages may post with a cookie.");

    static final Setting<List<Path>> STREAMS_FOLDERS =
            with(
                    "headrace.streams.folders",
                    "${headrace.home}/streams",
                    SettingText::paths,
                    "List of folders of stream contracts; name ${headrace.home}/streams too when adding your own.");
    static final Setting<Path> PLUGINS_FOLDER =
            with(
                    "headrace.plugins.folder",
                    "${headrace.home}/plugins",
                    SettingText::path,
                    "Folder of the sink plugins, each a folder of jars.");
    static final Setting<StoreWord> STORE =
            with(
                    "headrace.store",
                    "none",
                    SettingText.word(StoreWord.class),
                    "The relational store: none, embedded (a PostgreSQL of Headrace's own), or url, user, password.");
    static final Setting<String> STORE_URL =
            optional(
                    "headrace.store.url",
                    SettingText::text,
                    "JDBC address of a PostgreSQL: jdbc:postgresql://host:5432/database.");
    static final Setting<String> STORE_USER =
            optional("headrace.store.user", SettingText::text, "User of that PostgreSQL.");
    static final Setting<String> STORE_PASSWORD =
            secret("headrace.store.password", "Password of that user; better by environment.");
    static final Setting<String> STORE_APP_USER =
            optional(
                    "headrace.store.app-user",
                    SettingText::text,
                    "Role that works with the store's tables and owns none; without it headrace.store.user makes headrace_app.");
    static final Setting<String> STORE_APP_PASSWORD =
            secret("headrace.store.app-password", "Password of that role; better by environment.");

    static final Setting<String> GUARDIAN_APP =
            with(
                    "headrace.guardian.app",
                    "user-telemetry",
                    SettingText::text,
                    "The app that events of GET /guardian-tool-accessed carry: this service's own.");
    static final Setting<String> GUARDIAN_STAGE =
            with(
                    "headrace.guardian.stage",
                    "DEV",
                    SettingText::text,
                    "The stage that events of GET /guardian-tool-accessed carry: this service's own.");

    static final Setting<Duration> ACCOUNTS_EVERY =
            with(
                    "headrace.accounts.every",
                    "60s",
                    SettingText::duration,
                    "How often the accounts are taken: what every sink was to get, against what became of it.");

    static final Setting<Duration> AUDIT_CHECK_EVERY =
            with(
                    "headrace.audit.check-every",
                    "60s",
                    SettingText::durationFromZero,
                    "How often the next 5,000 rows of the audit trail are checked; 0s is never.");

    static final Setting<Integer> CONCURRENT_REQUESTS =
            with(
                    "headrace.limits.concurrent-requests",
                    "200",
                    SettingText::count,
                    "Most requests at work at once; above it the answer is 503 with Retry-After.");
    static final Setting<Integer> EVENTS_PER_SECOND =
            optional(
                    "headrace.limits.events-per-second",
                    SettingText::count,
                    "Events a second that one caller may send to one stream of this node; without it any number. A stream's own rate comes first.");
    static final Setting<Integer> EVENT_BURST =
            optional(
                    "headrace.limits.event-burst",
                    SettingText::count,
                    "Events that such a caller may send at once; without it ten seconds' worth.");
    static final Setting<Integer> INVALID_CREDENTIALS =
            with(
                    "headrace.limits.invalid-credentials-per-minute",
                    "30",
                    SettingText::count,
                    "Credentials that do not verify, from one address a minute, that this node answers 401; more are answered 429.");
    static final Setting<Integer> QUESTIONS =
            with(
                    "headrace.limits.questions-per-minute",
                    "30",
                    SettingText::count,
                    "Questions for numbers (counts, media statistics) that one caller may ask the public listener of this node a minute; more are answered 429.");
    static final Setting<Duration> BODY_TIMEOUT =
            with(
                    "headrace.limits.body-timeout",
                    "10s",
                    SettingText::duration,
                    "How long a client may take to send a request's body.");
    static final Setting<Duration> IDLE_TIMEOUT =
            with(
                    "headrace.limits.idle-timeout",
                    "75s",
                    SettingText::duration,
                    "How long a connection may say nothing; longer than a load balancer's own, often 60s.");
    static final Setting<Duration> DRAIN_DELAY =
            with(
                    "headrace.limits.drain-delay",
                    "1s",
                    SettingText::durationFromZero,
                    "How long after SIGTERM new requests are answered 503, so that load balancers turn away.");
    static final Setting<Duration> ACKNOWLEDGE_WAIT =
            with(
                    "headrace.limits.acknowledge-wait",
                    "10s",
                    SettingText::duration,
                    "How long an answer waits for the sinks of a stream's acknowledge; then 503 with Retry-After. Unless set, at most half of idle-timeout.");
    static final Setting<Duration> SHUTDOWN_GRACE =
            with(
                    "headrace.limits.shutdown-grace",
                    "10s",
                    SettingText::duration,
                    "How long requests at work may go on after SIGTERM.");
    static final Setting<List<String>> TRUSTED_PROXIES =
            optional(
                    "headrace.privacy.trusted-proxies",
                    SettingText::proxies,
                    "List of the proxies, as addresses or ranges (10.0.0.0/8), whose X-Forwarded-For is believed; without it nobody's.");
    static final Setting<Path> PRIVACY_KEYS_FILE =
            with(
                    "headrace.privacy.keys-file",
                    "${headrace.data-dir}/keys/privacy.json",
                    SettingText::path,
                    "JSON file of the keys that hash personal data; made at the first start when missing. Organisations have files of their own in a folder beside it, privacy.d.");
    static final Setting<Path> PRIVACY_CHOICES_KEY_FILE =
            with(
                    "headrace.privacy.choices-key-file",
                    "${headrace.data-dir}/keys/choices.json",
                    SettingText::path,
                    "JSON file of the key that stands for persons who were excluded or have said what they agree to, the same on every node; made at the first start when missing.");

    static final Setting<Path> PLACES_FILE =
            optional(
                    "headrace.privacy.places-file",
                    SettingText::path,
                    "MaxMind database of cities or countries (.mmdb) that tells where addresses are, for streams that ask; without it no place is added. A replaced file is taken over within seconds.");

    /** In the order of the reference. */
    static final List<Setting<?>> ALL =
            List.of(
                    DATA_DIR,
                    LOG_FORMAT,
                    LOG_LEVEL,
                    STORE,
                    STORE_URL,
                    STORE_USER,
                    STORE_PASSWORD,
                    STORE_APP_USER,
                    STORE_APP_PASSWORD,
                    PUBLIC_HOST,
                    PUBLIC_PORT,
                    INTERNAL_HOST,
                    INTERNAL_PORT,
                    LOG_QUOTA,
                    LOG_KEEP,
                    LOG_SEGMENT_SIZE,
                    REJECTS_QUOTA,
                    DEDUPE_WINDOW,
                    DEDUPE_DISK_BUDGET,
                    HMAC_KEYS_FILE,
                    HMAC_OVERLAP,
                    DEPLOYMENT_KEYS_FILE,
                    SESSION_KEYS_FILE,
                    SESSION_REVOKED_FILE,
                    PANDA_SETTINGS_FILE,
                    PANDA_COOKIE_NAME,
                    PANDA_ALLOWED_EMAIL_DOMAINS,
                    PANDA_REQUIRE_MULTIFACTOR,
                    CORS_ALLOWED_ORIGINS,
                    ADMIN_TOKENS_FILE,
                    ADMIN_ALLOWED_HOSTS,
                    STREAMS_FOLDERS,
                    PLUGINS_FOLDER,
                    GUARDIAN_APP,
                    GUARDIAN_STAGE,
                    WebSettings.DOMAINS,
                    WebSettings.SKIP_DOMAINS,
                    WebSettings.EVENTS,
                    WebSettings.NOTE_EVENTS,
                    WebSettings.SESSION_DOMAINS,
                    WebSettings.PAGES,
                    ACCOUNTS_EVERY,
                    AUDIT_CHECK_EVERY,
                    CONCURRENT_REQUESTS,
                    EVENTS_PER_SECOND,
                    EVENT_BURST,
                    INVALID_CREDENTIALS,
                    QUESTIONS,
                    BODY_TIMEOUT,
                    IDLE_TIMEOUT,
                    DRAIN_DELAY,
                    ACKNOWLEDGE_WAIT,
                    SHUTDOWN_GRACE,
                    TRUSTED_PROXIES,
                    PRIVACY_KEYS_FILE,
                    PRIVACY_CHOICES_KEY_FILE,
                    PLACES_FILE);

    private KnownSettings() {}
}
