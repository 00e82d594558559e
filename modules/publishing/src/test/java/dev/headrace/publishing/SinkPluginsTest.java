package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.SinkProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkPluginsTest {

    private static final String LIBRARY =
            """
            package shared.library;
            public class Version { public static String text() { return "VERSION"; } }
            """;

    private static final String PROVIDER =
            """
            package dev.headrace.plugin.NAME;
            import dev.headrace.sink.ConfigField;
            import dev.headrace.sink.ConfigSpec;
            import dev.headrace.sink.Sink;
            import dev.headrace.sink.SinkConfig;
            import dev.headrace.sink.SinkProvider;
            public class Provider implements SinkProvider {
                public String type() { return "TYPE"; }
                public int spiLevel() { return LEVEL; }
                public ConfigSpec config() {
                    return ConfigSpec.builder()
                        .with("library", ConfigField.Type.TEXT, shared.library.Version.text(), "its version")
                        .with("application", ConfigField.Type.TEXT, seen("dev.headrace.publishing.Publishing"), "seen?")
                        .with("test", ConfigField.Type.TEXT, seen("org.junit.jupiter.api.Test"), "seen?")
                        .with("sql", ConfigField.Type.TEXT, seen("java.sql.Connection"), "seen?")
                        .with("services", ConfigField.Type.TEXT, services(), "how many")
                        .build();
                }
                public Sink create(SinkConfig config) { throw new IllegalStateException(); }
                private static String seen(String name) {
                    try { Class.forName(name); return "seen"; } catch (ClassNotFoundException e) { return "hidden"; }
                }
                private static String services() {
                    try {
                        return "" + java.util.Collections.list(Provider.class.getClassLoader()
                            .getResources("META-INF/services/dev.headrace.sink.SinkProvider")).size();
                    } catch (java.io.IOException e) { return "failed"; }
                }
            }
            """;

    @TempDir Path work;

    @Test
    void givesEachPluginItsOwnVersionOfALibrary() throws IOException {
        plugin("one", "one", "1", "first");
        plugin("two", "two", "1", "second");

        try (var plugins = SinkPlugins.load(work.resolve("plugins"))) {
            assertThat(plugins.all()).extracting(SinkProvider::type).containsExactly("one", "two");
            assertThat(defaultOf(plugins, "one", "library")).isEqualTo("first");
            assertThat(defaultOf(plugins, "two", "library")).isEqualTo("second");
        }
    }

    @Test
    void showsAPluginTheJdkAndTheSpiAndNothingOfTheApplication() throws IOException {
        plugin("one", "one", "1", "first");

        try (var plugins = SinkPlugins.load(work.resolve("plugins"))) {
            assertThat(defaultOf(plugins, "one", "application")).isEqualTo("hidden");
            assertThat(defaultOf(plugins, "one", "test")).isEqualTo("hidden");
            assertThat(defaultOf(plugins, "one", "sql")).isEqualTo("seen");
            assertThat(defaultOf(plugins, "one", "services")).isEqualTo("1");
        }
    }

    @Test
    void namesBothJarsWhenTwoPluginsHaveOneType() throws IOException {
        plugin("one", "same", "1", "first");
        plugin("two", "same", "1", "second");

        assertThatThrownBy(() -> SinkPlugins.load(work.resolve("plugins")))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("same")
                .hasMessageContaining("one.jar")
                .hasMessageContaining("two.jar")
                .hasMessageNotContaining("\n");
    }

    @Test
    void namesBothJarsWhenAPluginWasMadeForAnotherLevel() throws IOException {
        plugin("late", "late", "2", "first");

        assertThatThrownBy(() -> SinkPlugins.load(work.resolve("plugins")))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("late.jar was made for sink SPI level 2")
                .hasMessageContaining("sink-spi")
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesAFolderOfJarsWithoutAPlugin() throws IOException {
        Files.createDirectories(work.resolve("plugins/empty"));
        jar(work.resolve("plugins/empty/empty.jar"), work.resolve("nothing"), "");

        assertThatThrownBy(() -> SinkPlugins.load(work.resolve("plugins")))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("META-INF/services");
    }

    @Test
    void hasNoPluginsWithoutAFolder() {
        try (var plugins = SinkPlugins.load(work.resolve("absent"))) {
            assertThat(plugins.all()).isEmpty();
        }
    }

    private static String defaultOf(SinkPlugins plugins, String type, String field) {
        ConfigSpec spec = plugins.provider(type).orElseThrow().config();
        return spec.parse(java.util.Map.of()).text(field);
    }

    private void plugin(String name, String type, String level, String version) throws IOException {
        Path classes = Files.createDirectories(work.resolve(name + "-classes"));
        Path provider = work.resolve(name).resolve("Provider.java");
        Path library = work.resolve(name).resolve("Version.java");
        Files.createDirectories(provider.getParent());
        Files.writeString(
                provider,
                PROVIDER.replace("NAME", name).replace("TYPE", type).replace("LEVEL", level));
        Files.writeString(library, LIBRARY.replace("VERSION", version));
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-d",
                                classes.toString(),
                                "-classpath",
                                System.getProperty("java.class.path"),
                                provider.toString(),
                                library.toString());
        assertThat(result).isZero();
        Path jar = work.resolve("plugins").resolve(name).resolve(name + ".jar");
        Files.createDirectories(jar.getParent());
        jar(jar, classes, "dev.headrace.plugin." + name + ".Provider");
    }

    private static void jar(Path jar, Path classes, String provider) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : filesOf(classes)) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
            if (!provider.isEmpty()) {
                out.putNextEntry(new JarEntry("META-INF/services/" + SinkProvider.class.getName()));
                out.write(provider.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
