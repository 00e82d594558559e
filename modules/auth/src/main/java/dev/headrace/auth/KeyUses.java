package dev.headrace.auth;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the use of HMAC keys, in memory. Counting costs a few nanoseconds and waits for nobody.
 *
 * <p>Safe for use by any number of threads. A count is right; of uses at the same moment either may
 * be the last.
 */
final class KeyUses implements KeyEvidence {

    /** Whoever has the key chooses the names, so there may be many. */
    private static final int MOST_SERVICES = 100;

    private final Map<String, Uses> keys = new ConcurrentHashMap<>();

    /** A use that adds to what was known before. */
    void restore(List<KeyUse> before) {
        for (KeyUse use : before) {
            keys.put(use.keyId(), new Uses(use));
        }
    }

    void count(String keyId, String service, Instant now) {
        Uses uses = keys.get(keyId);
        if (uses == null) {
            uses = keys.computeIfAbsent(keyId, id -> new Uses(now));
        }
        uses.count(service, now);
    }

    @Override
    public List<KeyUse> uses() {
        return keys.entrySet().stream()
                .map(entry -> entry.getValue().of(entry.getKey()))
                .sorted(Comparator.comparing(KeyUse::lastUsed).reversed())
                .toList();
    }

    private static final class Uses {

        private final LongAdder count = new LongAdder();
        private final Set<String> services = ConcurrentHashMap.newKeySet();
        private final long firstMillis;
        private volatile long lastMillis;

        private Uses(Instant first) {
            this.firstMillis = first.toEpochMilli();
            this.lastMillis = firstMillis;
        }

        private Uses(KeyUse before) {
            this.firstMillis = before.firstUsed().toEpochMilli();
            this.lastMillis = before.lastUsed().toEpochMilli();
            this.count.add(before.count());
            this.services.addAll(before.services());
        }

        private void count(String service, Instant now) {
            count.increment();
            long millis = now.toEpochMilli();
            if (millis > lastMillis) {
                lastMillis = millis;
            }
            if (!services.contains(service) && services.size() < MOST_SERVICES) {
                learn(service);
            }
        }

        private synchronized void learn(String service) {
            if (services.size() < MOST_SERVICES) {
                services.add(service);
            }
        }

        private KeyUse of(String keyId) {
            return new KeyUse(
                    keyId,
                    Instant.ofEpochMilli(firstMillis),
                    Instant.ofEpochMilli(lastMillis),
                    count.sum(),
                    services);
        }
    }
}
