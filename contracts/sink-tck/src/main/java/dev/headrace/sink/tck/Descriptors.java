package dev.headrace.sink.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What this process has open: files, sockets, pipes, selectors. */
final class Descriptors {

    static final Path FOLDER = Path.of("/proc/self/fd");

    private Descriptors() {}

    /** One line for each. */
    static List<String> open() throws IOException {
        var open = new ArrayList<String>();
        try (Stream<Path> links = Files.list(FOLDER)) {
            for (Path link : links.toList()) {
                try {
                    open.add(Files.readSymbolicLink(link).toString());
                } catch (NoSuchFileException e) {
                    continue; // closed since, as the one of this very listing
                }
            }
        }
        return open;
    }
}
