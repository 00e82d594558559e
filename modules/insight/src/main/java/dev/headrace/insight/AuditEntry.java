package dev.headrace.insight;

import java.time.Instant;
import java.util.Optional;

/**
 * An audit event as it is kept: what it is looked up by, and its text as it was delivered.
 *
 * @param id the event's own id
 * @param position where it stands in the log of the node that took it
 * @param at when it happened, in microseconds
 * @param received when it was taken, in microseconds
 * @param actorType {@code patient} where the event does not say
 * @param actorHash what stands in the place of a patient's id
 * @param user who acted; empty for a patient
 * @param path of the request
 * @param status of the answer, 100 to 599
 * @param context {@code normal} where the event does not say
 * @param text the event, JSON
 */
public record AuditEntry(
        String id,
        String position,
        Instant at,
        Instant received,
        String actorType,
        Optional<String> actorHash,
        Optional<Long> user,
        String action,
        String entityType,
        Optional<Long> entity,
        String path,
        int status,
        String context,
        Optional<Long> breakGlass,
        Optional<Long> impersonation,
        String text) {

    /** People who work there, in contrast to patients and machines. */
    public boolean isOfStaff() {
        return user.isPresent() && (actorType.equals("staff") || actorType.equals("admin"));
    }
}
