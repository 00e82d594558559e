package dev.headrace.operations;

import dev.headrace.publishing.Publishing;
import dev.headrace.publishing.SinkState;
import dev.headrace.publishing.SinkStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows every sink; always up, since a sink that is away must not take the node out of service. */
@ApplicationScoped
@Readiness
class SinksHealth implements HealthCheck {

    private final Publishing publishing;

    @Inject
    SinksHealth(Publishing publishing) {
        this.publishing = publishing;
    }

    @Override
    public HealthCheckResponse call() {
        return response(publishing.status());
    }

    static HealthCheckResponse response(List<SinkStatus> sinks) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("sinks").up();
        for (SinkStatus sink : sinks) {
            answer.withData(
                    sink.name(),
                    "%s since %s, %d records behind, %d dead letters%s"
                            .formatted(
                                    word(sink.state()),
                                    sink.since(),
                                    sink.lagRecords(),
                                    sink.deadLettered(),
                                    sink.lastError()
                                            .map(code -> ", last fault " + code)
                                            .orElse("")));
        }
        return answer.build();
    }

    static String word(SinkState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
