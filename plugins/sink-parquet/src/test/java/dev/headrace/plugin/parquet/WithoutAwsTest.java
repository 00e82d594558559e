package dev.headrace.plugin.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin's folder with the SDK's jars taken out of it. */
class WithoutAwsTest {

    /** Outlives the test: the native library is unpacked there once for all tests. */
    private static final Path SCRATCH = Path.of("target");

    @TempDir private Path temp;

    @Test
    void aFolderIsWrittenWithoutTheSdk() throws Exception {
        try (URLClassLoader plugin = pluginWithoutSdk()) {
            SinkProvider provider =
                    (SinkProvider)
                            plugin.loadClass(ParquetSinkProvider.class.getName())
                                    .getConstructor()
                                    .newInstance();
            assertThat(provider.getClass()).isNotEqualTo(ParquetSinkProvider.class);
            assertThatThrownBy(() -> plugin.loadClass("software.amazon.awssdk.regions.Region"))
                    .isInstanceOf(ClassNotFoundException.class);

            try (Sink sink =
                    provider.create(provider.config().parse(Map.of("path", temp.toString())))) {
                sink.open(SampleContext.of(SCRATCH, SampleContext.contract("clicks", "{}")));
                assertThat(
                                sink.write(
                                                SampleBatch.of(
                                                        "p-1",
                                                        1,
                                                        n -> SampleRecord.of("clicks", "e", "{}")))
                                        .outcome(0))
                        .isInstanceOf(Outcome.Delivered.class);
                assertThat(sink.check().findings()).isNotEmpty();
            }
        }
    }

    private static URLClassLoader pluginWithoutSdk() {
        URL[] jars =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("awssdk"))
                        .map(WithoutAwsTest::url)
                        .toArray(URL[]::new);
        ClassLoader spi =
                new ClassLoader("sink-spi", ClassLoader.getPlatformClassLoader()) {
                    @Override
                    protected Class<?> findClass(String name) throws ClassNotFoundException {
                        if (name.startsWith("dev.headrace.sink.")) {
                            return WithoutAwsTest.class.getClassLoader().loadClass(name);
                        }
                        throw new ClassNotFoundException(name);
                    }
                };
        return new URLClassLoader("parquet", jars, spi);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
