package dev.headrace.operations;

import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether the event log takes events: down when its disk has failed or its quota is used up. */
@ApplicationScoped
@Readiness
class EventLogHealth implements HealthCheck {

    private final EventLog log;

    private final LogForecast forecast;

    @Inject
    EventLogHealth(EventLog log, LogForecast forecast) {
        this.log = log;
        this.forecast = forecast;
    }

    @Override
    public HealthCheckResponse call() {
        return response(log.status(), forecast.hoursLeft());
    }

    static HealthCheckResponse response(LogStatus status, double hoursLeft) {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("event-log")
                        .status(!status.full() && status.failure().isEmpty())
                        .withData("usedBytes", status.usedBytes())
                        .withData("quotaBytes", status.quotaBytes())
                        .withData("full", status.full())
                        .withData("hoursLeft", (long) hoursLeft);
        status.failure().ifPresent(failure -> answer.withData("failure", failure));
        if (!status.damage().isEmpty()) {
            answer.withData("damage", String.join("; ", status.damage()));
        }
        return answer.build();
    }
}
