package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which plugins are in the distribution, and that one with fewer runs with those alone. */
class ChosenSinksIT {

    @TempDir private Path folder;

    @Test
    void everyPluginStandsInAFolderOfItsOwnAndNothingOfItInLib() throws Exception {
        assertThat(names(HeadraceProcess.home().resolve("plugins"))).contains("file", "postgresql");

        assertThat(names(HeadraceProcess.home().resolve("lib")))
                .filteredOn(jar -> jar.startsWith("headrace-"))
                .contains("headrace-sink-spi-" + version() + ".jar")
                .noneMatch(
                        jar -> jar.matches("headrace-(sink-(?!spi-).*|aws-client-.*|plugins-.*)"));
    }

    @Test
    void aDistributionWithOneSinkKnowsOnlyThat() throws Exception {
        Path plugins = folder.resolve("plugins");
        assertThat(
                        PluginFolders.run(
                                Path.of(System.getProperty("headrace.plugin-modules")),
                                version(),
                                plugins,
                                "file",
                                System.err))
                .isZero();
        assertThat(names(plugins)).containsExactly("file");

        var builder =
                new ProcessBuilder(
                        HeadraceProcess.home().resolve("bin/headrace").toString(),
                        "run",
                        "--data",
                        folder.resolve("data").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HEADRACE_PLUGINS_FOLDER", plugins.toString());
        builder.environment().put("HEADRACE_SINKS_WAREHOUSE_TYPE", "postgresql");
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(output)
                .contains("headrace.sinks.warehouse.type", "\"postgresql\"; there are file");
    }

    private static String version() {
        return System.getProperty("headrace.version", "");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
