package dev.headrace.ingest;

import io.helidon.microprofile.server.RoutingName;
import io.helidon.microprofile.server.RoutingPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/**
 * The streams whose contract says {@code listener: internal}: the canonical door, on that listener.
 */
@ApplicationScoped
@ApplicationPath("/v1/streams")
@RoutingName(value = "internal", required = true)
@RoutingPath("/v1/streams")
public class InternalStreamsApi extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(InternalStreamsResource.class, FailureMapper.class);
    }
}
