package dev.headrace.publishing;

import dev.headrace.event.Addition;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.Contract;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Contracts that say only which sinks get a stream. */
final class FakeCatalog implements StreamCatalog {

    private final Map<StreamName, Contract> contracts = new ConcurrentSkipListMap<>();

    FakeCatalog acknowledging(String stream, String... sinks) {
        put(stream, Optional.empty(), Set.of(sinks), true);
        return this;
    }

    static FakeCatalog of(String... streams) {
        var catalog = new FakeCatalog();
        for (String stream : streams) {
            catalog.put(stream, Optional.empty());
        }
        return catalog;
    }

    FakeCatalog only(String stream, String... sinks) {
        put(stream, Optional.of(Set.of(sinks)));
        return this;
    }

    FakeCatalog unreadable(String stream) {
        put(stream, Optional.empty(), Set.of(), false);
        return this;
    }

    /** Rules of its own, and the ways to authenticate. */
    FakeCatalog with(String stream, PrivacyRules rules, AuthMethod... auth) {
        put(stream, Optional.empty(), Set.of(), true, rules, Set.of(auth), new LinkedHashMap<>());
        return this;
    }

    /** With members that the server adds, and the ways to authenticate. */
    FakeCatalog adding(String stream, SequencedMap<String, Addition> adds, AuthMethod... auth) {
        put(stream, Optional.empty(), Set.of(), true, PrivacyRules.DEFAULT, Set.of(auth), adds);
        return this;
    }

    private void put(String stream, Optional<Set<String>> sinks) {
        put(stream, sinks, Set.of(), true);
    }

    private void put(
            String stream, Optional<Set<String>> sinks, Set<String> acknowledge, boolean readable) {
        put(
                stream,
                sinks,
                acknowledge,
                readable,
                PrivacyRules.DEFAULT,
                Set.of(AuthMethod.NONE),
                new LinkedHashMap<>());
    }

    private void put(
            String stream,
            Optional<Set<String>> sinks,
            Set<String> acknowledge,
            boolean readable,
            PrivacyRules rules,
            Set<AuthMethod> auth,
            SequencedMap<String, Addition> adds) {
        var name = new StreamName(stream);
        var schemas = new TreeMap<Integer, Contract.SchemaVersion>();
        schemas.put(1, new Contract.SchemaVersion(1, "digest", "{}"));
        contracts.put(
                name,
                new Contract(
                        name,
                        "title of " + stream,
                        Contract.Listener.PUBLIC,
                        readable,
                        schemas,
                        Optional.empty(),
                        Contract.MissingId.NEW,
                        Optional.empty(),
                        auth,
                        Contract.Bound.NONE,
                        List.of(),
                        List.of(),
                        Contract.Limits.DEFAULT,
                        rules,
                        Set.of(),
                        Optional.empty(),
                        sinks,
                        acknowledge,
                        Map.of("fake", Map.of("hint", "for fake")),
                        Optional.empty(),
                        adds));
    }

    @Override
    public Optional<Contract> find(StreamName name) {
        return Optional.ofNullable(contracts.get(name));
    }

    @Override
    public Collection<Contract> all() {
        return contracts.values();
    }
}
