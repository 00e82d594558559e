package dev.headrace.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local Maven repository with what this build has resolved, and with the contracts that it has
 * just made, which are installed nowhere. The build's own repository is linked to and not written.
 */
final class OfflineRepository {

    private static final String VERSION = System.getProperty("headrace.version", "");

    private OfflineRepository() {}

    static Path make(Path folder, Path resolved, Path root) throws IOException {
        Files.createDirectories(folder);
        linkAllBut(resolved, folder, "dev");
        Path dev = Files.createDirectories(folder.resolve("dev"));
        if (Files.isDirectory(resolved.resolve("dev"))) {
            linkAllBut(resolved.resolve("dev"), dev, "headrace");
        }
        put(dev, "headrace", root.resolve("pom.xml"));
        for (String module : List.of("sink-spi", "sink-tck", "sink-archetype")) {
            Path built = root.resolve("contracts").resolve(module);
            String artifact = "headrace-" + module;
            put(dev, artifact, built.resolve("pom.xml"));
            String jar = artifact + "-" + VERSION + ".jar";
            Files.createSymbolicLink(
                    place(dev, artifact).resolve(jar), built.resolve("target").resolve(jar));
        }
        return folder;
    }

    private static void linkAllBut(Path from, Path to, String left) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (!name.equals(left)) {
                    Files.createSymbolicLink(to.resolve(name), entry);
                }
            }
        }
    }

    private static void put(Path dev, String artifact, Path pom) throws IOException {
        Files.copy(pom, place(dev, artifact).resolve(artifact + "-" + VERSION + ".pom"));
    }

    private static Path place(Path dev, String artifact) throws IOException {
        return Files.createDirectories(
                dev.resolve("headrace").resolve(artifact).resolve(VERSION));
    }
}
