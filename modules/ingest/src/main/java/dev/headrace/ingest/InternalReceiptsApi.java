package dev.headrace.ingest;

import io.helidon.microprofile.server.RoutingName;
import io.helidon.microprofile.server.RoutingPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Receipts of the streams whose contract says {@code listener: internal}, on that listener. */
@ApplicationScoped
@ApplicationPath("/v1/receipts")
@RoutingName(value = "internal", required = true)
@RoutingPath("/v1/receipts")
public class InternalReceiptsApi extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(InternalReceiptsResource.class, FailureMapper.class);
    }
}
