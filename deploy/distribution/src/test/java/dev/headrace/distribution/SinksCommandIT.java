package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code headrace sinks} with the plugins of the distribution. */
class SinksCommandIT {

    private static final Path PAGES = Path.of("../docs/sinks");

    @TempDir private Path folder;

    @Test
    void everyPluginDeclaresTheTypeThatItsFolderIsNamedFor() throws Exception {
        List<String> folders;
        try (Stream<Path> plugins = Files.list(HeadraceProcess.home().resolve("plugins"))) {
            folders = plugins.map(one -> one.getFileName().toString()).sorted().toList();
        }

        assertThat(Launched.run("sinks", "list").output().lines().toList()).isEqualTo(folders);
    }

    @Test
    void thePagesSayWhatThePluginsDeclare() throws Exception {
        Launched checked = Launched.run("sinks", "pages", "--check", PAGES.toRealPath().toString());

        assertThat(checked.exitCode())
                .as(
                        "%sTo write them: deploy/distribution/target/headrace-0.1.0/bin/headrace sinks pages deploy/docs/sinks",
                        checked.output())
                .isZero();
    }

    @Test
    void describesATypeAndNamesTheOthersForOneThatIsNot() throws Exception {
        assertThat(Launched.run("sinks", "describe", "file").output())
                .contains("| `path` | **required** | text |", "type: file");
        assertThat(Launched.run("sinks", "schema").output())
                .contains("\"#/definitions/file\"", "\"#/definitions/postgresql\"");

        Launched unknown = Launched.run("sinks", "describe", "fiel");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.output()).contains("there is no sink type fiel; there are ", "file");
    }

    @Test
    void checksEachSinkOfAStoppedNodeAndItsExitCodeTells() throws Exception {
        Path config = folder.resolve("check.yaml");
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
        Files.writeString(
                config,
                """
                headrace:
                  data-dir: %s
                  sinks:
                    lake: { type: file, path: %s }
                    pond: { type: file, path: %s }
                    warehouse: { type: postgresql, url: "jdbc:postgresql://127.0.0.1:%d/none" }
                """
                        .formatted(
                                folder.resolve("data"),
                                folder.resolve("lake"),
                                blocked.resolve("pond"),
                                HeadraceProcess.freePort()));

        Launched good = Launched.run("sinks", "check", "--config", config.toString(), "lake");
        assertThat(good.exitCode()).as(good.output()).isZero();
        assertThat(good.output())
                .containsPattern("sink +level +subject +message")
                .containsPattern("lake +ok +target +can be opened")
                .containsPattern("lake +ok +rights on ");

        Launched bad = Launched.run("sinks", "check", "--config", config.toString());
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.output())
                .containsPattern("lake +ok +target +can be opened")
                .containsPattern("pond +failed +target +misconfigured: ")
                .containsPattern("warehouse +failed +target +unavailable: ");

        Launched wrong = Launched.run("sinks", "check", "--config", config.toString(), "laek");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.output()).contains("there is no sink laek", "lake");
    }

    @Test
    void asksARunningNodeByItsAdminAndKeepsItsHandsOffItOtherwise() throws Exception {
        Path data = folder.resolve("data");
        try (HeadraceProcess headrace =
                HeadraceProcess.start(data, Configurations.LAKE, Map.of())) {
            Launched asked =
                    Launched.run(
                            "admin",
                            "sink",
                            "check",
                            "lake",
                            "--url",
                            headrace.internal("").toString(),
                            "--data",
                            data.toString());
            assertThat(asked.exitCode()).as(asked.output()).isZero();
            assertThat(asked.output())
                    .containsPattern("level +subject +message")
                    .containsPattern("ok +space below ");

            Launched refused =
                    Launched.run(
                            "sinks",
                            "check",
                            "--config",
                            data.resolve("test.yaml").toString(),
                            "--data",
                            data.toString());
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("is in use by the process", "headrace admin sink check");
        }
    }
}
