package dev.headrace.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** The receipts of the public listener's streams. */
@ApplicationScoped
@Path("/v1/receipts")
public class ReceiptsResource extends ReceiptsApi {

    @Inject
    public ReceiptsResource(Receipts receipts) {
        super(receipts);
    }
}
