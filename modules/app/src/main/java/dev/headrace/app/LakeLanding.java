package dev.headrace.app;

import dev.headrace.publishing.SinkSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Looks for an event in the files of a file sink, the newest first. */
final class LakeLanding implements Landing {

    /** A demo looks for what it has just posted. */
    private static final int NEWEST = 20;

    private final Path folder;

    LakeLanding(SinkSettings sink, String stream) {
        this.folder = Path.of(sink.config().getOrDefault("path", ".")).resolve(stream);
    }

    @Override
    public Optional<String> find(String id) {
        try {
            for (Path file : newestFiles()) {
                Optional<Integer> line = line(file, '"' + id + '"');
                if (line.isPresent()) {
                    return line.map(number -> file + " line " + number);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // the folder is not there yet, or a file was just renamed
        }
    }

    private List<Path> newestFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(LakeLanding::modified).reversed())
                    .limit(NEWEST)
                    .toList();
        }
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }

    private static Optional<Integer> line(Path file, String wanted) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(wanted)) {
                    return Optional.of(number);
                }
                number++;
            }
            return Optional.empty();
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    }
}
