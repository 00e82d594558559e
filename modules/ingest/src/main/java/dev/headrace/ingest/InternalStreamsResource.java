package dev.headrace.ingest;

import dev.headrace.event.StreamCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The canonical API of the internal listener, where the application itself stands at the path. */
@ApplicationScoped
@Path("/")
public class InternalStreamsResource extends StreamsApi {

    @Inject
    public InternalStreamsResource(IngestPipeline pipeline, StreamCatalog catalog) {
        super(pipeline, catalog);
    }
}
