package dev.headrace.privacy;

import dev.headrace.event.Contract;
import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.Principal;
import java.util.Optional;

/**
 * Takes from a principal what the stream may not keep, and knows how to do so from its events. Safe
 * for use by any number of threads.
 */
public final class Refinery {

    private final PseudonymKeys keys;

    public Refinery(PseudonymKeys keys) {
        this.keys = keys;
    }

    /** With one key for everybody. */
    public Refinery(Pseudonyms pseudonyms) {
        this(PseudonymKeys.of(pseudonyms));
    }

    /** What a contract's rules do with events; empty when it keeps them as they are. */
    public Optional<EventRefiner> refiner(Contract contract) {
        return EventRefiner.of(contract, keys);
    }

    /** A text as a rule {@code hash} would keep it, with the organisation's key in force. */
    public String pseudonym(Optional<String> organisation, String text) {
        return keys.inForce(organisation).of(text);
    }

    /** The principal as the contract lets it be kept; nobody is kept as is. */
    public Principal refine(Contract contract, Principal principal) {
        return switch (rule(contract, principal)) {
            case KEEP -> principal;
            case HASH -> nameless(principal, pseudonyms(principal).of(secretName(principal)));
            case DROP ->
                    nameless(
                            principal,
                            switch (principal.kind()) {
                                case PERSON -> "person";
                                case SERVICE -> "service";
                                case SESSION -> "session";
                                case ANONYMOUS -> "anonymous";
                            });
        };
    }

    /** A person is known by an e-mail address, and a session stands for a person. */
    private static EmailRule rule(Contract contract, Principal principal) {
        if (principal.email().isPresent()) {
            return contract.principalEmail();
        }
        Optional<EmailRule> ofName = contract.privacy().principalName();
        return switch (principal.kind()) {
            case PERSON, ANONYMOUS -> EmailRule.KEEP;
            case SERVICE -> ofName.orElse(EmailRule.KEEP);
            case SESSION -> ofName.orElse(EmailRule.HASH);
        };
    }

    private static String secretName(Principal principal) {
        return principal.email().orElse(principal.name());
    }

    private Pseudonyms pseudonyms(Principal principal) {
        return keys.inForce(principal.organisation());
    }

    private static Principal nameless(Principal principal, String name) {
        return new Principal(principal.kind(), name, Optional.empty(), principal.organisation());
    }

    /**
     * A pseudonym of a caller that holds within one stream: another stream's does not tell that it
     * is the same one. For comparing inside the server whatever the contract lets be kept; it goes
     * to no sink. Empty for callers whose name is kept in any case.
     */
    public Optional<String> pseudonymWithin(Contract contract, Principal principal) {
        boolean classified =
                principal.email().isPresent()
                        || principal.kind() == Principal.Kind.SESSION
                        || rule(contract, principal) != EmailRule.KEEP;
        return classified
                ? Optional.of(
                        keys.oldest(principal.organisation())
                                .of(contract.name().value() + "\n" + secretName(principal)))
                : Optional.empty();
    }
}
