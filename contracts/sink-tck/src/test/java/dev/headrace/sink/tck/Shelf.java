package dev.headrace.sink.tck;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder with a file for each batch. */
record Shelf(Path folder) implements Target {

    /** While this file is there, the shelf is full. */
    static final String FULL = ".full";

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.empty();
    }

    @Override
    public List<StoredEvent> stored() throws IOException {
        var events = new ArrayList<StoredEvent>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Shelf::isFinished).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    String[] parts = line.split("\t", 2);
                    events.add(new StoredEvent(parts[0], Optional.of(parts[1])));
                }
            }
        }
        return events;
    }

    private static boolean isFinished(Path file) {
        return !file.getFileName().toString().startsWith(".");
    }

    @Override
    public void clear() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public Map<Trouble, Switch> troubles() {
        return Map.of(
                Trouble.FULL,
                () -> {
                    Path mark = Files.createFile(folder.resolve(FULL));
                    return () -> Files.delete(mark);
                });
    }

    @Override
    public void close() {
        // A folder runs nowhere.
    }
}
