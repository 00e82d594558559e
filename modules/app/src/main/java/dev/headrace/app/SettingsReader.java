package dev.headrace.app;

import dev.headrace.app.HeadraceSettings.Admin;
import dev.headrace.app.HeadraceSettings.Guardian;
import dev.headrace.app.HeadraceSettings.Limits;
import dev.headrace.app.HeadraceSettings.Listener;
import dev.headrace.app.HeadraceSettings.Privacy;
import dev.headrace.auth.HmacSettings;
import dev.headrace.auth.PandaSettings;
import dev.headrace.auth.SessionSettings;
import dev.headrace.event.ByteSize;
import dev.headrace.eventlog.DedupeSettings;
import dev.headrace.eventlog.LogSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the settings of command line, environment, file and defaults, in this priority. Reads no
 * file but the settings file itself, and tells every problem at once.
 */
final class SettingsReader {

    /** The largest request that a shipped stream allows is 8 MiB, and a frame must fit. */
    private static final ByteSize LEAST_SEGMENT = ByteSize.ofMebibytes(16);

    private static final ByteSize MOST_SEGMENT = ByteSize.ofMebibytes(1024);
    private static final int LEAST_SEGMENTS = 4;

    private static final String HOME = "headrace.home";
    private static final String REFERENCE_HOME = "${" + HOME + "}";
    private static final String REFERENCE_DATA_DIR = "${" + KnownSettings.DATA_DIR.key() + "}";

    private final Path home;
    private final SettingValues values;
    private final Problems problems;
    private final Path dataDir;

    private SettingsReader(Path home, SettingValues values, Problems problems) {
        this.home = home;
        this.values = values;
        this.problems = problems;
        this.dataDir = absolute(values.find(KnownSettings.DATA_DIR).orElse(Path.of("data")));
    }

    /**
     * Where settings come from.
     *
     * @param home the distribution's folder
     * @param options what the command line says, by full key
     * @param environment all variables of the process
     * @param file the settings file, if one was named
     */
    record Sources(
            Path home,
            Map<String, String> options,
            Map<String, String> environment,
            Optional<Path> file) {}

    /**
     * Reads and checks.
     *
     * @throws SettingsException naming every problem
     */
    static HeadraceSettings read(Sources sources) {
        var problems = new Problems();
        SettingValues values = values(sources, problems);
        refuseUnknown(values, problems);
        var reader = new SettingsReader(sources.home().toAbsolutePath(), values, problems);
        HeadraceSettings settings = reader.settings();
        if (problems.found()) {
            problems.addAll(SinkDefaults.problems(settings));
        }
        problems.refuse();
        return settings;
    }

