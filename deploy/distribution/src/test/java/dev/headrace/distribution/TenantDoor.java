package dev.headrace.distribution;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Every door that knows for which organisation somebody posts. */
enum TenantDoor {
    CANONICAL("user-telemetry", "/v1/streams/user-telemetry/events", 202),
    GUARDIAN("user-telemetry", "/event", 201),
    ANALYTICS("analytics", "/v1/analytics/track", 202),
    MEDIA("media", "/v1/media/events", 202),
    POSE("pose", "/v1/pose/frames", 202),
    ERRORS("errors", "/v1/errors/report", 202),
    AUDIT("audit", "/v1/audit/ingest", 202),
    /** A stream for each organisation, which leads to sinks of its own: {@link OwnStreams}. */
    NOTES("notes", "/v1/streams/" + OwnStreams.NAME, 202);

    private static final int POSE_HEAD = 32;
    private static final int POSE_FRAME = 532;

    private final String stream;
    private final String path;
    private final int taken;

    TenantDoor(String stream, String path, int taken) {
        this.stream = stream;
        this.path = path;
        this.taken = taken;
    }

    /**
     * One event.
     *
     * @param id of the event, and of its session where there is one: another organisation may send
     *     the same
     * @param mark stands in a field that is kept
     */
    record Event(UUID id, String mark, Instant at) {}

    /** Those of a node with the shipped streams alone. */
    static Set<TenantDoor> shipped() {
        return EnumSet.complementOf(EnumSet.of(NOTES));
    }

    String stream() {
        return stream;
    }

    int taken() {
        return taken;
    }

    /** Whether its callers have tokens of sessions; else they are services. */
    boolean isOfSessions() {
        return switch (this) {
            case ANALYTICS, MEDIA, POSE, ERRORS -> true;
            case CANONICAL, GUARDIAN, AUDIT, NOTES -> false;
        };
    }

    /** A tenant's post of an event. */
    HttpRequest.Builder post(Tenant tenant, Event event) {
        HttpRequest.Builder request =
                isOfSessions()
                        ? tenant.session(url(tenant, event), event.id().toString())
                        : tenant.service(url(tenant, event));
        return request.header(
                        "Content-Type",
                        this == POSE ? "application/vnd.pose.v1+octet-stream" : "application/json")
                .POST(body(tenant.organisation(), event));
    }

    private URI url(Tenant tenant, Event event) {
        return switch (this) {
            case AUDIT -> tenant.headrace().internal(path);
            case POSE -> tenant.headrace().url(path + "?exercise_id=" + event.mark());
            case NOTES -> tenant.headrace().url(path + tenant.organisation() + "/events");
            default -> tenant.headrace().url(path);
        };
    }

    /** The event, in the name of an organisation where the door's events say one. */
    BodyPublisher body(String organisation, Event event) {
        return switch (this) {
            case CANONICAL -> text(telemetry(event));
            case GUARDIAN -> text("[" + telemetry(event) + "]");
            case ANALYTICS -> text("{\"events\":[" + analytics(event) + "]}");
            case MEDIA -> text(media(event));
            case POSE -> BodyPublishers.ofByteArray(pose(event.id()));
            case ERRORS -> text(error(event));
            case AUDIT -> text("{\"events\":[" + audit(organisation, event) + "]}");
            case NOTES -> text(OwnStreams.event(organisation, event));
        };
    }

    private static BodyPublisher text(String body) {
        return BodyPublishers.ofString(body);
    }

    private static String telemetry(Event event) {
        return """
        {"id":"%s","app":"%s","stage":"PROD","type":"opened","value":1,"eventTime":"%s"}\
        """
                .formatted(event.id(), event.mark(), event.at());
    }

    private static String analytics(Event event) {
        return """
        {"event_id":"%s","event":"feature_used","name":"%s","timestamp":"%s",\
        "consent":{"purposes":["analytics"],"policy":"2026-05"}}\
        """
                .formatted(event.id(), event.mark(), event.at());
    }

    private static String media(Event event) {
        return """
        {"event_id":"%1$s","event":"session_start","session_id":"%1$s","media_id":"%2$s",\
        "media_type":"video","timestamp":"%3$s","data":{"ttfb_ms":340,"connection_type":"wifi"}}\
        """
                .formatted(event.id(), event.mark(), event.at());
    }

    private static String error(Event event) {
        return """
        {"event_id":"%1$s","kind":"app","message":"it broke","timestamp":"%3$s","release":"%2$s",\
        "fingerprint":["%2$s"]}\
        """
                .formatted(event.id(), event.mark(), event.at());
    }

    private static String audit(String organisation, Event event) {
        return """
        {"event_id":"%s","action":"UPDATE","entity_type":"form","user_id":4711,\
        "organization_id":%s,"ip_address":"192.0.2.1","user_agent":"%s","request_path":"/v1/forms/1",\
        "status_code":200,"timestamp":"%s"}\
        """
                .formatted(event.id(), organisation, event.mark(), event.at());
    }

    /** One frame in the compact form, all of it at the origin. */
    private static byte[] pose(UUID session) {
        return ByteBuffer.allocate(POSE_HEAD + POSE_FRAME)
                .put("PSE1".getBytes(StandardCharsets.US_ASCII))
                .put(4, (byte) 1)
                .putLong(8, session.getMostSignificantBits())
                .putLong(16, session.getLeastSignificantBits())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(28, (short) 1)
                .put(30, (byte) 33)
                .put(31, (byte) 4)
                .array();
    }
}
