package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Signal;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogRecord;
import dev.headrace.privacy.TrustedProxies;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A node with the streams that ship, for the sites {@code www.example.org} and {@code
 * blog.example.org}.
 */
final class WebNode implements AutoCloseable {

    static final WebSites SITES =
            new WebSites(
                    Set.of("www.example.org", "blog.example.org"),
                    Set.of("skipped.example"),
                    Set.of("bentest", "socialclick"),
                    Set.of("socialclick"),
                    Set.of("blog.example.org"),
                    List.of("www.example.org/u/:id"));

    final BoundNode node;
    final WebDoor door;
    final PixelDoor pixel;

    WebNode(Path folder) {
        node =
                new BoundNode(
                        folder,
                        Path.of("../../contracts/streams"),
                        new DialectParts(
                                Optional.empty(), new ClientAddresses(TrustedProxies.NONE), SITES));
        door = new WebDoor(() -> node.pipeline, node.streams);
        pixel = new PixelDoor(() -> node.pipeline, node.streams);
    }

    /** A request with some headers, also those that only some doors look at. */
    IngestRequest request(String stream, String body, Map<String, String> headers, Signal... said) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new IngestRequest(
                stream,
                Contract.Listener.PUBLIC,
                Optional.empty(),
                PipelineFixture.nobody(),
                Optional.ofNullable(headers.get("Origin")),
                Optional.of("text/plain;charset=UTF-8"),
                Optional.empty(),
                bytes.length,
                Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                Optional.empty(),
                () -> Set.of(said),
                new FakeSender(headers),
                new ByteArrayInputStream(bytes));
    }

    Answer post(String stream, String body) {
        return door.take(request(stream, body, Map.of()));
    }

    /** The events of a stream as they are stored. */
    List<String> stored(String stream) {
        return node.frames().stream()
                .filter(frame -> frame.stream().value().equals(stream))
                .map(LogFrame::records)
                .flatMap(List::stream)
                .map(WebNode::json)
                .toList();
    }

    private static String json(LogRecord record) {
        return StandardCharsets.UTF_8.decode(record.json().duplicate()).toString();
    }

    @Override
    public void close() {
        node.close();
    }
}
