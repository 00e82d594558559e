package dev.headrace.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the public listener serves. */
@ApplicationScoped
@ApplicationPath("/")
public class PublicApi extends Application {

    private final Set<Class<?>> others;

    /** The doors alone. */
    public PublicApi() {
        others = Set.of();
    }

    /** The doors and what else there is. */
    @Inject
    public PublicApi(Instance<PublicResources> others) {
        this.others =
                others.stream()
                        .flatMap(one -> one.classes().stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> doors =
                Set.of(
                        StreamsResource.class,
                        ReceiptsResource.class,
                        GuardianResource.class,
                        LivenessResource.class,
                        FailureMapper.class);
        return Stream.of(doors, others).flatMap(Set::stream).collect(Collectors.toSet());
    }
}
