package dev.headrace.auth;

import java.time.Instant;
import java.util.Set;

/**
 * The evidence of one HMAC key: whether anybody still signs with it.
 *
 * @param keyId the key's id in the key file
 * @param firstUsed the first request that it signed, as far as this node knows
 * @param lastUsed the newest one
 * @param count how many there were
 * @param services the names that its callers gave themselves, at most 100 of them
 */
public record KeyUse(
        String keyId, Instant firstUsed, Instant lastUsed, long count, Set<String> services) {

    public KeyUse {
        services = Set.copyOf(services);
    }
}
