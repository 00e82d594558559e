package dev.headrace.operations;

import io.helidon.microprofile.server.RoutingName;
import io.helidon.microprofile.server.RoutingPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What operators can see and change, on the internal listener only and behind {@link AdminGuard}.
 */
@ApplicationScoped
@ApplicationPath("/admin")
@RoutingName(value = "internal", required = true)
@RoutingPath("/admin")
public class AdminApi extends Application {

    private final Set<Class<?>> others;

    /** The resources of this module alone. */
    public AdminApi() {
        others = Set.of();
    }

    /** The resources of this module and what else there is. */
    @Inject
    public AdminApi(Instance<AdminResources> others) {
        this.others =
                others.stream()
                        .flatMap(one -> one.classes().stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> own =
                Set.of(
                        AccountsResource.class,
                        SinksResource.class,
                        DeadLettersResource.class,
                        RejectsResource.class,
                        ReplaysResource.class,
                        KeysResource.class,
                        JournalResource.class,
                        LogResource.class,
                        StreamsResource.class,
                        PrivacyResource.class,
                        ErasuresResource.class,
                        OpenApiResource.class,
                        AdminFailures.class);
        return Stream.of(own, others).flatMap(Set::stream).collect(Collectors.toSet());
    }
}
