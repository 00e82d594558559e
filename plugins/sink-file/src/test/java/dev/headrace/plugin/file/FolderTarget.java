package dev.headrace.plugin.file;

import dev.headrace.sink.tck.StoredEvent;
import dev.headrace.sink.tck.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A lake as a reader of its folders sees it. */
record FolderTarget(Path root) implements Target {

    private static final JsonMapper EXACT =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.empty();
    }

    @Override
    public List<StoredEvent> stored() throws IOException {
        var lake = new Lake(root);
        var events = new ArrayList<StoredEvent>();
        if (!Files.isDirectory(root)) {
            return events;
        }
        for (String file : lake.files()) {
            if (!file.contains("/.")) {
                for (String line : lake.lines(file)) {
                    JsonNode envelope = EXACT.readTree(line);
                    events.add(
                            new StoredEvent(
                                    envelope.get("id").asString(),
                                    Optional.of(envelope.get("event").toString())));
                }
            }
        }
        return events;
    }

    @Override
    public void clear() throws IOException {
        if (Files.isDirectory(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public Map<Trouble, Switch> troubles() {
        return Map.of(Trouble.DOWN, this::takeAway);
    }

    /** As when the disk of the lake is no longer mounted. */
    private AutoCloseable takeAway() throws IOException {
        Path elsewhere = root.resolveSibling("elsewhere");
        Files.createDirectories(root);
        Files.move(root, elsewhere);
        return () -> {
            clear(); // a sink that was opened meanwhile has made a lake of its own
            Files.move(elsewhere, root);
        };
    }

    @Override
    public void close() {
        // A folder runs nowhere.
    }
}
