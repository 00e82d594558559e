package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.event.StreamCatalog;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Counts visits of browsers that run no script: an image of one transparent pixel, whose {@code
 * Referer} says the page. Nothing else of the request is kept. The image is the body of every
 * answer, whether the visit was counted, was not to be, or was refused.
 */
final class PixelDoor implements DialectDoor {

    private static final String PATH = "/count.gif";
    private static final String IMAGE = "image/gif";
    private static final int OK = 200;

    /** One transparent pixel: GIF89a, 42 bytes. */
    private static final byte[] PIXEL =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    /** Another page's image may be shown, and is asked for anew each time. */
    private static final Map<String, String> HEADERS =
            Map.of("Cache-Control", "no-store", "Cross-Origin-Resource-Policy", "cross-origin");

    private final Supplier<IngestPipeline> pipeline;
    private final StreamCatalog catalog;

    PixelDoor(Supplier<IngestPipeline> pipeline, StreamCatalog catalog) {
        this.pipeline = pipeline;
        this.catalog = catalog;
    }

    @Override
    public Set<String> paths() {
        return Set.of("GET " + PATH);
    }

    @Override
    public void open(HttpRouting.Builder routing) {
        routing.get(PATH, Sending.of(this::count));
    }

    private Answer count(ServerRequest http) {
        try {
            String stream =
                    DialectStreams.find(catalog, Dialect.WEB_PIXEL, Contract.Listener.PUBLIC);
            return count(Exchange.read(http, stream, http.content().inputStream()));
        } catch (RequestRefusedException e) {
            return refused(e);
        }
    }

    /** Counts one visit, if its page is known. */
    Answer count(IngestRequest request) {
        try {
            request.sender()
                    .header("Referer")
                    .flatMap(PixelDoor::visit)
                    .ifPresent(visit -> pipeline.get().ingest(request.anonymous().carrying(visit)));
            return new Answer(OK, IMAGE, PIXEL, HEADERS);
        } catch (RequestRefusedException e) {
            return refused(e);
        }
    }

    /**
     * A page that shows the image is not to look broken; the status says that nothing was taken.
     */
    private static Answer refused(RequestRefusedException refused) {
        return Refusals.refusal(refused, refused.problem(), IMAGE, PIXEL).with(HEADERS);
    }

    /** Site and page of an address. */
    private static Optional<byte[]> visit(String referrer) {
        return WebSites.hostOf(referrer)
                .flatMap(domain -> path(referrer).map(page -> event(domain, page)));
    }

    private static Optional<String> path(String referrer) {
        try {
            String path = URI.create(referrer).getRawPath();
            return Optional.of(path == null || path.isEmpty() ? "/" : path);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] event(String domain, String page) {
        return JsonAnswers.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("domain", domain);
            json.writeStringProperty("page", page);
            json.writeEndObject();
        });
    }
}
