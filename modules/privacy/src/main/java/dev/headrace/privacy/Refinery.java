package dev.headrace.privacy;

import dev.headrace.event.Contract;
import dev.headrace.event.Principal;
import java.util.Optional;

/** Takes from a principal what the stream may not keep. Safe for use by any number of threads. */
public final class Refinery {

    private final Pseudonyms pseudonyms;

    public Refinery(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** The principal as the contract lets it be kept; services and nobody are kept as they are. */
    public Principal refine(Contract contract, Principal principal) {
        if (principal.email().isEmpty()) {
            return principal;
        }
        String email = principal.email().get();
        return switch (contract.principalEmail()) {
            case KEEP -> principal;
            case HASH -> nameless(principal, pseudonyms.of(email));
            case DROP -> nameless(principal, "person");
        };
    }

    private static Principal nameless(Principal principal, String name) {
        return new Principal(principal.kind(), name, Optional.empty(), principal.organisation());
    }

    /**
     * A pseudonym of a person that holds within one stream: another stream's does not tell that it
     * is the same person. For comparing inside the server whatever the contract lets be kept; it
     * goes to no sink. Empty for callers without an e-mail address.
     */
    public Optional<String> pseudonymWithin(Contract contract, Principal principal) {
        return principal
                .email()
                .map(email -> pseudonyms.of(contract.name().value() + "\n" + email));
    }
}
