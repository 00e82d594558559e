package dev.headrace.ingest;

import dev.headrace.event.StreamCatalog;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the paths that nearly all requests come by straight from the server's routing, in front of
 * JAX-RS: a post of one event costs about a third less CPU so. It sends what the same doors answer;
 * whatever does not match here to the letter goes on to the resources.
 */
@ApplicationScoped
class FastLane {

    private final Supplier<Doors> makeDoors;
    private final AtomicReference<@Nullable Doors> doors = new AtomicReference<>();

    private record Doors(CanonicalDoor canonical, GuardianDoor guardian, AuditDoor audit) {}

    /** The pipeline is asked for by the first request: its meters are there only by then. */
    @Inject
    FastLane(
            Instance<IngestPipeline> pipeline,
            StreamCatalog catalog,
            GuardianDialect dialect,
            Clock clock) {
        this.makeDoors =
                () ->
                        new Doors(
                                new CanonicalDoor(pipeline.get()),
                                new GuardianDoor(pipeline.get(), catalog, dialect, clock),
                                new AuditDoor(pipeline.get(), catalog));
    }

    private Doors doors() {
        Doors made = doors.get();
        if (made == null) {
            made = makeDoors.get();
            doors.set(made);
        }
        return made;
    }

    void openPublic(HttpRouting.Builder routing) {
        openCanonical(routing);
        routing.post(
                "/event",
                Sending.of(http -> doors().guardian().post(http, http.content().inputStream())));
    }

    /** What is here is nowhere on the public listener: a path that is not there says nothing. */
    void openInternal(HttpRouting.Builder routing) {
        openCanonical(routing);
        routing.post(
                AuditDoor.PATH,
                Sending.of(http -> doors().audit().post(http, http.content().inputStream())));
    }

    private void openCanonical(HttpRouting.Builder routing) {
        routing.post(
                "/v1/streams/{stream}/events",
                Sending.of(http -> doors().canonical().post(request(http))));
    }

    private static IngestRequest request(ServerRequest http) {
        String stream = http.path().pathParameters().get("stream");
        return Exchange.read(http, stream, http.content().inputStream());
    }
}
