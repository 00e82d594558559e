package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar compiled from texts. */
final class SmallJar {

    private SmallJar() {}

    /**
     * @param work a folder for sources and classes
     * @param sources texts by path
     * @param resources texts by path
     */
    static void compile(
            Path jar,
            Path work,
            Map<String, String> sources,
            Map<String, String> resources,
            List<Path> classPath)
            throws IOException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-d", classes.toString(), "-proc:none", "-classpath"));
        arguments.add(
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            arguments.add(write(work.resolve("sources"), source).toString());
        }
        for (Map.Entry<String, String> resource : resources.entrySet()) {
            write(classes, resource);
        }
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).as("compiles").isZero();
        pack(classes, jar);
    }

    private static Path write(Path folder, Map.Entry<String, String> text) throws IOException {
        Path file = folder.resolve(text.getKey());
        Files.createDirectories(file.getParent());
        return Files.write(file, text.getValue().getBytes(StandardCharsets.UTF_8));
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
                out.closeEntry();
            }
        }
    }
}
