package dev.headrace.operations;

import io.helidon.microprofile.server.ServerCdiExtension;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;

/** Puts the guard before the internal listener's routes, behind the filters of the doors. */
@ApplicationScoped
class AdminFilters {

    private final AdminAccess access;

    @Inject
    AdminFilters(AdminAccess access) {
        this.access = access;
    }

    /** Before Helidon makes its routing. */
    void register(
            @Observes @Priority(20) @Initialized(ApplicationScoped.class) Object started,
            BeanManager beans) {
        beans.getExtension(ServerCdiExtension.class)
                .serverNamedRoutingBuilder("internal")
                .addFilter(new AdminGuard(access));
    }
}
