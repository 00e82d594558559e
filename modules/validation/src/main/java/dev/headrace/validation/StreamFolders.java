package dev.headrace.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds the streams in the folders that are configured. */
final class StreamFolders {

    /** The file that makes a folder a stream. */
    static final String CONTRACT = "stream.yaml";

    private StreamFolders() {}

    /** The folders of the streams, in order; what cannot be read becomes a problem. */
    static List<StreamFolder> find(List<Path> configured, Problems problems) {
        List<StreamFolder> found = new ArrayList<>();
        for (Path folder : configured) {
            try {
                List<StreamFolder> streams = in(folder, problems);
                if (streams.isEmpty()) {
                    problems.add(folder, "holds no stream: no folder in it has a " + CONTRACT);
                }
                found.addAll(streams);
            } catch (IOException | UncheckedIOException e) {
                problems.add(folder, "is not a folder that can be read");
            }
        }
        return found;
    }

    private static List<StreamFolder> in(Path folder, Problems problems) throws IOException {
        if (Files.exists(folder.resolve(CONTRACT))) {
            return List.of(new StreamFolder(folder));
        }
        List<StreamFolder> found = new ArrayList<>();
        for (Path child : visible(folder)) {
            if (Files.exists(child.resolve(CONTRACT))) {
                found.add(new StreamFolder(child));
            } else if (Files.isDirectory(child) && looksLikeStream(child)) {
                problems.add(child, "looks like a stream, but has no " + CONTRACT);
                found.add(new StreamFolder(child));
            }
        }
        return found;
    }

    /** Leaving out a stream silently because of a wrong letter would lose its events. */
    private static boolean looksLikeStream(Path folder) throws IOException {
        return visible(folder).stream()
                .map(file -> file.getFileName().toString().toLowerCase(Locale.ROOT))
                .anyMatch(name ->
                        name.startsWith("stream.y")
                                || name.startsWith("streams.y")
                                || name.endsWith(".schema.json"));
    }

    private static List<Path> visible(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
