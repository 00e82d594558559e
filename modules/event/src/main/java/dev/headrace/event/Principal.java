package dev.headrace.event;

import java.util.Optional;

/**
 * The authenticated caller; it goes with every event.
 *
 * @param kind what kind of caller
 * @param name how the credential names the caller: a service's name, a person's e-mail address
 *     until privacy has replaced it, or {@code anonymous}
 * @param email the e-mail address of a person: a classified field, kept only where the contract
 *     says so
 * @param organisation the organisation that the credential speaks for
 */
public record Principal(
        Kind kind, String name, Optional<String> email, Optional<String> organisation) {

    /** What kind of caller. */
    public enum Kind {
        PERSON,
        SERVICE,
        SESSION,
        ANONYMOUS
    }

    /** A caller without credentials, where a stream allows it. */
    public static final Principal NOBODY =
            new Principal(Kind.ANONYMOUS, "anonymous", Optional.empty(), Optional.empty());

    /** A person known by an e-mail address. */
    public static Principal person(String email) {
        return new Principal(Kind.PERSON, email, Optional.of(email), Optional.empty());
    }

    /** A service known by name. */
    public static Principal service(String name) {
        return new Principal(Kind.SERVICE, name, Optional.empty(), Optional.empty());
    }

    /**
     * The actor of a session: whoever the issuer of the token says, in an organisation.
     *
     * @param actor the issuer's id of the actor
     */
    public static Principal session(String actor, String organisation) {
        return new Principal(Kind.SESSION, actor, Optional.empty(), Optional.of(organisation));
    }

    /** The same caller, speaking for an organisation. */
    public Principal within(String named) {
        return new Principal(kind, name, email, Optional.of(named));
    }

    /** Only the kind: the name may be an e-mail address, which no log may show. */
    @Override
    public String toString() {
        return "Principal[" + kind + "]";
    }
}
