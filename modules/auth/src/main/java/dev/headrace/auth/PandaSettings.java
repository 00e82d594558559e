package dev.headrace.auth;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How people's pan-domain cookies are checked.
 *
 * @param settingsFile the pan-domain settings file (public part); read again every 60 seconds
 * @param cookieName the name of the cookie, for example {@code gutoolsAuth-assym}
 * @param allowedEmailDomains the domains that a person's address must have after its last @; with
 *     none, nobody may call
 * @param requireMultifactor whether the cookie must say that the person used a second factor
 */
public record PandaSettings(
        Path settingsFile,
        String cookieName,
        Set<String> allowedEmailDomains,
        boolean requireMultifactor) {

    public PandaSettings {
        if (cookieName.isBlank()) {
            throw new IllegalArgumentException("the pan-domain cookie has a name");
        }
        allowedEmailDomains =
                allowedEmailDomains.stream()
                        .map(domain -> domain.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Equality of the domain, not a suffix or a substring: look-alikes stay out. */
    boolean allows(PandaPayload payload) {
        return (payload.multifactor() || !requireMultifactor) && allowsDomain(payload.email());
    }

    /** A letter outside of ASCII could fold into one of ASCII, so such domains are no one's. */
    private boolean allowsDomain(String email) {
        int at = email.lastIndexOf('@');
        String domain = email.substring(at + 1);
        return at > 0
                && domain.chars().allMatch(letter -> letter < 0x80)
                && allowedEmailDomains.contains(domain.toLowerCase(Locale.ROOT));
    }
}
