package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows the page "Write a sink" literally: types the commands of its blocks in order, without a
 * network, from the archetype to events that a Headrace with the new plugin has delivered.
 */
class WriteASinkIT {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```");
    private static final String PORT_OF_THE_PAGE = "9000";

    @TempDir private Path folder;

    @AfterEach
    void stopWhatThePageStarted() throws IOException, InterruptedException {
        Path pids = folder.resolve("pids");
        if (Files.exists(pids)) {
            for (String pid : Files.readAllLines(pids)) {
                ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroy);
            }
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aNewSinkIsMadeTestedLoadedAndDeliveredTo() throws Exception {
        Path home = installed();
        Path work = Files.createDirectories(folder.resolve("work"));
        Path repository =
                OfflineRepository.make(
                        folder.resolve("repository"),
                        Path.of(System.getProperty("headrace.local-repository")),
                        ROOT);
        offline(work, repository);
        Files.writeString(folder.resolve("page.sh"), script());
        var builder = new ProcessBuilder("bash", folder.resolve("page.sh").toString());
        builder.directory(work.toFile());
        builder.environment().put("HEADRACE", home.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .merge(
                        "PATH",
                        System.getProperty("java.home") + "/bin",
                        (old, jdk) -> jdk + ":" + old);
        builder.environment().put("HEADRACE_PUBLIC_PORT", "0");
        builder.environment().put("HEADRACE_INTERNAL_PORT", "0");
        Path said = folder.resolve("page.log");
        Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();

        int exitCode = process.waitFor();

        String output = Files.readString(said);
        assertThat(exitCode).as(output).isZero();
        assertThat(output)
                .as("the kit ran")
                .containsPattern("Conformance of the sink collector")
                .contains("BUILD SUCCESS")
                .as("the new type stands beside the others")
                .contains("collector\nfile\n")
                .as("its settings are described")
                .contains("| `url` | **required** | text | Batches are put below it")
                .as("its target was found in order")
                .containsPattern("collector +ok +target .* +answers and knows us");
        assertThat(output.lines().filter(line -> line.startsWith("{\"id\":")).toList())
                .as("events that the demo posted, delivered by the new sink")
                .isNotEmpty()
                .allMatch(line -> line.contains("\"stream\":\"user-telemetry\""));
    }

    /** The page's blocks, and nothing else, but for the port and for who ends what they start. */
    private String script() throws IOException {
        String page = Files.readString(ROOT.resolve("deploy/docs/write-a-sink.md"));
        String commands =
                BLOCK.matcher(page)
                        .results()
                        .map(block -> block.group(1))
                        .collect(Collectors.joining());
        assertThat(commands).contains(PORT_OF_THE_PAGE, "archetype", "sinks check", "--demo");
        int port = HeadraceProcess.freePort();
        return "set -euo pipefail\n"
                + commands.replace(PORT_OF_THE_PAGE, String.valueOf(port))
                        .replace(
                                "sinks example collector > collector.yaml\n",
                                "sinks example collector | sed s/9000/"
                                        + port
                                        + "/ > collector.yaml\n")
                        .replace(" &\n", " &\necho $! >> \"" + folder.resolve("pids") + "\"\n");
    }

    /** Maven looks for this folder above the project that it is called in. */
    private static void offline(Path work, Path repository) throws IOException {
        Path options = Files.createDirectories(work.resolve(".mvn")).resolve("maven.config");
        Files.writeString(options, "-o\n-ntp\n-Dmaven.repo.local=" + repository + "\n");
    }

    /** An installed Headrace that the page may put a plugin into. */
    private Path installed() throws IOException {
        Path home = Files.createDirectories(folder.resolve("headrace"));
        for (String part : new String[] {"lib", "streams"}) {
            Files.createSymbolicLink(home.resolve(part), HeadraceProcess.home().resolve(part));
        }
        copy(HeadraceProcess.home().resolve("bin"), home.resolve("bin"));
        copy(HeadraceProcess.home().resolve("plugins/file"), home.resolve("plugins/file"));
        return home;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(file.getFileName().toString()),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
