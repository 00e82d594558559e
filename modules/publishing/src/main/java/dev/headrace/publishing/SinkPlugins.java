package dev.headrace.publishing;

import dev.headrace.sink.Permissions;
import dev.headrace.sink.SinkProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The sink plugins of a folder: each sub folder with jars is one plugin, with a class loader of its
 * own that sees the JDK, the sink SPI and its own jars. Immutable; close it after {@link
 * Publishing}.
 */
public final class SinkPlugins implements AutoCloseable {

    private final Map<String, SinkProvider> providers;
    private final List<URLClassLoader> loaders;

    private SinkPlugins(Map<String, SinkProvider> providers, List<URLClassLoader> loaders) {
        this.providers = providers;
        this.loaders = loaders;
    }

    /**
     * Loads every plugin.
     *
     * @param builtIn sinks that are no plugins: of the application's own classes
     * @throws PluginException when two plugins have one type, a plugin was made for another SPI
     *     level, a folder holds no plugin, or the folder cannot be read
     */
    public static SinkPlugins load(Path folder, SinkProvider... builtIn) {
        var plugins = of(builtIn);
        try {
            for (Path plugin : list(folder)) {
                List<Path> jars = jars(plugin);
                if (!jars.isEmpty()) {
                    plugins.loadPlugin(plugin, jars);
                }
            }
            return plugins;
        } catch (PluginException e) {
            plugins.close();
            throw e;
        } catch (IOException | UncheckedIOException e) {
            plugins.close();
            throw new PluginException("The plugins folder " + folder + " cannot be read", e);
        }
    }

    /** Plugins that are on the class path of their caller. */
    static SinkPlugins of(SinkProvider... given) {
        var plugins = new SinkPlugins(new TreeMap<>(), new ArrayList<>());
        List.of(given).forEach(plugins::register);
        return plugins;
    }

    /** The plugin of a type. */
    public Optional<SinkProvider> provider(String type) {
        return Optional.ofNullable(providers.get(type));
    }

    /** All plugins, by type. */
    public Collection<SinkProvider> all() {
        return List.copyOf(providers.values());
    }

    /**
     * What every plugin says of itself, by type.
     *
     * @throws PluginException when a plugin contradicts itself
     */
    public List<SinkDescription> describe() {
        return providers.values().stream().map(SinkDescription::of).toList();
    }

    /**
     * What a configured sink must be allowed to do at its target.
     *
     * @throws dev.headrace.sink.ConfigException when its settings do not fit the plugin
     */
    public Permissions permissions(SinkSettings sink) {
        SinkFactory factory = SinkCheck.factory(sink, provider(sink.type()).orElseThrow());
        return PluginContext.call(
                factory.plugin(), () -> factory.provider().permissions(factory.config()));
    }

    /** Closes the plugins' jars. */
    @Override
    public void close() {
        for (URLClassLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                System.getLogger("dev.headrace.publishing")
                        .log(
                                System.Logger.Level.WARNING,
                                "Plugin " + loader.getName() + " did not close cleanly",
                                e);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static List<Path> jars(Path plugin) throws IOException {
        try (Stream<Path> entries = Files.list(plugin)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private void loadPlugin(Path folder, List<Path> jars) {
        var urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = url(jars.get(i));
        }
        var loader =
                new URLClassLoader("plugin-" + folder.getFileName(), urls, new SpiOnlyLoader());
        loaders.add(loader);
        PluginContext.call(loader, () -> register(folder, loader));
    }

    private boolean register(Path folder, ClassLoader loader) {
        try {
            boolean found = false;
            for (SinkProvider provider : ServiceLoader.load(SinkProvider.class, loader)) {
                register(provider);
                found = true;
            }
            if (!found) {
                throw new PluginException(
                        "The plugin folder "
                                + folder
                                + " has jars, but none names a "
                                + SinkProvider.class.getName()
                                + " in META-INF/services");
            }
            return found;
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginException(
                    "The plugin in " + folder + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    private void register(SinkProvider provider) {
        if (provider.spiLevel() != SinkProvider.SPI_LEVEL) {
            throw new PluginException(
                    jar(provider.getClass())
                            + " was made for sink SPI level "
                            + provider.spiLevel()
                            + ", but "
                            + jar(SinkProvider.class)
                            + " is level "
                            + SinkProvider.SPI_LEVEL);
        }
        SinkProvider other = providers.putIfAbsent(provider.type(), provider);
        if (other != null) {
            throw new PluginException(
                    "Two plugins have the sink type "
                            + provider.type()
                            + ": "
                            + jar(other.getClass())
                            + " and "
                            + jar(provider.getClass()));
        }
    }

    private static String jar(Class<?> type) {
        var source = type.getProtectionDomain().getCodeSource();
        return source == null ? type.getName() : Path.of(source.getLocation().getPath()).toString();
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new PluginException(jar + " cannot be used as a plugin", e);
        }
    }
}
