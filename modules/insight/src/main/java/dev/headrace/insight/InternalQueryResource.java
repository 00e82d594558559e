package dev.headrace.insight;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/** Questions on the internal listener, where the application itself is at the path. */
@ApplicationScoped
@Path("/")
public class InternalQueryResource extends QueryApi {

    @Inject
    public InternalQueryResource(Questions questions) {
        super(questions);
    }
}
