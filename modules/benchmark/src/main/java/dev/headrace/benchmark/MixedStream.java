package dev.headrace.benchmark;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a mixed load is made of: every stream that ships, by the door that its clients use. The
 * weights are of requests; they stay below what the streams' own rates allow.
 */
enum MixedStream {
    USER_TELEMETRY(27),
    DEPLOYMENT_METRICS(3),
    CLI_METRICS(3),
    WEB_EVENTS(10),
    WEB_PAGEVIEWS(10),
    WEB_PIXELS(5),
    WEB_UNAUTHORISED(2),
    AUDIT(3),
    ANALYTICS(10),
    MEDIA(15),
    POSE(6),
    ERRORS(3),
    BROWSER_REPORTS(3);

    /** Which listener takes it. */
    enum Door {
        PUBLIC,
        INTERNAL
    }

    private final int weight;

    MixedStream(int weight) {
        this.weight = weight;
    }

    /** Its name in the contracts. */
    String stream() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Door door() {
        return this == AUDIT ? Door.INTERNAL : Door.PUBLIC;
    }

    /** A client of its own for one thread. */
    MixedClient client(ServiceClients services, WebClients web, PlatformClients platform) {
        return switch (this) {
            case USER_TELEMETRY -> services.userTelemetry();
            case DEPLOYMENT_METRICS -> services.deploymentMetrics();
            case CLI_METRICS -> services.cliMetrics();
            case AUDIT -> services.audit();
            case WEB_EVENTS -> web.events();
            case WEB_PAGEVIEWS -> web.pageviews();
            case WEB_PIXELS -> web.pixels();
            case WEB_UNAUTHORISED -> web.unauthorised();
            case BROWSER_REPORTS -> web.reports();
            case ANALYTICS -> platform.analytics();
            case MEDIA -> platform.media();
            case POSE -> platform.pose();
            case ERRORS -> platform.errors();
        };
    }

    /**
     * How many requests of each there are among as many as all weights together.
     *
     * @param changed other weights than the usual ones, by the streams' names; 0 leaves one out
     * @throws IllegalArgumentException when a stream is unknown, a weight negative, or all are 0
     */
    static Map<MixedStream, Integer> weights(Map<String, Integer> changed) {
        var weights = new EnumMap<MixedStream, Integer>(MixedStream.class);
        for (MixedStream one : values()) {
            weights.put(one, one.weight);
        }
        changed.forEach((name, weight) -> {
            if (weight < 0) {
                throw new IllegalArgumentException("a weight is 0 or more: " + name);
            }
            weights.put(named(name), weight);
        });
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("some weight is more than 0");
        }
        return weights;
    }

    private static MixedStream named(String name) {
        Optional<MixedStream> named =
                Arrays.stream(values()).filter(one -> one.stream().equals(name)).findFirst();
        return named.orElseThrow(
                () -> new IllegalArgumentException("there is no stream " + name + " in the mix"));
    }
}