    private static SettingValues values(Sources sources, Problems problems) {
        SettingSource file =
                sources.file()
                        .map(path -> YamlFile.read(path, problems))
                        .orElseGet(
                                () -> new SettingSource("no file", SettingSource.FILE, Map.of()));
        SettingSource environment =
                EnvironmentVariables.read(
                        sources.environment(),
                        SinksReader.names(file.entries().keySet()),
                        problems);
        Map<String, SettingSource.Entry> options =
                sources.options().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        option ->
                                                new SettingSource.Entry(
                                                        option.getValue(), "command line")));
        return SettingValues.of(
                List.of(
                        new SettingSource("command line", SettingSource.OPTIONS, options),
                        environment,
                        file),
                references(sources),
                problems);
    }

    private static Map<String, String> references(Sources sources) {
        var references = new HashMap<>(sources.environment());
        references.put(HOME, sources.home().toAbsolutePath().toString());
        references.put(
                KnownSettings.DATA_DIR.key(), KnownSettings.DATA_DIR.defaultText().orElseThrow());
        return references;
    }

    private static void refuseUnknown(SettingValues values, Problems problems) {
        Set<String> known =
                KnownSettings.ALL.stream().map(Setting::key).collect(Collectors.toSet());
        for (String key : values.keys()) {
            if (!known.contains(key) && !key.startsWith(KnownSettings.SINKS)) {
                problems.unknown(key, known, values.place(key));
            }
        }
    }

    private HeadraceSettings settings() {
        Listener publicListener =
                new Listener(get(KnownSettings.PUBLIC_HOST), get(KnownSettings.PUBLIC_PORT));
        Listener internalListener =
                new Listener(get(KnownSettings.INTERNAL_HOST), get(KnownSettings.INTERNAL_PORT));
        refuseSamePort(publicListener, internalListener);
        return new HeadraceSettings(
                home,
                dataDir,
                get(KnownSettings.LOG_FORMAT),
                get(KnownSettings.LOG_LEVEL),
                publicListener,
                internalListener,
                log(),
                new RejectsReader(values, problems).quota(),
                dedupe(),
                new HmacSettings(
                        path(KnownSettings.HMAC_KEYS_FILE), get(KnownSettings.HMAC_OVERLAP)),
                path(KnownSettings.DEPLOYMENT_KEYS_FILE),
                new SessionSettings(
                        path(KnownSettings.SESSION_KEYS_FILE),
                        path(KnownSettings.SESSION_REVOKED_FILE)),
                panda(),
                find(KnownSettings.CORS_ALLOWED_ORIGINS).orElse(List.of()),
                get(KnownSettings.STREAMS_FOLDERS).stream().map(SettingsReader::absolute).toList(),
                path(KnownSettings.PLUGINS_FOLDER),
                new SinksReader(values, problems).read(),
                new StoreReader(values, problems).read(),
                new Guardian(get(KnownSettings.GUARDIAN_APP), get(KnownSettings.GUARDIAN_STAGE)),
                new Admin(
                        path(KnownSettings.ADMIN_TOKENS_FILE),
                        find(KnownSettings.ADMIN_ALLOWED_HOSTS).orElse(List.of())),
                new Limits(
                        get(KnownSettings.CONCURRENT_REQUESTS),
                        new RateReader(values, problems).read(),
                        RateReader.perMinute(get(KnownSettings.INVALID_CREDENTIALS)),
                        RateReader.perMinute(get(KnownSettings.QUESTIONS)),
                        get(KnownSettings.BODY_TIMEOUT),
                        get(KnownSettings.IDLE_TIMEOUT),
                        get(KnownSettings.DRAIN_DELAY),
                        acknowledgeWait(),
                        get(KnownSettings.SHUTDOWN_GRACE)),
                new Privacy(
                        path(KnownSettings.PRIVACY_KEYS_FILE),
                        path(KnownSettings.PRIVACY_CHOICES_KEY_FILE),
                        find(KnownSettings.TRUSTED_PROXIES).orElse(List.of()),
                        find(KnownSettings.PLACES_FILE).map(SettingsReader::absolute)),
                get(KnownSettings.ACCOUNTS_EVERY),
                get(KnownSettings.AUDIT_CHECK_EVERY),
                new WebReader(values, problems).read());
    }

    private void refuseSamePort(Listener first, Listener second) {
        if (first.port() != 0 && first.port() == second.port()) {
            problems.add(
                    KnownSettings.INTERNAL_PORT.key(),
                    "is the same as headrace.public.port; the listeners need two ports",
                    values.place(KnownSettings.INTERNAL_PORT.key()));
        }
    }

    private Duration acknowledgeWait() {
        Duration wait = get(KnownSettings.ACKNOWLEDGE_WAIT);
        Duration idle = get(KnownSettings.IDLE_TIMEOUT);
        if (values.priority(KnownSettings.ACKNOWLEDGE_WAIT.key()) == 0) {
            Duration half = idle.dividedBy(2);
            return wait.compareTo(half) <= 0 ? wait : half;
        }
        if (wait.compareTo(idle) >= 0) {
            problems.add(
                    KnownSettings.ACKNOWLEDGE_WAIT.key(),
                    "is not shorter than headrace.limits.idle-timeout",
                    values.place(KnownSettings.ACKNOWLEDGE_WAIT.key()));
        }
        return wait;
    }

    private LogSettings log() {
        ByteSize quota = get(KnownSettings.LOG_QUOTA);
        ByteSize segment = get(KnownSettings.LOG_SEGMENT_SIZE);
        Duration keep = get(KnownSettings.LOG_KEEP);
        if (segment.compareTo(LEAST_SEGMENT) < 0 || segment.compareTo(MOST_SEGMENT) > 0) {
            problems.add(
                    KnownSettings.LOG_SEGMENT_SIZE.key(),
                    segment + " is not between " + LEAST_SEGMENT + " and " + MOST_SEGMENT,
                    values.place(KnownSettings.LOG_SEGMENT_SIZE.key()));
        } else if (quota.bytes() / LEAST_SEGMENTS < segment.bytes()) {
            problems.add(
                    KnownSettings.LOG_QUOTA.key(),
                    quota + " is less than four times headrace.log.segment-size, " + segment,
                    values.place(KnownSettings.LOG_QUOTA.key()));
        } else {
            return new LogSettings(dataDir, quota, keep, segment);
        }
        return new LogSettings(
                dataDir, LogSettings.DEFAULT_QUOTA, keep, LogSettings.DEFAULT_SEGMENT);
    }

    private DedupeSettings dedupe() {
        Duration window = get(KnownSettings.DEDUPE_WINDOW);
        ByteSize budget = get(KnownSettings.DEDUPE_DISK_BUDGET);
        if (window.isNegative() || window.compareTo(DedupeSettings.LONGEST_WINDOW) > 0) {
            problems.add(
                    KnownSettings.DEDUPE_WINDOW.key(),
                    "is not between 0s and 7d",
                    values.place(KnownSettings.DEDUPE_WINDOW.key()));
            window = DedupeSettings.DEFAULT_WINDOW;
        }
        if (budget.compareTo(DedupeSettings.LEAST_DISK_BUDGET) < 0
                || budget.compareTo(DedupeSettings.MOST_DISK_BUDGET) > 0) {
            problems.add(
                    KnownSettings.DEDUPE_DISK_BUDGET.key(),
                    "%s is not between %s and %s"
                            .formatted(
                                    budget,
                                    DedupeSettings.LEAST_DISK_BUDGET,
                                    DedupeSettings.MOST_DISK_BUDGET),
                    values.place(KnownSettings.DEDUPE_DISK_BUDGET.key()));
            budget = DedupeSettings.DEFAULT_DISK_BUDGET;
        }
        return new DedupeSettings(window, budget);
    }

    private Optional<PandaSettings> panda() {
        Optional<Path> file = find(KnownSettings.PANDA_SETTINGS_FILE).map(SettingsReader::absolute);
        Set<String> domains = find(KnownSettings.PANDA_ALLOWED_EMAIL_DOMAINS).orElse(Set.of());
        if (file.isPresent() && domains.isEmpty()) {
            problems.add(
                    KnownSettings.PANDA_ALLOWED_EMAIL_DOMAINS.key(),
                    "is missing: without a domain the cookies of "
                            + KnownSettings.PANDA_SETTINGS_FILE.key()
                            + " let nobody in");
        }
        String cookie = get(KnownSettings.PANDA_COOKIE_NAME);
        boolean multifactor = get(KnownSettings.PANDA_REQUIRE_MULTIFACTOR);
        return file.map(settings -> new PandaSettings(settings, cookie, domains, multifactor));
    }

    private Path path(Setting<Path> setting) {
        return absolute(get(setting));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** The value of a setting that has a default; after a problem, the default. */
    private <T> T get(Setting<T> setting) {
        return find(setting).orElseGet(() -> setting.read().apply(defaultText(setting)));
    }

    private String defaultText(Setting<?> setting) {
        return setting.defaultText()
                .orElseThrow()
                .replace(REFERENCE_HOME, home.toString())
                .replace(REFERENCE_DATA_DIR, dataDir.toString());
    }

    private <T> Optional<T> find(Setting<T> setting) {
        return values.find(setting);
    }
}
