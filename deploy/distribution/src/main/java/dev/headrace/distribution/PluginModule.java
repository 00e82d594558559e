package dev.headrace.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A built module {@code sink-<type>}.
 *
 * @param type the sink type, which is also the name of the plugin's folder
 * @param folder the module's folder
 * @param jar the module's own jar
 */
record PluginModule(String type, Path folder, Path jar) {

    private static final String PREFIX = "sink-";
    private static final String SERVICE = "META-INF/services/dev.headrace.sink.SinkProvider";

    /** What is in the module's jar. */
    private enum Content {
        PLUGIN,
        /** No classes: a module that is only planned. */
        NOTHING
    }

    /**
     * The modules of a folder that hold a plugin, by type.
     *
     * @throws PluginsException when one is not built, or is no plugin
     */
    static List<PluginModule> list(Path modules, String version) throws IOException {
        try (Stream<Path> entries = Files.list(modules)) {
            return entries.filter(PluginModule::isModule)
                    .sorted()
                    .map(folder -> of(folder, version))
                    .filter(module -> module.content() == Content.PLUGIN)
                    .toList();
        }
    }

    private static boolean isModule(Path folder) {
        return folder.getFileName().toString().startsWith(PREFIX)
                && Files.exists(folder.resolve("pom.xml"));
    }

    private static PluginModule of(Path folder, String version) {
        String name = folder.getFileName().toString();
        Path jar = folder.resolve("target/headrace-" + name + "-" + version + ".jar");
        return new PluginModule(name.substring(PREFIX.length()), folder, jar);
    }

    private Content content() {
        if (Files.notExists(jar)) {
            throw new PluginsException(
                    jar + " is missing: build it with mvn package -pl deploy/distribution -am");
        }
        try (var file = new JarFile(jar.toFile())) {
            if (file.getEntry(SERVICE) != null) {
                return Content.PLUGIN;
            }
            if (file.stream().noneMatch(entry -> entry.getName().endsWith(".class"))) {
                return Content.NOTHING;
            }
            throw new PluginsException(jar + " has classes, but no " + SERVICE);
        } catch (IOException e) {
            throw new PluginsException(jar + " cannot be read", e);
        }
    }

    /** All jars of the plugin: its own and its libraries'. */
    List<Path> jars() throws IOException {
        Path libraries = folder.resolve("target/plugin");
        if (Files.notExists(libraries)) {
            return List.of(jar);
        }
        try (Stream<Path> files = Files.list(libraries)) {
            return Stream.concat(Stream.of(jar), files.sorted()).toList();
        }
    }
}
