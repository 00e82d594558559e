package dev.headrace.app;

import dev.headrace.insight.AuditWatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows how the audit trail stands; always up, since a node that refuses events would lose more of
 * it.
 */
@ApplicationScoped
@Readiness
class AuditHealth implements HealthCheck {

    private final AuditWatch watch;

    @Inject
    AuditHealth(AuditWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        return response(watch.state());
    }

    static HealthCheckResponse response(AuditWatch.State state) {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("audit-trail")
                        .up()
                        .withData("chains", state.chains())
                        .withData("brokenChains", state.broken())
                        .withData("rowsChecked", state.rows());
        state.wholeRound().ifPresent(at -> answer.withData("allChecked", at.toString()));
        state.problem().ifPresent(why -> answer.withData("problem", why));
        if (state.broken() > 0) {
            answer.withData("where", "headrace audit verify");
        }
        return answer.build();
    }
}
