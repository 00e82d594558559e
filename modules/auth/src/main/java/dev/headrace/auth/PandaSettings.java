package dev.headrace.auth;

import java.nio.file.Path;
import java.util.Set;

/**
 * How people's pan-domain cookies are checked.
 *
 * @param settingsFile the pan-domain settings file (public part); read again every 60 seconds
 * @param cookieName the name of the cookie, for example {@code gutoolsAuth-assym}
 * @param allowedEmailDomains the domains, in lower case, that a person's address must end in after
 *     the @
 * @param requireMultifactor whether the cookie must say that the person used a second factor
 */
public record PandaSettings(
        Path settingsFile,
        String cookieName,
        Set<String> allowedEmailDomains,
        boolean requireMultifactor) {}
