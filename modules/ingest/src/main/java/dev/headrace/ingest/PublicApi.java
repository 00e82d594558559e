package dev.headrace.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** What the public listener serves. */
@ApplicationScoped
@ApplicationPath("/")
public class PublicApi extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                StreamsResource.class,
                ReceiptsResource.class,
                GuardianResource.class,
                LivenessResource.class,
                FailureMapper.class);
    }
}
