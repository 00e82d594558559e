package dev.headrace.auth;

import java.util.Optional;
import java.util.Set;

/**
 * What credentials speak for.
 *
 * @param organisations the organisations that they may name; {@link #ANY} is every one
 * @param session the one session that they belong to, in lower case
 */
public record Scope(Set<String> organisations, Optional<String> session) {

    /** In place of an organisation: all of them. */
    public static final String ANY = "*";

    /** No organisation, no session: persons, callers without credentials, keys that name none. */
    public static final Scope NONE = new Scope(Set.of(), Optional.empty());

    public Scope {
        organisations = Set.copyOf(organisations);
    }

    /** Of a service. */
    static Scope of(Set<String> organisations) {
        return organisations.isEmpty() ? NONE : new Scope(organisations, Optional.empty());
    }

    /** Whether they may speak for an organisation. */
    public boolean holds(String organisation) {
        return KeyJson.isOrganisation(organisation)
                && (organisations.contains(organisation) || organisations.contains(ANY));
    }

    /** Whether they speak for no organisation at all. */
    public boolean isNone() {
        return organisations.isEmpty();
    }

    /** The organisation, where there is exactly one to speak for. */
    public Optional<String> only() {
        return organisations.size() == 1 && !organisations.contains(ANY)
                ? Optional.of(organisations.iterator().next())
                : Optional.empty();
    }
}
