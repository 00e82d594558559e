package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.Principal;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.StreamName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PrivacyTest {

    private static final String EMAIL = "Ada@example.org";

    private final Pseudonyms pseudonyms = new Pseudonyms(1, new byte[32]);
    private final Refinery refinery = new Refinery(pseudonyms);

    @Test
    void keepsTheAddressOnlyWhereTheContractSaysSo() {
        Principal kept = refinery.refine(contract(EmailRule.KEEP), Principal.person(EMAIL));

        assertThat(kept).isEqualTo(Principal.person(EMAIL));
    }

    @Test
    void replacesTheAddressByAKeyedHashThatIsTheSameEveryTime() {
        Principal first = refinery.refine(contract(EmailRule.HASH), Principal.person(EMAIL));
        Principal again =
                refinery.refine(contract(EmailRule.HASH), Principal.person("ada@EXAMPLE.org"));

        assertThat(first).isEqualTo(again);
        assertThat(first.email()).isEmpty();
        assertThat(first.name()).matches("h1:[A-Za-z0-9_-]{22}");
        assertThat(new Pseudonyms(1, filled((byte) 7)).of(EMAIL)).isNotEqualTo(first.name());
    }

    @Test
    void knowsAPersonWithinAStreamWhateverTheContractKeeps() {
        Contract keeping = contract(EmailRule.KEEP);
        Principal ada = Principal.person(EMAIL);

        Optional<String> pseudonym = refinery.pseudonymWithin(keeping, ada);

        assertThat(refinery.pseudonymWithin(contract(EmailRule.DROP), ada)).isEqualTo(pseudonym);
        assertThat(refinery.pseudonymWithin(keeping, Principal.person("ada@EXAMPLE.org")))
                .isEqualTo(pseudonym);
        assertThat(refinery.pseudonymWithin(keeping, Principal.person("bob@example.org")))
                .isNotEqualTo(pseudonym);
        assertThat(pseudonym).get().asString().matches("h1:[A-Za-z0-9_-]{22}");
        assertThat(pseudonym).isNotEqualTo(Optional.of(pseudonyms.of(EMAIL)));
        assertThat(refinery.pseudonymWithin(keeping, Principal.service("s"))).isEmpty();
    }

    @Test
    void dropsEveryTraceOfTheAddress() {
        Principal dropped = refinery.refine(contract(EmailRule.DROP), Principal.person(EMAIL));

        assertThat(dropped.name()).isEqualTo("person");
        assertThat(dropped.email()).isEmpty();
    }

    @Test
    void hashesASessionsNameBecauseItIsAPersons() {
        var session =
                new Principal(
                        Principal.Kind.SESSION, "4711", Optional.empty(), Optional.of("clinic"));

        Principal kept = refinery.refine(contract(EmailRule.KEEP), session);

        assertThat(kept.name()).isEqualTo(pseudonyms.of("4711"));
        assertThat(kept.organisation()).contains("clinic");
        assertThat(refinery.pseudonymWithin(contract(EmailRule.KEEP), session))
                .get()
                .asString()
                .matches("h1:[A-Za-z0-9_-]{22}")
                .isNotEqualTo(kept.name());
    }

    @Test
    void leavesServicesAlone() {
        Principal service = Principal.service("composer-PROD");

        assertThat(refinery.refine(contract(EmailRule.HASH), service)).isSameAs(service);
    }

    private static byte[] filled(byte value) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, value);
        return key;
    }

    private static Contract contract(EmailRule rule) {
        return new Contract(
                new StreamName("example"),
                "Example",
                Contract.Listener.PUBLIC,
                true,
                new TreeMap<>(Map.of(1, new Contract.SchemaVersion(1, "00", "{}"))),
                Optional.empty(),
                Contract.MissingId.NEW,
                Optional.empty(),
                Set.of(AuthMethod.HMAC),
                Contract.Bound.NONE,
                List.of(),
                List.of(),
                Contract.Limits.DEFAULT,
                PrivacyRules.of(rule),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Map.of(),
                Optional.empty(),
                new LinkedHashMap<>());
    }
}
