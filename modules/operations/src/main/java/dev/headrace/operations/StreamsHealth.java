package dev.headrace.operations;

import dev.headrace.validation.LiveStreams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows the streams; always up, since a stream that is broken on disk keeps its old form. */
@ApplicationScoped
@Readiness
class StreamsHealth implements HealthCheck {

    private final LiveStreams streams;

    @Inject
    StreamsHealth(LiveStreams streams) {
        this.streams = streams;
    }

    @Override
    public HealthCheckResponse call() {
        return response(streams.all().size(), streams.problems());
    }

    static HealthCheckResponse response(int count, List<String> problems) {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("streams").up().withData("streams", count);
        for (int i = 0; i < problems.size(); i++) {
            answer.withData("problem " + (i + 1), problems.get(i));
        }
        return answer.build();
    }
}
