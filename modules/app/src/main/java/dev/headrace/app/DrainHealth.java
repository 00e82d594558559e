package dev.headrace.app;

import dev.headrace.ingest.DrainGuard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready any more as soon as the node stops. */
@ApplicationScoped
@Readiness
class DrainHealth implements HealthCheck {

    private final DrainGuard guard;

    @Inject
    DrainHealth(DrainGuard guard) {
        this.guard = guard;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("taking-events").status(!guard.isDraining()).build();
    }
}
