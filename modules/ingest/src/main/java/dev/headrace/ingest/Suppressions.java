package dev.headrace.ingest;

import dev.headrace.event.ChoiceRules;
import dev.headrace.event.ChoiceRules.Exclusion;
import dev.headrace.event.Contract;
import dev.headrace.event.Principal;
import dev.headrace.event.Signal;
import dev.headrace.privacy.KnownChoices;
import dev.headrace.privacy.PersonalChoices;
import dev.headrace.privacy.Standing;
import dev.headrace.privacy.Standing.Agreement;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds whether the events of a request must not be kept: because the person or the address was
 * excluded, because the person's browser says so, or for want of consent; the first that holds is
 * the reason. While choices are not known, a stream that obeys them keeps nothing.
 */
final class Suppressions {

    /** What persons have chosen cannot be had. */
    static final String UNKNOWN = "choices-unknown";

    /** The person, or the address, is not to be recorded. */
    static final String EXCLUDED = "excluded";

    /** The person has not agreed, or no longer does. */
    static final String NO_CONSENT = AnalyticsRule.NO_CONSENT;

    private final PersonalChoices choices;
    private final ClientAddresses clients;

    Suppressions(PersonalChoices choices, ClientAddresses clients) {
        this.choices = choices;
        this.clients = clients;
    }

    /**
     * The reason that holds for every valid event of the request, or none.
     *
     * @param principal as the credentials say, before anything was taken from it
     */
    Optional<String> reason(Contract contract, Principal principal, IngestRequest request) {
        ChoiceRules rules = contract.privacy().choices();
        if (rules.areNone()) {
            return signal(contract, request);
        }
        Optional<KnownChoices> known = choices.known();
        if (known.isEmpty()) {
            return Optional.of(UNKNOWN);
        }
        Standing person = known.get().of(principal);
        if (rules.exclusion() == Exclusion.SUPPRESS
                && (person.isExcluded()
                        || known.get().excludes(() -> request.sender().address(clients)))) {
            return Optional.of(EXCLUDED);
        }
        return signal(contract, request).or(() -> disagreement(rules, person));
    }

    private static Optional<String> signal(Contract contract, IngestRequest request) {
        Set<Signal> honoured = contract.privacy().honoured();
        if (honoured.isEmpty()) {
            return Optional.empty();
        }
        Set<Signal> given = request.signals().get();
        return honoured.stream()
                .filter(given::contains)
                .min(Signal::compareTo)
                .map(signal -> signal.name().toLowerCase(Locale.ROOT));
    }

    private static Optional<String> disagreement(ChoiceRules rules, Standing person) {
        boolean lacking =
                rules.consent()
                        .filter(purpose -> person.agreement(purpose) != Agreement.GIVEN)
                        .isPresent();
        boolean withdrawn =
                rules.withdrawal()
                        .filter(purpose -> person.agreement(purpose) == Agreement.WITHDRAWN)
                        .isPresent();
        return lacking || withdrawn ? Optional.of(NO_CONSENT) : Optional.empty();
    }
}
