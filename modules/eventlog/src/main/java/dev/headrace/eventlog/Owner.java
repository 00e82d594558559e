package dev.headrace.eventlog;

import dev.headrace.event.Principal;
import java.util.Locale;

/**
 * Whose ids an event's id is compared with: nobody can make another's event look like a repeat.
 *
 * @param name the same text for the same owner, another one for every other
 */
public record Owner(String name) {

    /**
     * The organisation that a caller speaks for, else the caller itself. All anonymous callers are
     * one.
     */
    public static Owner of(Principal principal) {
        return principal
                .organisation()
                .map(organisation -> new Owner("organisation:" + organisation))
                .orElseGet(() -> named(principal.kind(), principal.name()));
    }

    /**
     * A person by a pseudonym: the e-mail address itself is kept only where the stream's contract
     * says so.
     */
    public static Owner person(String pseudonym) {
        return named(Principal.Kind.PERSON, pseudonym);
    }

    private static Owner named(Principal.Kind kind, String name) {
        return new Owner(kind.name().toLowerCase(Locale.ROOT) + ":" + name);
    }
}
