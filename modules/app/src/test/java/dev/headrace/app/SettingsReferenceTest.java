package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReferenceTest {

    private static final Path SHIPPED = Path.of("src/main/conf/headrace.yaml");

    @TempDir private Path folder;

    @Test
    void shippedFileSaysWhatTheCodeSays() throws IOException {
        Path written = Files.writeString(Path.of("target/headrace.yaml"), SettingsReference.yaml());

        assertThat(SHIPPED)
                .as("copy %s over %s", written.toAbsolutePath(), SHIPPED.toAbsolutePath())
                .hasContent(SettingsReference.yaml());
    }

    @Test
    void shippedFileIsAGoodSettingsFile() {
        HeadraceSettings settings = SettingsFixture.nothing().file(SHIPPED).read();

        assertThat(settings).isEqualTo(SettingsFixture.nothing().read());
    }

    @Test
    void everyDefaultInItIsTheTrueDefault() throws IOException {
        String uncommented =
                Files.readAllLines(SHIPPED).stream()
                        .takeWhile(line -> !line.contains("The sinks"))
                        .map(line -> line.replaceFirst("^( +)# ([a-z.-]+:( \\S+)?)$", "$1$2"))
                        .collect(Collectors.joining("\n"));

        HeadraceSettings settings = SettingsFixture.nothing().yaml(folder, uncommented).read();

        assertThat(uncommented).contains("\n  data-dir: data\n", "\n    port: 8080\n");
        assertThat(settings).isEqualTo(SettingsFixture.nothing().read());
    }
}
