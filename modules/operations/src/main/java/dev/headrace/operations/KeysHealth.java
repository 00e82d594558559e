package dev.headrace.operations;

import dev.headrace.auth.AdminTokens;
import dev.headrace.auth.AuthHealth;
import dev.headrace.auth.Authenticator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows how the keys stand; always up, since the last good keys stay in use. */
@ApplicationScoped
@Readiness
class KeysHealth implements HealthCheck {

    private final Authenticator authenticator;

    private final AdminTokens adminTokens;

    @Inject
    KeysHealth(Authenticator authenticator, AdminTokens adminTokens) {
        this.authenticator = authenticator;
        this.adminTokens = adminTokens;
    }

    @Override
    public HealthCheckResponse call() {
        var sources = new ArrayList<>(authenticator.health());
        sources.add(adminTokens.health());
        return response(sources);
    }

    static HealthCheckResponse response(List<AuthHealth> sources) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("keys").up();
        for (AuthHealth source : sources) {
            answer.withData(
                    source.source(), (source.good() ? "good: " : "failing: ") + source.message());
        }
        return answer.build();
    }
}
