package dev.headrace.ingest;

import dev.headrace.event.StreamCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The canonical API of the public listener. */
@ApplicationScoped
@Path("/v1/streams")
public class StreamsResource extends StreamsApi {

    @Inject
    public StreamsResource(IngestPipeline pipeline, StreamCatalog catalog) {
        super(pipeline, catalog);
    }
}
