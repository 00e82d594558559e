package dev.headrace.client;

import dev.headrace.client.AuditEvent.ActorType;
import dev.headrace.client.AuditEvent.Context;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Makes an {@link AuditEvent} step by step. For one thread. */
public final class AuditEventBuilder {

    private final String action;
    private final String entityType;
    private final Instant timestamp;
    private Optional<UUID> eventId = Optional.empty();
    private OptionalLong entityId = OptionalLong.empty();
    private long userId;
    private long organizationId;
    private String ipAddress = "";
    private String userAgent = "";
    private String requestPath = "";
    private int statusCode = 200;
    private Optional<String> changes = Optional.empty();
    private Context context = new Context.Unsaid();
    private Optional<ActorType> actorType = Optional.empty();

    AuditEventBuilder(String action, String entityType, Instant timestamp) {
        this.action = action;
        this.entityType = entityType;
        this.timestamp = timestamp;
    }

    /** With an id, so that a repeat is recognised whatever else it says. */
    public AuditEventBuilder id(UUID id) {
        this.eventId = Optional.of(id);
        return this;
    }

    /** Done by a patient, or by whom nobody knows: the server protects the id. */
    public AuditEventBuilder by(long user) {
        this.userId = user;
        return this;
    }

    /** Done by an actor of a known kind. */
    public AuditEventBuilder by(long user, ActorType type) {
        this.actorType = Optional.of(type);
        return by(user);
    }

    /** To a record of this organisation. */
    public AuditEventBuilder within(long organization) {
        this.organizationId = organization;
        return this;
    }

    /** To this record. */
    public AuditEventBuilder entity(long id) {
        this.entityId = OptionalLong.of(id);
        return this;
    }

    /** By a client at this address. */
    public AuditEventBuilder from(String address, String agent) {
        this.ipAddress = address;
        this.userAgent = agent;
        return this;
    }

    /** By this request, answered so. */
    public AuditEventBuilder request(String path, int status) {
        this.requestPath = path;
        this.statusCode = status;
        return this;
    }

    /**
     * With these changes.
     *
     * @param json one JSON value; it is not checked
     */
    public AuditEventBuilder changes(String json) {
        this.changes = Optional.of(json);
        return this;
    }

    /** Under this right. */
    public AuditEventBuilder under(Context right) {
        this.context = right;
        return this;
    }

    /**
     * The event.
     *
     * @throws IllegalArgumentException when its stream would refuse it
     */
    public AuditEvent make() {
        return new AuditEvent(
                eventId,
                action,
                entityType,
                entityId,
                userId,
                organizationId,
                ipAddress,
                userAgent,
                requestPath,
                statusCode,
                timestamp,
                changes,
                context,
                actorType);
    }
}
