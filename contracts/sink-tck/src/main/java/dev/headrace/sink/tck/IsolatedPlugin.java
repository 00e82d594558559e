package dev.headrace.sink.tck;

import dev.headrace.sink.SinkProvider;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * A plugin as Headrace loads it: in a class loader of its own, whose parent shows the JDK and the
 * SPI. It sees its own classes and the jars that the build has laid into {@code target/plugin}; in
 * a build that has not come so far, the class path of the tests.
 */
final class IsolatedPlugin implements AutoCloseable {

    private final String type;
    private final URLClassLoader loader;

    private IsolatedPlugin(String type, URLClassLoader loader) {
        this.type = type;
        this.loader = loader;
    }

    static IsolatedPlugin of(Class<? extends SinkProvider> type) throws IOException {
        URL[] entries = entries(own(type)).toArray(URL[]::new);
        return new IsolatedPlugin(type.getName(), new URLClassLoader(entries, new SpiAlone()));
    }

    ClassLoader loader() {
        return loader;
    }

    /** The provider, found by its entry in {@code META-INF/services}. */
    SinkProvider provider() {
        return ServiceLoader.load(SinkProvider.class, loader).stream()
                .filter(found -> found.type().getName().equals(type))
                .filter(found -> found.type().getClassLoader().equals(loader))
                .findFirst()
                .map(ServiceLoader.Provider::get)
                .orElseThrow(() ->
                        new AssertionError(
                                "META-INF/services/"
                                        + SinkProvider.class.getName()
                                        + " of the plugin does not name "
                                        + type));
    }

    /** The provider by its name, whether it is listed or not. */
    SinkProvider unlisted() {
        try {
            return (SinkProvider) loader.loadClass(type).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(
                    type + " cannot be made by a public constructor without parameters", e);
        }
    }

    private static Path own(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is a URI", e);
        }
    }

    private static List<URL> entries(Path own) throws IOException {
        var entries = new ArrayList<URL>(List.of(url(own)));
        Path folder = own.resolveSibling("plugin");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> jars = Files.list(folder)) {
                jars.sorted().map(IsolatedPlugin::url).forEach(entries::add);
            }
        } else {
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .map(IsolatedPlugin::url)
                    .forEach(entries::add);
        }
        return entries;
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a path is a URL", e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    /** Shows the JDK and the classes of the SPI, as the loader of plugins does. */
    private static final class SpiAlone extends ClassLoader {

        SpiAlone() {
            super("spi-alone", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            boolean isSpi =
                    name.substring(0, name.lastIndexOf('.') + 1).equals("dev.headrace.sink.");
            if (isSpi) {
                return SinkProvider.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
