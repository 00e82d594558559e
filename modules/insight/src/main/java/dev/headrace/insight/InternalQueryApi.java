package dev.headrace.insight;

import io.helidon.microprofile.server.RoutingName;
import io.helidon.microprofile.server.RoutingPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Questions about every readable stream, on the internal listener. */
@ApplicationScoped
@ApplicationPath("/v1/query")
@RoutingName(value = "internal", required = true)
@RoutingPath("/v1/query")
public class InternalQueryApi extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(InternalQueryResource.class, ReadFailures.class);
    }
}
