package dev.headrace.persistence;

import dev.headrace.insight.AuditEntry;
import java.time.Instant;
import java.util.Optional;

/** Audit entries of tests. */
final class AuditEntries {

    private AuditEntries() {}

    static AuditEntry update(String id, Instant at) {
        return of(id, at, "UPDATE", "form", 200);
    }

    /** Of the member of staff 42. */
    static AuditEntry of(String id, Instant at, String action, String entity, int status) {
        return of(id, at, "staff", Optional.of(42L), action, entity, status);
    }

    static AuditEntry of(
            String id,
            Instant at,
            String actor,
            Optional<Long> user,
            String action,
            String entity,
            int status) {
        return new AuditEntry(
                id,
                "node-" + id,
                at,
                at.plusSeconds(1),
                actor,
                user.isPresent() ? Optional.empty() : Optional.of("h1:somebody"),
                user,
                action,
                entity,
                Optional.of(7L),
                "/v1/forms/7",
                status,
                "normal",
                Optional.empty(),
                Optional.empty(),
                "{ \"id\":\"%s\",\"agent\":\"\\u0000 Zürich 1.0\" }".formatted(id));
    }
}
