package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headrace.app.HeadraceSettings.Store;
import dev.headrace.publishing.Beginning;
import dev.headrace.publishing.Clearance;
import dev.headrace.publishing.Required;
import dev.headrace.publishing.SinkSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {

    @TempDir private Path folder;

    private static List<String> problems(SettingsFixture fixture) {
        return catchThrowableOfType(SettingsException.class, fixture::read).problems();
    }

    private SettingsFixture yaml(String text) {
        return SettingsFixture.nothing().yaml(folder, text);
    }

    private String line(int number) {
        return " (" + folder.resolve("test.yaml") + ", line " + number + ")";
    }

    @Test
    void commandLineGoesBeforeEnvironmentAndEnvironmentBeforeFile() {
        HeadraceSettings settings =
                yaml("headrace: {public: {port: 1, host: a}, internal: {port: 4}}")
                        .environment("HEADRACE_PUBLIC_PORT", "2")
                        .environment("HEADRACE_PUBLIC_HOST", "b")
                        .option("headrace.public.port", "3")
                        .read();

        assertThat(settings.publicListener()).isEqualTo(new HeadraceSettings.Listener("b", 3));
        assertThat(settings.internalListener().port()).isEqualTo(4);
    }

    @Test
    void theDefaultOfTheAcknowledgeWaitGivesWayToAShortIdleTimeout() {
        HeadraceSettings settings = yaml("headrace: {limits: {idle-timeout: 6s}}").read();

        assertThat(settings.limits().acknowledgeWait()).isEqualTo(Duration.ofSeconds(3));
        assertThat(problems(yaml("headrace: {limits: {idle-timeout: 6s, acknowledge-wait: 6s}}")))
                .singleElement()
                .asString()
                .startsWith("headrace.limits.acknowledge-wait: is not shorter than");
    }

    @Test
    void tellsEveryProblemAtOnceWithItsPlace() {
        List<String> problems =
                problems(
                        yaml("""
                        headrace:
                          log: {qouta: 1GiB, keep: soon}
                          public: {port: 80800}
                          sinks: {lake: {path: /lake}}
                        """)
                                .environment("HEADRACE_INTERNAL_PROT", "1")
                                .environment("HEADRACE_AUTH_PANDA_REQUIRE_MULTIFACTOR", "yes"));

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "headrace.log.qouta: is not known; did you mean headrace.log.quota?"
                                + line(2),
                        "headrace.log.keep: \"soon\" is not a duration such as 500ms, 10s, 5m, 24h, 5d or PT5S"
                                + line(2),
                        "headrace.public.port: \"80800\" is not a port: a whole number to 65535"
                                + line(3),
                        "headrace.sinks.lake.type: is missing: a sink needs a type, for example file or postgresql",
                        "HEADRACE_INTERNAL_PROT: is not known; did you mean HEADRACE_INTERNAL_PORT? (environment)",
                        "headrace.auth.panda.require-multifactor: \"yes\" is neither true nor false"
                                + " (environment HEADRACE_AUTH_PANDA_REQUIRE_MULTIFACTOR)");
    }

    @Test
    void refusesWhatStandsBesideHeadrace() {
        assertThat(problems(yaml("headrce: {public: {port: 1}}\n")))
                .containsExactly(
                        "headrce.public.port: is not known; did you mean headrace.public.port?"
                                + line(1));
    }

    @Test
    void refusesAKeyThatIsWrittenTwice() {
        assertThat(problems(yaml("headrace:\n  data-dir: a\n  data-dir: b\n")))
                .containsExactly("headrace.data-dir: is written twice" + line(3));
    }

    @Test
    void saysWhereAFileIsNotYaml() {
        assertThat(problems(yaml("headrace:\n  data-dir: [a\n")).getFirst())
                .startsWith(folder.resolve("test.yaml") + ": is not YAML: ")
                .endsWith("line 3)");
    }

    @Test
    void saysThatAFileDoesNotExist() {
        Path missing = folder.resolve("missing.yaml");

        assertThat(problems(SettingsFixture.nothing().file(missing)))
                .containsExactly(missing + ": does not exist");
    }

    @Test
    void refusesOnePortForBothListeners() {
        assertThat(problems(yaml("headrace: {public: {port: 8081}}")))
                .containsExactly(
                        "headrace.internal.port: is the same as headrace.public.port; the listeners need two ports (default)");
    }

    @Test
    void refusesAQuotaOfFewerThanFourSegments() {
        assertThat(problems(yaml("headrace: {log: {quota: 200MiB}}")))
                .containsExactly(
                        "headrace.log.quota: 200MiB is less than four times headrace.log.segment-size, 64MiB"
                                + line(1));
    }

    @Test
    void asksForDomainsWhereCookiesAreAccepted() {
        assertThat(problems(yaml("headrace: {auth: {panda: {settings-file: /p}}}")).getFirst())
                .startsWith("headrace.auth.panda.allowed-email-domains: is missing");
    }

    @Test
    void readsSinksWithTheirOwnKeysAsTheyWereWritten() {
        HeadraceSettings settings =
                yaml("""
                headrace:
                  sinks:
                    warehouse: {type: postgresql, url: store, password: 0123}
                    lake: {type: file, required: false, fields: [a, "b,c"]}
                """)
                        .read();

        assertThat(settings.sinks())
                .containsExactly(
                        new SinkSettings(
                                "lake", "file", Required.OPTIONAL, Map.of("fields", "a,b\\,c")),
                        new SinkSettings(
                                "warehouse",
                                "postgresql",
                                Required.REQUIRED,
                                Map.of("url", "store", "password", "0123")));
    }

    @Test
    void readsWhereANewSinkBegins() {
        HeadraceSettings settings =
                yaml("""
                headrace:
                  sinks:
                    a: {type: file}
                    b: {type: file, from: start}
                    c: {type: file, from: "2026-03-01T12:00:00Z"}
                    d: {type: file, from: 6h}
                """)
                        .read();

        assertThat(settings.sinks())
                .extracting(SinkSettings::from)
                .containsExactly(
                        new Beginning.AtEnd(),
                        new Beginning.AtStart(),
                        new Beginning.At(Instant.parse("2026-03-01T12:00:00Z")),
                        new Beginning.Ago(Duration.ofHours(6)));
        assertThat(settings.sinks()).allMatch(sink -> sink.config().isEmpty());
    }

    @Test
    void readsWhatASinkIsClearedFor() {
        HeadraceSettings settings =
                yaml("headrace: {sinks: {a: {type: file}, b: {type: file, clearance: anonymous}}}")
                        .read();

        assertThat(settings.sinks())
                .extracting(SinkSettings::clearance)
                .containsExactly(Clearance.PERSONAL, Clearance.ANONYMOUS);
        assertThat(settings.sinks()).allMatch(sink -> sink.config().isEmpty());
        assertThat(problems(yaml("headrace: {sinks: {a: {type: file, clearance: all}}}")))
                .first()
                .asString()
                .contains("headrace.sinks.a.clearance");
    }

    @Test
    void refusesABeginningThatIsNone() {
        List<String> problems =
                problems(yaml("headrace: {sinks: {a: {type: file, from: yesterday}}}"));

        assertThat(problems.getFirst())
                .startsWith("headrace.sinks.a.from")
                .contains("neither end nor start");
    }

    @Test
    void readsASinkThatOnlyTheEnvironmentDefines() {
        HeadraceSettings settings =
                SettingsFixture.nothing()
                        .environment("HEADRACE_SINKS_COLD_LAKE_TYPE", "file")
                        .environment("HEADRACE_SINKS_COLD_LAKE_REQUIRED", "false")
                        .environment("HEADRACE_SINKS_COLD_LAKE_MAX_FILE_AGE", "5m")
                        .read();

        assertThat(settings.sinks())
                .containsExactly(
                        new SinkSettings(
                                "cold-lake",
                                "file",
                                Required.OPTIONAL,
                                Map.of("max-file-age", "5m")));
    }

    @Test
    void environmentChangesOneKeyOfASinkOfTheFile() {
        HeadraceSettings settings =
                yaml("headrace: {sinks: {cold-lake: {type: file, path: /a, gzip: true}}}")
                        .environment("HEADRACE_SINKS_COLD_LAKE_PATH", "/b")
                        .read();

        assertThat(settings.sinks().getFirst().config())
                .isEqualTo(Map.of("path", "/b", "gzip", "true"));
    }

    @Test
    void refusesAVariableOfASinkThatNothingDefines() {
        assertThat(
                        problems(
                                SettingsFixture.nothing()
                                        .environment("HEADRACE_SINKS_LAKE_PATH", "/b")))
                .singleElement()
                .asString()
                .startsWith("HEADRACE_SINKS_LAKE_PATH: is not known");
    }

    @Test
    void refusesSinkNamesThatCannotBeFolders() {
        assertThat(problems(yaml("headrace: {sinks: {Lake_1: {type: file}}}")).getFirst())
                .contains("lower-case letter");
    }

    @Test
    void refusesAKeyRightBelowSinks() {
        assertThat(problems(yaml("headrace: {sinks: {lake: file}}")))
                .containsExactly(
                        "headrace.sinks.lake: is not a sink's setting: write headrace.sinks.<name>.type and the sink's own keys"
                                + line(1));
    }

    @Test
    void passesOverWhatTheLauncherAndKubernetesPutIntoTheEnvironment() {
        HeadraceSettings settings =
                SettingsFixture.nothing()
                        .environment("HEADRACE_JAVA_OPTS", "-Xmx1g")
                        .environment("HEADRACE_SERVICE_HOST", "10.0.0.1")
                        .environment("HEADRACE_SERVICE_PORT_HTTP", "8080")
                        .environment("HEADRACE_PORT", "tcp://10.0.0.1:8080")
                        .environment("HEADRACE_PORT_8080_TCP_ADDR", "10.0.0.1")
                        .environment("HEADRACE_PUBLIC_PORT", "tcp://10.0.0.1:8080")
                        .environment("PATH", "/bin")
                        .read();

        assertThat(settings.publicListener().port()).isEqualTo(8080);
    }

    @Test
    void replacesReferencesToVariables() {
        HeadraceSettings settings =
                yaml("headrace: {store: {url: 'jdbc:postgresql://db/x', user: u, password: '${PG}'}}")
                        .environment("PG", "s3cret")
                        .read();

        assertThat(settings.store())
                .isEqualTo(new Store.Database("jdbc:postgresql://db/x", "u", "s3cret"));
    }

    @Test
    void replacesReferencesToTheFolders() {
        HeadraceSettings settings =
                yaml("""
                headrace:
                  streams: {folders: ['${headrace.home}/streams', /own]}
                  sinks: {lake: {type: file, path: '${headrace.data-dir}/out'}}
                """)
                        .option("headrace.data-dir", "/var/lib/headrace")
                        .read();

        assertThat(settings.streamFolders())
                .containsExactly(Path.of("/opt/headrace/streams"), Path.of("/own"));
        assertThat(settings.sinks().getFirst().config())
                .containsEntry("path", "/var/lib/headrace/out");
    }

    @Test
    void refusesReferencesToNothing() {
        assertThat(problems(yaml("headrace: {guardian: {app: '${NOWHERE}'}}")))
                .containsExactly(
                        "headrace.guardian.app: refers to a name that is not set" + line(1));
    }

    @Test
    void aStoreOfHigherPriorityReplacesTheFileS() {
        HeadraceSettings settings =
                yaml("headrace: {store: embedded}")
                        .environment("HEADRACE_STORE_URL", "jdbc:postgresql://db/x")
                        .environment("HEADRACE_STORE_USER", "u")
                        .read();

        assertThat(settings.store()).isInstanceOf(Store.Database.class);
    }

    @Test
    void refusesAPasswordWithoutAnAddress() {
        assertThat(problems(SettingsFixture.nothing().environment("HEADRACE_STORE_PASSWORD", "x")))
                .containsExactly(
                        "headrace.store.password: is of no use without headrace.store.url"
                                + " (environment HEADRACE_STORE_PASSWORD)");
    }

    @Test
    void anEmptyTextOfHigherPriorityBringsBackTheDefault() {
        HeadraceSettings settings =
                yaml("headrace: {guardian: {stage: PROD}}")
                        .environment("HEADRACE_GUARDIAN_STAGE", "")
                        .read();

        assertThat(settings.guardian().stage()).isEqualTo("DEV");
    }

    @Test
    void showsNoSecretInItsTextForm() {
        String text =
                yaml("""
                headrace:
                  store: {url: 'jdbc:postgresql://db/x?password=canary1', user: u, password: canary2}
                  sinks: {w: {type: postgresql, password: canary3}}
                """)
                        .read()
                        .toString();

        assertThat(text).doesNotContain("canary");
    }
}
