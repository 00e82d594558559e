package dev.headrace.benchmark;

import dev.headrace.sink.SinkProvider;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A plugins folder like that of the distribution, with {@link SwitchSinkProvider} added. */
final class SwitchPlugin {

    private static final List<Class<?>> CLASSES =
            List.of(SwitchSinkProvider.class, SwitchSink.class, SwitchMode.class);

    private SwitchPlugin() {}

    /** Makes the folder; the distribution's own plugins are linked into it. */
    static Path install(Path distribution, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> plugins = Files.list(distribution.resolve("plugins"))) {
            for (Path plugin : plugins.toList()) {
                Files.createSymbolicLink(
                        folder.resolve(plugin.getFileName()), plugin.toAbsolutePath());
            }
        }
        Path own = Files.createDirectories(folder.resolve(SwitchSinkProvider.TYPE));
        writeJar(own.resolve("switch.jar"));
        return folder;
    }

    private static void writeJar(Path file) throws IOException {
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + SinkProvider.class.getName()));
            jar.write(SwitchSinkProvider.class.getName().getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
            for (Class<?> each : CLASSES) {
                add(each.getName().replace('.', '/') + ".class", jar);
            }
        }
    }

    private static void add(String name, JarOutputStream jar) throws IOException {
        try (InputStream content = SwitchPlugin.class.getResourceAsStream('/' + name)) {
            if (content == null) {
                throw new FileNotFoundException(name);
            }
            jar.putNextEntry(new JarEntry(name));
            content.transferTo(jar);
            jar.closeEntry();
        }
    }
}
