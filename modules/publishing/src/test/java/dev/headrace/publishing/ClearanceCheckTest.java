package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.Addition;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.FieldRule;
import dev.headrace.event.PrivacyRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ClearanceCheckTest {

    private static final Map<String, FieldRule> RULES =
            Map.of(
                    "/kept", new FieldRule.Keep(),
                    "/hashed", new FieldRule.Hash(),
                    "/cut", new FieldRule.TruncateAddress(),
                    "/hour", new FieldRule.TruncateTime(FieldRule.Unit.HOUR),
                    "/text", FieldRule.Redact.EVERYTHING,
                    "/gone", new FieldRule.Drop());

    @Test
    void aSinkForPersonalDataGetsWhateverContractsKeep() {
        assertThat(problems(Clearance.PERSONAL, rules(EmailRule.KEEP, Set.of()))).isEmpty();
    }

    @Test
    void aSinkForPseudonymsGetsNoClassifiedFieldInClear() {
        assertThat(places(Clearance.PSEUDONYMOUS, rules(EmailRule.KEEP, Set.of())))
                .containsExactlyInAnyOrder("/kept", "$principal/email");
    }

    @Test
    void anAnonymousSinkGetsNothingOfAClassifiedFieldNorWhoSentIt() {
        assertThat(places(Clearance.ANONYMOUS, rules(EmailRule.HASH, Set.of())))
                .containsExactlyInAnyOrder(
                        "/kept", "/hashed", "/cut", "/hour", "/text", "$principal/email");
    }

    @Test
    void whatTheContractLeavesOutForASinkNeedsNoClearance() {
        Set<String> omitted =
                Set.of("/kept", "/hashed", "/cut", "/hour", "/text", "$principal/email");

        assertThat(problems(Clearance.ANONYMOUS, rules(EmailRule.KEEP, omitted))).isEmpty();
    }

    @Test
    void leavingOutAnObjectLeavesOutWhatIsInIt() {
        var rules =
                new PrivacyRules(
                        EmailRule.DROP,
                        Optional.empty(),
                        new TreeMap<>(Map.of("/user/mail", new FieldRule.Keep())),
                        Set.of(),
                        Map.of("lake", Set.of("/user")));

        assertThat(problems(Clearance.ANONYMOUS, rules)).isEmpty();
    }

    @Test
    void aNameThatIsClassifiedCountsToo() {
        var rules = new PrivacyRules(EmailRule.DROP, Optional.of(EmailRule.HASH), new TreeMap<>());

        assertThat(places(Clearance.ANONYMOUS, rules)).containsExactly("$principal/name");
        assertThat(problems(Clearance.PSEUDONYMOUS, rules)).isEmpty();
    }

    @Test
    void theNetworkThatTheServerAddsIsWhatIsLeftOfAnAddress() {
        var adds =
                new LinkedHashMap<String, Addition>(
                        Map.of(
                                "from", Addition.Known.CLIENT_NETWORK,
                                "trust", Addition.Known.TRUST,
                                "tag", new Addition.Fixed("x")));
        FakeCatalog catalog = new FakeCatalog().adding("web", adds, AuthMethod.NONE);

        assertThat(places(problems(Clearance.ANONYMOUS, catalog))).containsExactly("/from");
        assertThat(problems(Clearance.PSEUDONYMOUS, catalog)).isEmpty();
    }

    @Test
    void ofWhatIsAddedOnlyFamiliesCountriesAndTimeZonesAreAnonymous() {
        var adds =
                new LinkedHashMap<String, Addition>(
                        Map.of(
                                "browser", Addition.Known.CLIENT_BROWSER,
                                "os", Addition.Known.CLIENT_SYSTEM,
                                "device", Addition.Known.CLIENT_DEVICE,
                                "country", Addition.Known.CLIENT_COUNTRY,
                                "timezone", Addition.Known.CLIENT_TIMEZONE,
                                "region", Addition.Known.CLIENT_REGION,
                                "city", new Addition.OfField(Addition.Derived.CITY, "/ip"),
                                "at", new Addition.OfField(Addition.Derived.POSITION, "/ip"),
                                "hash", new Addition.OfField(Addition.Derived.HASH, "/ip"),
                                "land", new Addition.OfField(Addition.Derived.COUNTRY, "/ip")));
        FakeCatalog catalog = new FakeCatalog().adding("web", adds, AuthMethod.NONE);

        assertThat(places(problems(Clearance.ANONYMOUS, catalog)))
                .containsExactlyInAnyOrder("/region", "/city", "/at", "/hash");
        assertThat(problems(Clearance.PSEUDONYMOUS, catalog)).isEmpty();
    }

    @Test
    void onlyStreamsThatPersonsOrSessionsPostToTellWhoTheyAre() {
        var anybody =
                new FakeCatalog()
                        .with("web", PrivacyRules.DEFAULT, AuthMethod.NONE, AuthMethod.SIGNATURE);
        var sessions = new FakeCatalog().with("web", PrivacyRules.DEFAULT, AuthMethod.SESSION);

        assertThat(problems(Clearance.ANONYMOUS, anybody)).isEmpty();
        assertThat(places(problems(Clearance.ANONYMOUS, sessions)))
                .containsExactly("$principal/name");
    }

    @Test
    void aFieldThatSomeEventsKeepIsInClear() {
        var rule = new FieldRule.Unless(new FieldRule.Drop(), "/type", Set.of("staff"));

        assertThat(places(Clearance.PSEUDONYMOUS, rulesOf("/user", rule))).containsExactly("/user");
    }

    @Test
    void aHashBesideItsFieldIsAsMuchAsOneInItsPlace() {
        var rule = new FieldRule.HashAs("/user_hash");

        assertThat(problems(Clearance.PSEUDONYMOUS, rulesOf("/user", rule))).isEmpty();
        assertThat(places(Clearance.ANONYMOUS, rulesOf("/user", rule)))
                .containsExactly("/user_hash");
    }

    private static PrivacyRules rulesOf(String place, FieldRule rule) {
        return new PrivacyRules(
                EmailRule.DROP, Optional.empty(), new TreeMap<>(Map.of(place, rule)));
    }

    @Test
    void saysWhatCanBeDone() {
        assertThat(problems(Clearance.PSEUDONYMOUS, rules(EmailRule.HASH, Set.of())))
                .containsExactly(
                        "stream web would send /kept to sink lake, whose clearance is pseudonymous:"
                                + " give the field a stricter rule, write omit: {lake: [/kept]}, or"
                                + " raise headrace.sinks.lake.clearance");
    }

    @Test
    void refusesToLeaveOutForASinkThatIsNotThere() {
        List<String> problems =
                Publishing.checkClearance(
                        new FakeCatalog()
                                .with(
                                        "web",
                                        rules(EmailRule.HASH, Set.of("/kept")),
                                        AuthMethod.HMAC)
                                .all(),
                        List.of(World.required("lakes")));

        assertThat(problems)
                .containsExactly(
                        "stream web: omit names sink lake, which is not configured; did you mean"
                                + " lakes?");
    }

    private static PrivacyRules rules(EmailRule email, Set<String> omitted) {
        return new PrivacyRules(
                email,
                Optional.empty(),
                new TreeMap<>(RULES),
                Set.of(),
                omitted.isEmpty() ? Map.of() : Map.of("lake", omitted));
    }

    private static List<String> places(Clearance clearance, PrivacyRules rules) {
        return places(problems(clearance, rules));
    }

    private static List<String> places(List<String> problems) {
        return problems.stream()
                .map(line -> line.replaceAll("stream web would send (\\S+) to sink lake.*", "$1"))
                .toList();
    }

    private static List<String> problems(Clearance clearance, PrivacyRules rules) {
        return problems(
                clearance, new FakeCatalog().with("web", rules, AuthMethod.HMAC, AuthMethod.PANDA));
    }

    private static List<String> problems(Clearance clearance, FakeCatalog catalog) {
        return Publishing.checkClearance(
                catalog.all(),
                List.of(
                        new SinkSettings(
                                "lake",
                                "fake",
                                Required.REQUIRED,
                                new Beginning.AtEnd(),
                                clearance,
                                Map.of())));
    }
}
