package dev.headrace.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every endpoint of both listeners, by what keeps organisations apart there. {@link EndpointsTest}
 * compares the lists with the descriptions of the API, so that no endpoint is forgotten.
 */
final class Endpoints {

    /** A method and a path as the description writes it. */
    record Endpoint(String method, String path) {

        private static Endpoint get(String path) {
            return new Endpoint("GET", path);
        }

        private static Endpoint post(String path) {
            return new Endpoint("POST", path);
        }

        /** The path with something in its places. */
        String example() {
            return path.replace("{version}", "1").replaceAll("\\{[a-z]+}", "user-telemetry");
        }
    }

    /** Both organisations post there. */
    static final Map<Endpoint, TenantDoor> DOORS =
            Map.of(
                    Endpoint.post("/v1/streams/{stream}/events"), TenantDoor.CANONICAL,
                    Endpoint.post("/event"), TenantDoor.GUARDIAN,
                    Endpoint.post("/v1/analytics/track"), TenantDoor.ANALYTICS,
                    Endpoint.post("/v1/media/events"), TenantDoor.MEDIA,
                    Endpoint.post("/v1/pose/frames"), TenantDoor.POSE,
                    Endpoint.post("/v1/errors/report"), TenantDoor.ERRORS,
                    Endpoint.post("/v1/audit/ingest"), TenantDoor.AUDIT);

    /** They answer of events; {@link IsolationIT} has a test for each. */
    static final List<Endpoint> ANSWER_OF_EVENTS =
            List.of(
                    Endpoint.get("/v1/receipts/{id}"),
                    Endpoint.get("/v1/query/counts"),
                    Endpoint.get("/v1/media/bandwidth/stats"),
                    Endpoint.get("/v1/media/sessions/stats"));

    /**
     * Their answers to an organisation's credentials hold nothing of any event; those of operators
     * refuse them.
     */
    static final List<Endpoint> TELL_OF_NO_EVENT =
            List.of(
                    Endpoint.get("/v1/streams"),
                    Endpoint.get("/v1/streams/{stream}"),
                    Endpoint.get("/v1/streams/{stream}/schemas/{version}"),
                    Endpoint.post("/v1/streams/{stream}/validate"),
                    Endpoint.get("/guardian-tool-accessed"),
                    Endpoint.get("/count.gif"),
                    Endpoint.get("/healthcheck"),
                    Endpoint.get("/health"),
                    Endpoint.get("/health/live"),
                    Endpoint.get("/admin/accounts"),
                    Endpoint.get("/admin/sinks"),
                    Endpoint.get("/admin/sinks/{name}"),
                    Endpoint.post("/admin/sinks/{name}/pause"),
                    Endpoint.post("/admin/sinks/{name}/resume"),
                    Endpoint.post("/admin/sinks/{name}/check"),
                    Endpoint.get("/admin/dead-letters"),
                    Endpoint.get("/admin/rejects"),
                    Endpoint.get("/admin/rejects/causes"),
                    Endpoint.get("/admin/replays"),
                    Endpoint.post("/admin/replays"),
                    Endpoint.get("/admin/replays/{id}"),
                    Endpoint.post("/admin/replays/{id}/cancel"),
                    Endpoint.get("/admin/privacy"),
                    Endpoint.post("/admin/privacy/exclusions"),
                    Endpoint.post("/admin/privacy/exclusions/revoke"),
                    Endpoint.post("/admin/privacy/consents"),
                    Endpoint.post("/admin/privacy/look-up"),
                    Endpoint.post("/admin/privacy/erasures"),
                    Endpoint.get("/admin/keys"),
                    Endpoint.get("/admin/journal"),
                    Endpoint.get("/admin/log"),
                    Endpoint.get("/admin/streams"),
                    Endpoint.get("/admin/retention"),
                    Endpoint.get("/admin/security/events"),
                    Endpoint.post("/admin/security/events/{id}/acknowledge"),
                    Endpoint.post("/admin/audit/verify"),
                    Endpoint.get("/admin/openapi"));

    /** Asked too, though no description of the API names them. */
    static final List<Endpoint> UNDESCRIBED =
            List.of(
                    Endpoint.get("/metrics"),
                    Endpoint.get("/health"),
                    Endpoint.get("/openapi"),
                    Endpoint.get("/v1/query/counts?stream=audit"),
                    Endpoint.get("/v1/query/counts?stream=pose"));

    /**
     * Doors whose callers have no organisation, with the stream that they lead to: its contract
     * takes no credentials that speak for one, which {@link EndpointsTest} looks up.
     */
    static final Map<Endpoint, String> OF_NO_ORGANISATION =
            Map.of(
                    Endpoint.post("/record"), "deployment-metrics",
                    Endpoint.post("/record/deployment"), "deployment-metrics",
                    Endpoint.post("/record/cli"), "cli-metrics",
                    Endpoint.post("/v1/deployments"), "deployment-metrics",
                    Endpoint.post("/v1/web/event"), "web-events",
                    Endpoint.post("/v1/web/pageview"), "web-pageviews");

    private Endpoints() {}

    /** Every page that is to tell of no event. */
    static List<Endpoint> pages() {
        return Stream.concat(TELL_OF_NO_EVENT.stream(), UNDESCRIBED.stream()).toList();
    }

    /** All that are described, each as often as it is listed. */
    static List<Endpoint> described() {
        var all = new ArrayList<>(DOORS.keySet());
        all.addAll(ANSWER_OF_EVENTS);
        all.addAll(TELL_OF_NO_EVENT);
        all.addAll(OF_NO_ORGANISATION.keySet());
        return all;
    }
}
