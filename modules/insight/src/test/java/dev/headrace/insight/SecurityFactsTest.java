package dev.headrace.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.tck.SampleRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SecurityFactsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final AuditRule ALWAYS = new AuditRule(Optional.empty());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"status_code\":401 | BRUTE_FORCE_ADDRESS BRUTE_FORCE_USER CREDENTIAL_STUFFING SUCCESS_AFTER_FAILURES",
                "\"status_code\":401,\"user_id\":0 | BRUTE_FORCE_ADDRESS",
                "\"status_code\":403 | PRIVILEGE_PROBING CROSS_TENANT",
                "\"status_code\":404 | SCANNING",
                "\"status_code\":429 | RATE_LIMITED",
                "\"status_code\":429,\"user_id\":0 | RATE_LIMITED",
                "\"status_code\":200 | SUCCESS_AFTER_FAILURES",
                "\"status_code\":500 | ~~",
                "\"status_code\":204,\"action\":\"DELETE\" | SUCCESS_AFTER_FAILURES MASS_DELETE",
                "\"status_code\":403,\"user_id\":0,\"actor_hash\":\"h1:a\" | PRIVILEGE_PROBING",
                "\"status_code\":403,\"action\":\"DELETE\" | PRIVILEGE_PROBING CROSS_TENANT",
                "\"status_code\":204,\"action\":\"DELETE\",\"action_context\":\"impersonation\",\"impersonation_id\":4 | SUCCESS_AFTER_FAILURES MASS_DELETE IMPERSONATED_DELETE",
                "\"status_code\":200,\"action\":\"READ\",\"entity_type\":\"patient\",\"entity_id\":5 | SUCCESS_AFTER_FAILURES BULK_READ",
                "\"status_code\":200,\"action\":\"READ\",\"entity_type\":\"form\",\"entity_id\":5 | SUCCESS_AFTER_FAILURES",
                "\"status_code\":200,\"action\":\"EXPORT\" | SUCCESS_AFTER_FAILURES BULK_EXPORT",
                "\"status_code\":200,\"action_context\":\"break_glass\",\"break_glass_id\":3 | SUCCESS_AFTER_FAILURES LONG_BREAK_GLASS UNREVIEWED_BREAK_GLASS",
                "\"status_code\":200,\"action\":\"REVIEW\",\"entity_type\":\"break_glass\",\"entity_id\":3 | SUCCESS_AFTER_FAILURES UNREVIEWED_BREAK_GLASS",
                "\"status_code\":403,\"action\":\"REVIEW\",\"entity_type\":\"break_glass\",\"entity_id\":3 | PRIVILEGE_PROBING CROSS_TENANT",
                "\"status_code\":200,\"action\":\"REVIEW\",\"entity_type\":\"form\",\"entity_id\":3 | SUCCESS_AFTER_FAILURES",
            })
    void bearsOnTheRulesThatAreAboutIt(String fields, String rules) {
        Set<String> named =
                observations(fields).stream()
                        .map(one -> one.rule().name())
                        .collect(Collectors.toSet());

        assertThat(named).isEqualTo(rules.isEmpty() ? Set.of() : Set.of(rules.split(" ")));
    }

    @Test
    void subjectsAreDigestsThatDifferByRuleAndValue() {
        List<Observation> one = observations("\"status_code\":401");
        List<Observation> again = observations("\"status_code\":401");
        List<Observation> other = observations("\"status_code\":401,\"user_id\":43");

        assertThat(one).extracting(Observation::subject).doesNotHaveDuplicates();
        assertThat(again).isEqualTo(one);
        assertThat(of(other, SecurityRule.BRUTE_FORCE_USER).subject())
                .isNotEqualTo(of(one, SecurityRule.BRUTE_FORCE_USER).subject());
        assertThat(of(other, SecurityRule.BRUTE_FORCE_ADDRESS).subject())
                .isEqualTo(of(one, SecurityRule.BRUTE_FORCE_ADDRESS).subject());
        assertThat(one.toString()).doesNotContain("192.0.2").doesNotContain("42");
    }

    @Test
    void aPatientIsKnownByTheHash() {
        String patient = "\"status_code\":403,\"user_id\":0,\"actor_hash\":\"h1:%s\"";

        List<Observation> one = observations(patient.formatted("a"));

        assertThat(one).hasSize(1);
        assertThat(observations(patient.formatted("a"))).isEqualTo(one);
        assertThat(observations(patient.formatted("b"))).isNotEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.250, true",
        "192.0.2.7, 192.0.3.7, false",
        "2001:db8:1:2::5, 2001:db8:1:9:8::1, true",
        "2001:db8:1:2::5, 2001:db8:2:2::5, false",
        "h1:abc, h1:abc, true",
        "h1:abc, h1:abd, false"
    })
    void attemptsFromOneNetworkBelongTogether(String one, String other, boolean together) {
        String first = of(from(one), SecurityRule.CREDENTIAL_STUFFING).subject();
        String second = of(from(other), SecurityRule.CREDENTIAL_STUFFING).subject();

        assertThat(first.equals(second)).isEqualTo(together);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"status_code\":200,\"position\":\"51.5,-0.1\" | true",
                "\"status_code\":401,\"position\":\"51.5,-0.1\" | false",
                "\"status_code\":200,\"user_id\":0,\"position\":\"51.5,-0.1\" | false",
                "\"status_code\":200 | false"
            })
    void aPositionBearsOnTravelWhereSomebodyWasLetIn(String fields, boolean bears) {
        List<Observation> found =
                observations(fields).stream()
                        .filter(one -> one.rule() == SecurityRule.IMPOSSIBLE_TRAVEL)
                        .toList();

        assertThat(found).hasSize(bears ? 1 : 0);
        assertThat(found).allMatch(one -> one.member().equals("51.5,-0.1"));
    }

    @Test
    void anAddressIsKnownByTheDoorsKeyedHashWhereThereIsOne() {
        String hashed = "\"status_code\":404,\"address_hash\":\"h1:%s\",\"ip_address\":\"%s\"";

        List<Observation> one = observations(hashed.formatted("a", "192.0.2.7"));

        assertThat(observations(hashed.formatted("a", "192.0.2.8"))).isEqualTo(one);
        assertThat(observations(hashed.formatted("b", "192.0.2.7"))).isNotEqualTo(one);
    }

    @Test
    void anEventWithoutTheFieldsBearsOnNothing() {
        assertThat(
                        SecurityFacts.observations(
                                SampleRecord.of("audit", "1", "{}").withTimes(NOW, NOW),
                                JsonMapper.shared()
                                        .readTree("{\"user_id\":{},\"status_code\":\"x\"}"),
                                new FakeDigests(),
                                ALWAYS))
                .isEmpty();
    }

    @Test
    void aReviewIsAboutTheGrantThatItNames() {
        Observation use =
                of(
                        observations("\"action_context\":\"break_glass\",\"break_glass_id\":3"),
                        SecurityRule.UNREVIEWED_BREAK_GLASS);
        Observation review =
                of(
                        observations(
                                "\"status_code\":200,\"action\":\"REVIEW\","
                                        + "\"entity_type\":\"break_glass\",\"entity_id\":3"),
                        SecurityRule.UNREVIEWED_BREAK_GLASS);

        assertThat(use.bearing()).isEqualTo(Observation.Bearing.PLAIN);
        assertThat(review.bearing()).isEqualTo(Observation.Bearing.SUCCESS);
        assertThat(review.subject()).isEqualTo(use.subject());
    }

    /** NOW is eleven o'clock on a Sunday in Vienna. */
    @ParameterizedTest
    @CsvSource({
        "sun, 09:00, 12:00, false",
        "sun, 11:00, 11:01, false",
        "sun, 09:00, 11:00, true",
        "sun, 11:01, 12:00, true",
        "mon, 00:00, 23:59, true"
    })
    void useOutsideOfTheHoursOfWorkBearsOnARule(
            String day, String from, String until, boolean outside) {
        var hours =
                InsightHints.of(
                                Map.of(
                                        "security",
                                        Map.of(
                                                "office-hours",
                                                Map.of(
                                                        "zone",
                                                        "Europe/Vienna",
                                                        "days",
                                                        List.of(day),
                                                        "from",
                                                        from,
                                                        "until",
                                                        until))))
                        .security()
                        .orElseThrow();

        Set<SecurityRule> rules =
                observations("\"action_context\":\"break_glass\",\"break_glass_id\":3", hours)
                        .stream()
                        .map(Observation::rule)
                        .collect(Collectors.toSet());

        assertThat(rules.contains(SecurityRule.OFF_HOURS_BREAK_GLASS)).isEqualTo(outside);
    }

    @Test
    void somebodyIsTheSameSubjectInEveryOrganisationForThatRuleAlone() {
        List<Observation> red = ofOrganisation("red", "\"status_code\":403");
        List<Observation> blue = ofOrganisation("blue", "\"status_code\":403");

        Observation one = of(red, SecurityRule.CROSS_TENANT);
        Observation other = of(blue, SecurityRule.CROSS_TENANT);
        assertThat(one.subject()).isEqualTo(other.subject());
        assertThat(one.member()).isNotEqualTo(other.member());
        assertThat(SecurityHits.of(SecurityRule.CROSS_TENANT, List.of(one, one))).isEmpty();
        assertThat(SecurityHits.of(SecurityRule.CROSS_TENANT, List.of(one, other))).hasSize(1);
        assertThat(of(red, SecurityRule.PRIVILEGE_PROBING).subject())
                .isNotEqualTo(of(blue, SecurityRule.PRIVILEGE_PROBING).subject());
        assertThat(one.toString()).doesNotContain("red").doesNotContain("42");
    }

    private static Observation of(List<Observation> all, SecurityRule rule) {
        return all.stream().filter(one -> one.rule() == rule).findFirst().orElseThrow();
    }

    private static List<Observation> from(String address) {
        return observations("\"status_code\":401,\"ip_address\":\"" + address + "\"");
    }

    /** The fields given come last, and so count. */
    private static List<Observation> observations(String fields) {
        return observations(fields, ALWAYS);
    }

    private static List<Observation> observations(String fields, AuditRule rule) {
        return observations("red", fields, rule);
    }

    private static List<Observation> ofOrganisation(String organisation, String fields) {
        return observations(organisation, fields, ALWAYS);
    }

    private static List<Observation> observations(
            String organisation, String fields, AuditRule rule) {
        String json =
                "{\"action\":\"UPDATE\",\"entity_type\":\"form\",\"user_id\":42,"
                        + "\"ip_address\":\"192.0.2.7\","
                        + fields
                        + "}";
        SampleRecord event = SampleRecord.of("audit", "event-1", json).withTimes(NOW, NOW);
        return SecurityFacts.observations(
                event.withCaller(Optional.of(organisation), event.principal()),
                JsonMapper.shared().readTree(json),
                new FakeDigests(),
                rule);
    }
}
