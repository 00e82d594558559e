package dev.headrace.operations;

import io.helidon.microprofile.server.RoutingName;
import io.helidon.microprofile.server.RoutingPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/**
 * What operators can see and change, on the internal listener only and behind {@link AdminGuard}.
 */
@ApplicationScoped
@ApplicationPath("/admin")
@RoutingName(value = "internal", required = true)
@RoutingPath("/admin")
public class AdminApi extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                AccountsResource.class,
                SinksResource.class,
                DeadLettersResource.class,
                RejectsResource.class,
                ReplaysResource.class,
                KeysResource.class,
                JournalResource.class,
                LogResource.class,
                StreamsResource.class,
                OpenApiResource.class,
                AdminFailures.class);
    }
}
