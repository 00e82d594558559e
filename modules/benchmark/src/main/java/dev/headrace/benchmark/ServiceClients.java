package dev.headrace.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Clients that are servers and command lines themselves. */
final class ServiceClients {

    private static final String JSON = "application/json";
    private static final int OK = 200;
    private static final int AUDIT_EVENTS = 20;

    private final MixedKeys keys;
    private final RandomGenerator random;
    private final Clock clock;

    ServiceClients(MixedKeys keys, RandomGenerator random, Clock clock) {
        this.keys = keys;
        this.random = random;
        this.clock = clock;
    }

    MixedClient userTelemetry() {
        var samples = new SampleEvents(random, clock.instant());
        String path = SignedRequests.PATH;
        return () ->
                MixedRequest.accepted(
                        RequestBytes.post(path, JSON, keys.service(path), samples.event()), 1);
    }

    /** Three of four reports are signed. */
    MixedClient deploymentMetrics() {
        return () -> {
            int deployment = random.nextInt(4);
            byte[] body = bytes(report(keys.deployment(deployment)));
            var headers =
                    random.nextInt(4) == 0
                            ? Map.<String, String>of()
                            : keys.signature(deployment, uuid(), body);
            return new MixedRequest(
                    RequestBytes.post("/record/deployment", JSON, headers, body), OK, 1);
        };
    }

    private String report(String deployment) {
        return """
        {"version":"0.0.1","stack_id":"%s","metrics":{"tokenizeSuccess":%d,"tokenizeFailure":0,\
        "detokenizeSuccess":%d,"detokenizeFailure":1,"createGrantSuccess":%d,"createGrantFailure":0}}\
        """
                .formatted(
                        deployment,
                        random.nextInt(100_000),
                        random.nextInt(100_000),
                        random.nextInt(100_000));
    }

    MixedClient cliMetrics() {
        return () -> {
            String body =
                    """
                    {"version":"0.0.1","command":"deploy","success":%b,"env":"dev","user_id":"%s",\
                    "error_message":"The stack could not be deployed","system_info":{\
                    "docker_version":"20.10.7","docker_compose_version":"1.29.2",\
                    "node_version":"v16.13.0","host_platform":"linux","host_release":"5.15.0"}}\
                    """
                            .formatted(random.nextBoolean(), uuid());
            return new MixedRequest(
                    RequestBytes.post("/record/cli", JSON, Map.of(), bytes(body)), OK, 1);
        };
    }

    MixedClient audit() {
        String path = "/v1/audit/ingest";
        return () -> {
            String body =
                    IntStream.range(0, AUDIT_EVENTS)
                            .mapToObj(any -> auditEvent())
                            .collect(Collectors.joining(",", "{\"events\":[", "]}"));
            return MixedRequest.accepted(
                    RequestBytes.post(path, JSON, keys.core(path), bytes(body)), AUDIT_EVENTS);
        };
    }

    /** Half of the actors are patients, whose ids are hashed. */
    private String auditEvent() {
        return String.format(
                Locale.ROOT,
                """
                {"event_id":"%s","action":"UPDATE","entity_type":"appointment","entity_id":%d,\
                "user_id":%d,"organization_id":%s,"ip_address":"192.0.2.%d",\
                "user_agent":"Mozilla/5.0 (X11; Linux x86_64)","request_path":"/v1/appointments/%d",\
                "status_code":200,"timestamp":"%s","actor_type":"%s"}\
                """,
                uuid(),
                random.nextInt(1, 1_000_000),
                random.nextInt(1, 10_000),
                MixedKeys.ORGANISATIONS.get(random.nextInt(MixedKeys.ORGANISATIONS.size())),
                random.nextInt(1, 255),
                random.nextInt(1, 1_000_000),
                clock.instant(),
                random.nextBoolean() ? "patient" : "staff");
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
