package dev.headrace.plugin.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.tck.SampleContext;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSinkProviderTest {

    @TempDir private Path temp;

    @Test
    void isFoundAndWorksWhereAPluginSeesNothingButTheSpi() throws Exception {
        URL classes = FileSinkProvider.class.getProtectionDomain().getCodeSource().getLocation();

        try (var plugin = new URLClassLoader(new URL[] {classes}, new SpiAlone())) {
            SinkProvider provider =
                    ServiceLoader.load(SinkProvider.class, plugin).stream()
                            .map(ServiceLoader.Provider::get)
                            .filter(found -> plugin.equals(found.getClass().getClassLoader()))
                            .findFirst()
                            .orElseThrow();
            Sink sink = provider.create(provider.config().parse(Map.of("path", temp.toString())));
            sink.open(SampleContext.of(Path.of("target")));
            sink.write(Batches.of("b-1", "{}"));

            assertThat(provider.type()).isEqualTo("file");
            assertThat(provider.spiLevel()).isEqualTo(SinkProvider.SPI_LEVEL);
            assertThat(sink.getClass()).isNotEqualTo(FileSink.class);
            assertThat(new Lake(temp).files()).hasSize(1);
        }
    }

    /** Shows the JDK and the classes of the SPI, as the loader of plugins does. */
    private static final class SpiAlone extends ClassLoader {

        SpiAlone() {
            super("spi-alone", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("dev.headrace.sink.")) {
                return SinkProvider.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    @Test
    void asksForBatchesOfAStreamAndHourThatComeAgainAsTheyWere() {
        SinkTraits traits = new Lake(temp).sink().traits();

        assertThat(traits.grouping()).isEqualTo(SinkTraits.Grouping.STREAM_HOUR);
        assertThat(traits.idempotency()).isEqualTo(SinkTraits.Idempotency.BY_BATCH);
        assertThat(traits.linger()).isEqualTo(Duration.ofSeconds(1));
        assertThat(traits.maxRecords()).isEqualTo(50_000);
        assertThat(traits.maxBytes()).isEqualTo(8 << 20);
    }

    @Test
    void takesItsTraitsFromTheSettings() {
        Map<String, String> given =
                Map.of("linger", "5m", "max-records", "7", "max-file-size", "64MiB");

        SinkTraits traits = new Lake(temp, given).sink().traits();

        assertThat(traits.linger()).isEqualTo(Duration.ofMinutes(5));
        assertThat(traits.maxRecords()).isEqualTo(7);
        assertThat(traits.maxBytes()).isEqualTo(64 << 20);
    }

    @Test
    void aRelativePathIsMadeAbsoluteWhereHeadraceRuns() {
        SinkProvider provider = new FileSinkProvider();

        FileSettings settings =
                FileSettings.from(provider.config().parse(Map.of("path", "data/../lake")));

        assertThat(settings.path()).isEqualTo(Path.of("lake").toAbsolutePath());
    }

    @ParameterizedTest
    @CsvSource({
        "compression, lz4, is not one of none, gzip",
        "form, parquet, is not one of envelope",
        "linger, 2h, is not within 0s and 1h",
        "max-records, 0, is not within 1 and 1000000",
        "max-file-size, 1KiB, is not within 1MiB and 1GiB",
        "folder, x, is not known"
    })
    void refusesSettingsThatDoNotFit(String key, String value, String problem) {
        assertThatThrownBy(() -> new Lake(temp, Map.of(key, value)).sink())
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key)
                .hasMessageContaining(problem);
    }

    @Test
    void refusesAPathThatNoFileCanHaveOrThatIsMissing() {
        SinkProvider provider = new FileSinkProvider();

        assertThatThrownBy(
                        () -> provider.create(provider.config().parse(Map.of("path", "a\u0000b"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("path: is not a path");
        assertThatThrownBy(() -> provider.config().parse(Map.of()))
                .hasMessageStartingWith("path: is missing");
    }
}
