package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code headrace sinks} with the plugins of the distribution. */
class SinksCommandIT {

    private static final Path PAGES = Path.of("../docs/sinks");

    @TempDir private Path folder;

    private record Ended(int exitCode, String output) {}

    @Test
    void everyPluginDeclaresTheTypeThatItsFolderIsNamedFor() throws Exception {
        List<String> folders;
        try (Stream<Path> plugins = Files.list(HeadraceProcess.home().resolve("plugins"))) {
            folders = plugins.map(one -> one.getFileName().toString()).sorted().toList();
        }

        assertThat(run("sinks", "list").output().lines().toList()).isEqualTo(folders);
    }

    @Test
    void thePagesSayWhatThePluginsDeclare() throws Exception {
        Ended checked = run("sinks", "pages", "--check", PAGES.toRealPath().toString());

        assertThat(checked.exitCode())
                .as(
                        "%sTo write them: deploy/distribution/target/headrace-0.1.0/bin/headrace sinks pages deploy/docs/sinks",
                        checked.output())
                .isZero();
    }

    @Test
    void describesATypeAndNamesTheOthersForOneThatIsNot() throws Exception {
        assertThat(run("sinks", "describe", "file").output())
                .contains("| `path` | **required** | text |", "type: file");
        assertThat(run("sinks", "schema").output())
                .contains("\"#/definitions/file\"", "\"#/definitions/postgresql\"");

        Ended unknown = run("sinks", "describe", "fiel");
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

        Ended good = run("sinks", "check", "--config", config.toString(), "lake");
        assertThat(good.exitCode()).as(good.output()).isZero();
        assertThat(good.output())
                .containsPattern("sink +level +subject +message")
                .containsPattern("lake +ok +target +can be opened")
                .containsPattern("lake +ok +rights on ");

        Ended bad = run("sinks", "check", "--config", config.toString());
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.output())
                .containsPattern("lake +ok +target +can be opened")
                .containsPattern("pond +failed +target +misconfigured: ")
                .containsPattern("warehouse +failed +target +unavailable: ");

        Ended wrong = run("sinks", "check", "--config", config.toString(), "laek");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.output()).contains("there is no sink laek", "lake");
    }

    @Test
    void asksARunningNodeByItsAdminAndKeepsItsHandsOffItOtherwise() throws Exception {
        Path data = folder.resolve("data");
        try (HeadraceProcess headrace =
                HeadraceProcess.start(data, Configurations.LAKE, Map.of())) {
            Ended asked =
                    run(
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

            Ended refused =
                    run(
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

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(HeadraceProcess.home().resolve("bin/headrace").toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), output);
    }
}
