package dev.headrace.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The receipts of the internal listener's streams, where the application itself is at the path. */
@ApplicationScoped
@Path("/")
public class InternalReceiptsResource extends ReceiptsApi {

    @Inject
    public InternalReceiptsResource(Receipts receipts) {
        super(receipts);
    }
}
