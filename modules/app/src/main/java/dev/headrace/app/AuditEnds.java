package dev.headrace.app;

import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.eventlog.Journal;
import dev.headrace.insight.AuditWitness;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers in the data folder where the node's chains of audit rows end: an entry, a line of JSON,
 * for each move. One that could not be written is missing, and the next one makes up for it.
 */
final class AuditEnds implements AuditWitness, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long SNAPSHOT_AT = 256 << 10;
    private static final System.Logger LOG = System.getLogger(AuditEnds.class.getName());

    private final Journal journal;
    private final Map<Optional<String>, End> ends = new HashMap<>();

    AuditEnds(Journal journal) {
        this.journal = journal;
        for (byte[] entry : journal.entries()) {
            try {
                Map<String, String> fields =
                        JSON.readValue(entry, new TypeReference<Map<String, String>>() {});
                ends.put(
                        Optional.ofNullable(fields.get("organisation")),
                        new End(
                                Long.parseLong(fields.getOrDefault("number", "")),
                                fields.getOrDefault("hash", "")));
            } catch (JacksonException | IllegalArgumentException e) {
                LOG.log(System.Logger.Level.WARNING, "An end of an audit chain is unreadable", e);
            }
        }
    }

    @Override
    public synchronized Set<Optional<String>> organisations() {
        return new HashSet<>(ends.keySet());
    }

    @Override
    public synchronized Optional<End> end(Optional<String> organisation) {
        return Optional.ofNullable(ends.get(organisation));
    }

    @Override
    public synchronized void remember(Optional<String> organisation, End before, End now) {
        Optional<End> known = end(organisation);
        if (known.filter(end -> end.number() >= now.number()).isPresent()) {
            return; // another thread was faster, or the store has lost rows
        }
        if (known.filter(end -> end.number() >= before.number() && !end.equals(before))
                .isPresent()) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The store''s audit chain of {0} is not the one that this node has written:"
                            + " see headrace audit verify",
                    organisation.orElse("no organisation"));
            return;
        }
        ends.put(organisation, now);
        try {
            write(organisation, now);
        } catch (EventLogFailedException e) {
            LOG.log(System.Logger.Level.WARNING, "An end of an audit chain was not kept", e);
        }
    }

    private void write(Optional<String> organisation, End end) {
        if (journal.size() > SNAPSHOT_AT) {
            journal.replace(
                    ends.entrySet().stream()
                            .map(one -> encode(one.getKey(), one.getValue()))
                            .toList());
        } else {
            journal.append(List.of(encode(organisation, end)));
        }
    }

    private static byte[] encode(Optional<String> organisation, End end) {
        Map<String, String> fields = new HashMap<>();
        organisation.ifPresent(name -> fields.put("organisation", name));
        fields.put("number", String.valueOf(end.number()));
        fields.put("hash", end.hash());
        return JSON.writeValueAsBytes(fields);
    }

    @Override
    public void close() {
        journal.close();
    }
}
