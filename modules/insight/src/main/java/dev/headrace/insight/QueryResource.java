package dev.headrace.insight;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** Questions on the public listener, about its own streams. */
@ApplicationScoped
@Path("/v1/query")
public class QueryResource extends QueryApi {

    @Inject
    public QueryResource(Questions questions) {
        super(questions);
    }
}
