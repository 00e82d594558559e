package dev.headrace.operations;

import dev.headrace.auth.AuthHealth;
import dev.headrace.auth.Authenticator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

    @Inject
    KeysHealth(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public HealthCheckResponse call() {
        return response(authenticator.health());
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
