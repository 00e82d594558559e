package dev.headrace.insight;

import dev.headrace.insight.Observation.Bearing;
import dev.headrace.sink.SinkRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an audit event says that rules ask for, with the field names of the audit stream's contract.
 * Values are compared as they are kept: a hash that privacy has made of them does as well.
 */
final class SecurityFacts {

    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int FIRST_ERROR = 400;
    private static final String BREAK_GLASS = "break_glass";

    private final SinkRecord event;
    private final JsonNode json;
    private final SubjectDigests digests;
    private final AuditRule stream;
    private final List<Observation> found = new ArrayList<>();

    private SecurityFacts(
            SinkRecord event, JsonNode json, SubjectDigests digests, AuditRule stream) {
        this.event = event;
        this.json = json;
        this.digests = digests;
        this.stream = stream;
    }

    /** What of an event bears on rules. */
    static List<Observation> observations(
            SinkRecord event, JsonNode json, SubjectDigests digests, AuditRule stream) {
        var facts = new SecurityFacts(event, json, digests, stream);
        facts.byStatus(json.path("status_code").asInt(0));
        facts.byAction(json.path("action").asString(""));
        facts.byContext();
        facts.byPlace();
        return facts.found;
    }

    private void byStatus(int status) {
        switch (status) {
            case UNAUTHENTICATED -> {
                note(SecurityRule.BRUTE_FORCE_ADDRESS, address());
                note(SecurityRule.BRUTE_FORCE_USER, user());
                user().ifPresent(member ->
                        note(SecurityRule.CREDENTIAL_STUFFING, network(), member, Bearing.PLAIN));
                note(SecurityRule.SUCCESS_AFTER_FAILURES, user(), "", Bearing.FAILURE);
            }
            case FORBIDDEN -> {
                note(SecurityRule.PRIVILEGE_PROBING, user());
                event.organisation()
                        .ifPresent(member ->
                                note(SecurityRule.CROSS_TENANT, staff(), member, Bearing.PLAIN));
            }
            case NOT_FOUND -> note(SecurityRule.SCANNING, address());
            case TOO_MANY -> note(SecurityRule.RATE_LIMITED, user().or(this::address));
            default -> {
                if (isSuccess()) {
                    note(SecurityRule.SUCCESS_AFTER_FAILURES, user(), "", Bearing.SUCCESS);
                }
            }
        }
    }

    private void byAction(String action) {
        if (!isSuccess()) {
            return;
        }
        switch (action) {
            case "DELETE" -> {
                note(SecurityRule.MASS_DELETE, user());
                if (json.path("action_context").asString("").equals("impersonation")) {
                    note(SecurityRule.IMPERSONATED_DELETE, value("impersonation_id"));
                }
            }
            case "READ" -> {
                if (json.path("entity_type").asString("").equals("patient")) {
                    value("entity_id")
                            .ifPresent(member ->
                                    note(SecurityRule.BULK_READ, user(), member, Bearing.PLAIN));
                }
            }
            case "EXPORT" -> note(SecurityRule.BULK_EXPORT, user());
            case "REVIEW" -> {
                if (json.path("entity_type").asString("").equals(BREAK_GLASS)) {
                    note(
                            SecurityRule.UNREVIEWED_BREAK_GLASS,
                            value("entity_id"),
                            "",
                            Bearing.SUCCESS);
                }
            }
            default -> {
                // what is created or updated is no rule's business
            }
        }
    }

    private void byContext() {
        if (!json.path("action_context").asString("").equals(BREAK_GLASS)) {
            return;
        }
        Optional<String> grant = value("break_glass_id");
        note(SecurityRule.LONG_BREAK_GLASS, grant);
        note(SecurityRule.UNREVIEWED_BREAK_GLASS, grant);
        if (stream.hours().filter(hours -> !hours.hold(Values.believed(event))).isPresent()) {
            note(SecurityRule.OFF_HOURS_BREAK_GLASS, grant);
        }
    }

    /** Whoever is refused may be anybody, anywhere. */
    private void byPlace() {
        Optional<String> position = value("position");
        if (position.isPresent() && isSuccess()) {
            user().ifPresent(name ->
                    observe(SecurityRule.IMPOSSIBLE_TRAVEL, name, position.get(), Bearing.PLAIN));
        }
    }

    private boolean isSuccess() {
        int status = json.path("status_code").asInt(FIRST_ERROR);
        return status < FIRST_ERROR;
    }

    private void note(SecurityRule rule, Optional<String> subject) {
        note(rule, subject, "", Bearing.PLAIN);
    }

    private void note(SecurityRule rule, Optional<String> subject, String member, Bearing bearing) {
        subject.ifPresent(
                name -> observe(rule, name, member.isEmpty() ? "" : digest(rule, member), bearing));
    }

    private void observe(SecurityRule rule, String subject, String member, Bearing bearing) {
        found.add(
                new Observation(
                        rule,
                        digest(rule, subject),
                        member,
                        bearing,
                        event.id(),
                        Values.believed(event)));
    }

    /** The door's keyed hash, so that nobody finds the address by trying all there are. */
    private Optional<String> address() {
        return value("address_hash").or(() -> value("ip_address"));
    }

    /** 0 is nobody who was signed in; a patient has a hash in place of the id. */
    private Optional<String> user() {
        return staff().or(() -> value("actor_hash"));
    }

    /** Who is known by the same id in every organisation. */
    private Optional<String> staff() {
        return value("user_id").filter(name -> !name.equals("0"));
    }

    /** The /24 of an IPv4 address, the /48 of an IPv6 one; another text is its own. */
    private Optional<String> network() {
        return value("ip_address")
                .map(text -> {
                    int dot = text.lastIndexOf('.');
                    if (text.indexOf(':') < 0) {
                        return dot < 0 ? text : text.substring(0, dot);
                    }
                    String[] groups = text.split(":", 4);
                    return groups.length < 4
                            ? text
                            : String.join(":", groups[0], groups[1], groups[2]);
                });
    }

    private Optional<String> value(String name) {
        JsonNode node = json.path(name);
        return node.isValueNode() && !node.isNull() && !node.asString("").isEmpty()
                ? Optional.of(node.asString())
                : Optional.empty();
    }

    private String digest(SecurityRule rule, String text) {
        return digests.of(
                rule.isOfAllOrganisations() ? Optional.empty() : event.organisation(),
                rule.word() + '/' + text);
    }
}
