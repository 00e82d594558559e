package dev.headrace.ingest;

import dev.headrace.auth.Deployments;
import dev.headrace.event.StreamCatalog;
import io.helidon.webserver.http.HttpRouting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;

/** The dialects that the server's own routing serves, in front of JAX-RS. */
@ApplicationScoped
class DialectDoors {

    private final List<DialectDoor> doors;

    /** The pipeline is asked for by the first request: its meters are there only by then. */
    @Inject
    DialectDoors(
            Instance<IngestPipeline> pipeline,
            StreamCatalog catalog,
            Deployments deployments,
            ClientAddresses clients) {
        this.doors = all(pipeline::get, catalog, deployments, clients);
    }

    static List<DialectDoor> all(
            Supplier<IngestPipeline> pipeline,
            StreamCatalog catalog,
            Deployments deployments,
            ClientAddresses clients) {
        return List.of(
                new RecordDoor(pipeline, catalog),
                new RegistrationDoor(deployments, catalog, clients, System::nanoTime),
                new WebDoor(pipeline, catalog),
                new PixelDoor(pipeline, catalog),
                new ErrorsDoor(pipeline, catalog),
                new AnalyticsDoor(pipeline, catalog),
                new MediaDoor(pipeline, catalog),
                new PoseDoor(pipeline, catalog));
    }

    void open(HttpRouting.Builder routing) {
        doors.forEach(door -> door.open(routing));
    }
}
