package ${package};

import dev.headrace.sink.tck.StoredEvent;
import dev.headrace.sink.tck.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The collector as the conformance kit sees it: what is stored, and what can go wrong. */
final class CollectorTarget implements Target {

    static final String TOKEN = "known-to-the-collector";

    private final Path folder;
    private final Collector collector;

    CollectorTarget(Path folder) throws IOException {
        this.folder = folder;
        this.collector = new Collector(0, folder, Optional.of(TOKEN));
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.of(collector.address());
    }

    @Override
    public List<StoredEvent> stored() throws IOException {
        List<StoredEvent> events = new ArrayList<>();
        for (Path file : files()) {
            for (String line : Files.readAllLines(file)) {
                String id = JsonMapper.shared().readTree(line).path("id").asString();
                events.add(new StoredEvent(id, Optional.of(event(line))));
            }
        }
        return events;
    }

    /** The event is the last member; it is cut out, so that no digit of it is lost by reading. */
    private static String event(String line) {
        String member = ",\"event\":";
        return line.substring(line.indexOf(member) + member.length(), line.length() - 1);
    }

    @Override
    public void clear() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
    }

    @Override
    public Map<Trouble, Switch> troubles() {
        return Map.of(
                Trouble.FULL, () -> answering(507),
                Trouble.DENIED, () -> answering(403),
                Trouble.THROTTLED, () -> answering(429));
    }

    private AutoCloseable answering(int status) {
        collector.answer(status);
        return () -> collector.answer(0);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
        }
    }

    @Override
    public void close() {
        collector.close();
    }
}
