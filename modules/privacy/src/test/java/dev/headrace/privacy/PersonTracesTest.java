package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.FieldRule;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.StreamName;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a person is looked for, by every key that there is. */
class PersonTracesTest {

    private static final Optional<String> CLINIC = Optional.of("clinic");

    @TempDir Path folder;

    private static Contract contract(PrivacyRules rules) {
        var name = new StreamName("s");
        return new Contract(
                name,
                "S",
                Contract.Listener.PUBLIC,
                true,
                new TreeMap<>(Map.of(1, new Contract.SchemaVersion(1, "00".repeat(32), "{}"))),
                Optional.empty(),
                Contract.MissingId.NEW,
                Optional.empty(),
                Set.of(AuthMethod.SESSION),
                Contract.Bound.NONE,
                List.of(),
                List.of(),
                Contract.Limits.DEFAULT,
                rules,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Map.of(),
                Optional.empty(),
                new LinkedHashMap<>());
    }

    private static PrivacyRules rules(
            EmailRule email, EmailRule name, Map<String, FieldRule> fields) {
        return new PrivacyRules(email, Optional.of(name), new TreeMap<>(fields));
    }

    /** What the door itself has kept under a key that was in force once is found by it. */
    @Test
    void findsWhatEveryKeyThatIsThereHasHashedAndNoKeyIsMadeForIt() {
        Path file = folder.resolve("privacy.json");
        var desk = new PrivacyKeyDesk(file, new SecureRandom(), Clock.systemUTC());
        desk.make(CLINIC);
        String first = hashed(file);
        desk.rotate(CLINIC);
        String second = hashed(file);
        desk.rotate(CLINIC);
        desk.destroy(CLINIC, List.of(3));
        PrivacyKeys keys = PrivacyKeys.open(file, new SecureRandom(), Clock.systemUTC());

        PersonTraces traces =
                PersonTraces.of(contract(PrivacyRules.DEFAULT), keys.all(CLINIC), "ada");

        assertThat(traces.places()).containsOnlyKeys(PrivacyRules.PRINCIPAL_NAME);
        assertThat(traces.places().get(PrivacyRules.PRINCIPAL_NAME))
                .contains(first, second)
                .hasSize(3); // versions 1, 2 and 4, which came into force for the destroyed one
        assertThat(keys.all(Optional.of("mistyped"))).isEmpty();
        assertThat(folder.resolve("privacy.d/mistyped.json")).doesNotExist();
    }

    private static String hashed(Path file) {
        PrivacyKeys keys = PrivacyKeys.open(file, new SecureRandom(), Clock.systemUTC());
        return keys.inForce(CLINIC).of("ada");
    }

    @Test
    void findsAPersonInClearWhereTheContractKeepsThatAndInHashedFields() {
        var pseudonyms = new Pseudonyms(1, new byte[32]);
        String hash = pseudonyms.of("ada@example.org");
        var rules =
                rules(
                        EmailRule.KEEP,
                        EmailRule.HASH,
                        Map.of(
                                "/user", new FieldRule.Hash(),
                                "/number",
                                        new FieldRule.Unless(
                                                new FieldRule.HashAs("/number_hash"),
                                                "/type",
                                                Set.of("staff")),
                                "/team/*", new FieldRule.Hash(),
                                "/ip", new FieldRule.Keep(),
                                "/note", new FieldRule.Drop()));

        PersonTraces traces =
                PersonTraces.of(contract(rules), List.of(pseudonyms), "ada@example.org");

        assertThat(traces.places())
                .isEqualTo(
                        Map.of(
                                PrivacyRules.PRINCIPAL_NAME,
                                Set.of(hash, "ada@example.org"),
                                PrivacyRules.PRINCIPAL_EMAIL,
                                Set.of("ada@example.org"),
                                "/user",
                                Set.of(hash),
                                "/number_hash",
                                Set.of(hash)));
        assertThat(traces.unsearched()).containsExactly("/team/*");
    }

    @Test
    void findsNobodyWhereTheContractKeepsNobody() {
        var rules = rules(EmailRule.DROP, EmailRule.DROP, Map.of());

        PersonTraces traces =
                PersonTraces.of(
                        contract(rules), List.of(new Pseudonyms(1, new byte[32])), "ada@x.org");

        assertThat(traces.places()).isEmpty();
    }
}
