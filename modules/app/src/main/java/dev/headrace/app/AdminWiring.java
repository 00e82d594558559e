package dev.headrace.app;

import dev.headrace.auth.AdminTokens;
import dev.headrace.insight.AuditResource;
import dev.headrace.insight.Operators;
import dev.headrace.insight.RetentionResource;
import dev.headrace.insight.SecurityResource;
import dev.headrace.operations.AdminAccess;
import dev.headrace.operations.AdminJournal;
import dev.headrace.operations.AdminResources;
import dev.headrace.operations.Administered;
import dev.headrace.operations.LogForecast;
import io.helidon.common.context.Contexts;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** Hands the parts of the admin resources to CDI, as {@link Wiring} does with the rest. */
@ApplicationScoped
class AdminWiring {

    /** What is about the store. */
    static final Set<Class<?>> OF_THE_STORE =
            Set.of(RetentionResource.class, SecurityResource.class, AuditResource.class);

    private final AdminParts parts;

    AdminWiring() {
        this.parts =
                Contexts.context()
                        .flatMap(context -> context.get(HttpServer.Start.class))
                        .orElseThrow(() -> new IllegalStateException("started without HttpServer"))
                        .headrace()
                        .admin();
    }

    /** Makes this bean before any other, while the context of the start is at hand. */
    void begin(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object started) {
        // the constructor has done it
    }

    @Produces
    @Singleton
    AdminTokens tokens() {
        return parts.tokens();
    }

    @Produces
    @Singleton
    AdminAccess access() {
        return parts.access();
    }

    @Produces
    @Singleton
    AdminJournal journal() {
        return parts.journal();
    }

    @Produces
    @Singleton
    Operators operators() {
        return parts.journal()::change;
    }

    @Produces
    @Singleton
    LogForecast forecast() {
        return parts.forecast();
    }

    @Produces
    @Singleton
    AdminResources resources() {
        return new AdminResources(OF_THE_STORE);
    }

    @Produces
    @Singleton
    Administered administered() {
        return parts.administered();
    }
}
