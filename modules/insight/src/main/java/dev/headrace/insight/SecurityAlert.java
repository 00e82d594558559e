package dev.headrace.insight;

import java.time.Instant;
import java.util.Optional;

/**
 * What a rule has found of one subject. There is one that is open for each rule and subject: hits
 * count up in it until somebody acknowledges it, and only what happens later opens another.
 *
 * @param id the same for as long as the alert stands
 * @param organisation whose audit events they are
 * @param subject a digest of what the rule counts by
 * @param first when its first hit happened
 * @param last when its last hit happened
 * @param hits how many
 * @param firstEvent the audit event that was the first hit
 * @param lastEvent the audit event that was the last hit
 * @param acknowledged empty while it is open
 */
public record SecurityAlert(
        String id,
        Optional<String> organisation,
        SecurityRule rule,
        String subject,
        Instant first,
        Instant last,
        long hits,
        String firstEvent,
        String lastEvent,
        Optional<Acknowledged> acknowledged) {

    /**
     * That somebody has seen it.
     *
     * @param by the name of an operator's token
     */
    public record Acknowledged(String by, Instant at) {}
}
