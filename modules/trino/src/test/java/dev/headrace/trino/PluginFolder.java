package dev.headrace.trino;

import dev.headrace.sink.SinkProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * A plugin as Headrace loads it: it sees the JDK, the SPI and its own jars, so its libraries and
 * Trino's do not meet.
 */
final class PluginFolder implements AutoCloseable {

    private final URLClassLoader loader;

    private PluginFolder(URLClassLoader loader) {
        this.loader = loader;
    }

    /** The plugin that a module of the build has made. */
    static PluginFolder of(String module) throws IOException {
        Path target = Path.of("../../plugins", module, "target");
        var jars = new ArrayList<URL>();
        Path libraries = target.resolve("plugin"); // a plugin without any has no such folder
        for (Path folder :
                Files.isDirectory(libraries) ? List.of(target, libraries) : List.of(target)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path jar : files.filter(PluginFolder::isJar).toList()) {
                    jars.add(jar.toUri().toURL());
                }
            }
        }
        return new PluginFolder(new URLClassLoader(jars.toArray(URL[]::new), new SpiOnly()));
    }

    private static boolean isJar(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar") && !name.endsWith("-tests.jar");
    }

    SinkProvider provider() {
        return ServiceLoader.load(SinkProvider.class, loader).findFirst().orElseThrow();
    }

    private static final class SpiOnly extends ClassLoader {

        SpiOnly() {
            super("sink-spi", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("dev.headrace.sink.")) {
                return SinkProvider.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
