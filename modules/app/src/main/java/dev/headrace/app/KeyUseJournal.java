package dev.headrace.app;

import dev.headrace.auth.KeyEvidence;
import dev.headrace.auth.KeyUse;
import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.eventlog.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the evidence of the HMAC keys over restarts: an entry, a line of JSON, for each key whose
 * count has changed, every few seconds. A crash loses the counts of the last seconds. For one
 * thread at a time.
 */
final class KeyUseJournal implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long SNAPSHOT_AT = 256 << 10;
    private static final System.Logger LOG = System.getLogger(KeyUseJournal.class.getName());

    private final Journal journal;
    private final KeyEvidence evidence;
    private final Map<String, Long> written = new HashMap<>();

    KeyUseJournal(Journal journal, KeyEvidence evidence) {
        this.journal = journal;
        this.evidence = evidence;
        before().forEach(use -> written.put(use.keyId(), use.count()));
    }

    /** What was known when the journal was opened; of each key the newest entry. */
    List<KeyUse> before() {
        Map<String, KeyUse> uses = new LinkedHashMap<>();
        for (byte[] entry : journal.entries()) {
            try {
                KeyUse use = decode(entry);
                uses.put(use.keyId(), use);
            } catch (JacksonException | IllegalArgumentException | ClassCastException e) {
                LOG.log(System.Logger.Level.WARNING, "An entry of the key use cannot be read", e);
            }
        }
        return List.copyOf(uses.values());
    }

    /** Writes what has changed since the last time. */
    void record() {
        List<KeyUse> all = evidence.uses();
        List<byte[]> changed = new ArrayList<>();
        for (KeyUse use : all) {
            if (!Long.valueOf(use.count()).equals(written.get(use.keyId()))) {
                changed.add(encode(use));
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        if (journal.size() > SNAPSHOT_AT) {
            journal.replace(all.stream().map(KeyUseJournal::encode).toList());
        } else {
            journal.append(changed);
        }
        all.forEach(use -> written.put(use.keyId(), use.count()));
    }

    @Override
    public void close() {
        try {
            record();
        } catch (EventLogFailedException e) {
            LOG.log(System.Logger.Level.WARNING, "The newest use of keys was not written", e);
        }
        journal.close();
    }

    private static byte[] encode(KeyUse use) {
        return JSON.writeValueAsBytes(
                Map.of(
                        "key", use.keyId(),
                        "first", use.firstUsed().toString(),
                        "last", use.lastUsed().toString(),
                        "count", String.valueOf(use.count()),
                        "services", String.join(" ", new TreeSet<>(use.services()))));
    }

    private static KeyUse decode(byte[] entry) {
        Map<String, String> fields =
                JSON.readValue(entry, new TypeReference<Map<String, String>>() {});
        String services = fields.getOrDefault("services", "");
        return new KeyUse(
                fields.getOrDefault("key", ""),
                Instant.parse(fields.getOrDefault("first", "")),
                Instant.parse(fields.getOrDefault("last", "")),
                Long.parseLong(fields.getOrDefault("count", "")),
                services.isEmpty()
                        ? java.util.Set.of()
                        : java.util.Set.of(services.split(" ", -1)));
    }
}
