package dev.headrace.persistence;

import dev.headrace.insight.AuditWitness;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers the newest end. */
final class RememberedEnds implements AuditWitness {

    private final Map<Optional<String>, End> ends = new ConcurrentHashMap<>();

    @Override
    public Set<Optional<String>> organisations() {
        return ends.keySet();
    }

    @Override
    public Optional<End> end(Optional<String> organisation) {
        return Optional.ofNullable(ends.get(organisation));
    }

    @Override
    public void remember(Optional<String> organisation, End before, End now) {
        ends.put(organisation, now);
    }
}
