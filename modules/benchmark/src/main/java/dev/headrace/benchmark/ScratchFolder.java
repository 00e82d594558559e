package dev.headrace.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folders for what a measurement writes. Below the module's {@code target}, not in the system's
 * folder for temporary files: that one may be memory, where forcing costs nothing.
 */
final class ScratchFolder {

    private static final Path MODULE = Path.of("modules", "benchmark");

    private ScratchFolder() {}

    /** A new, empty folder. */
    static Path create(String name) {
        try {
            Path target = ShippedContract.sourceTree().resolve(MODULE).resolve("target");
            Files.createDirectories(target);
            return Files.createTempDirectory(target, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder with everything in it. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
